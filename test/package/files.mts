import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { filesBelow } from '../../tools/build/verify.mts';
import type { ICredentialType, INodeType } from 'n8n-workflow';

const require = createRequire(import.meta.url);

export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** The text of a file, named by its path below the package folder. */
export const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');

/** Paths below the package folder. */
export const listFiles = (folder: string, pattern: RegExp): string[] =>
	filesBelow(path.join(ROOT, folder))
		.map((file) => path.relative(ROOT, file).split(path.sep).join('/'))
		.filter((file) => pattern.test(file));

interface Kinds {
	nodes: INodeType;
	credentials: ICredentialType;
}

export const manifest = JSON.parse(read('package.json'));

/** True in `npm run test:dist`: nodes and credentials come from the built package. */
export const FROM_DIST = process.env.SEEDANCE_FROM === 'dist';

/** The classes that package.json names, from their sources unless `FROM_DIST`. */
export function instancesOf<Kind extends keyof Kinds>(kind: Kind): Array<Kinds[Kind]> {
	return manifest.n8n[kind].map((built: string) => {
		const file = FROM_DIST ? built : built.replace(/^dist\/(.*)\.js$/, '$1.ts');
		return new (require(path.join(ROOT, file))[path.basename(file).split('.')[0]])();
	});
}
