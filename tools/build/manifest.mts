import fs from 'node:fs';
import path from 'node:path';

/** What the tools read of this package's package.json. */
export interface Manifest {
	name: string;
	version: string;
	dependencies?: Record<string, string>;
	/** Built files, as paths below the package folder */
	n8n: { nodes: string[]; credentials: string[] };
}

/** @param root the package folder */
export function readManifest(root: string): Manifest {
	return JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
}

/** The name of the class that a built file exports, by which n8n finds it. */
export const classNameOf = (file: string) => path.basename(file).split('.')[0];
