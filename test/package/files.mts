import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { filesBelow } from '../../tools/build/verify.mts';

const require = createRequire(import.meta.url);

export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** @param file path below the package folder */
export const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');

/** @returns paths below the package folder */
export const listFiles = (folder: string, pattern: RegExp): string[] =>
	filesBelow(path.join(ROOT, folder))
		.map((file) => path.relative(ROOT, file).split(path.sep).join('/'))
		.filter((file) => pattern.test(file));

export const manifest = JSON.parse(read('package.json'));

/** The classes that package.json names, from their sources. */
export function instancesOf(kind: 'nodes' | 'credentials'): any[] {
	return manifest.n8n[kind].map((built: string) => {
		const source = built.replace(/^dist\//, '').replace(/\.js$/, '');
		return new (require(path.join(ROOT, source))[path.basename(source).split('.')[0]])();
	});
}
