/** How the pages below docs/ are read: paths in backticks, tables, numbers, and citations of them. */

import fs from 'node:fs';
import path from 'node:path';
import { ROOT, listFiles } from './files.mts';

/** What is not in a fresh clone, but may be spoken of. */
const MADE_LATER = /^(dist|demo-output|node_modules)\//;
const TOP_FOLDERS = fs
	.readdirSync(ROOT, { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && entry.name !== '.git')
	.map((entry) => entry.name);

/** @returns what stands between single backticks, outside of code blocks */
export const quoted = (text: string): string[] =>
	[...text.replace(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, inside]) => inside);

/** @param text something in backticks */
export const isPath = (text: string) =>
	/^[\w.*<>/-]+\/[\w.*<>/-]*$/.test(text) &&
	TOP_FOLDERS.includes(text.split('/')[0]) &&
	!MADE_LATER.test(text);

/** @param pattern a path below the package folder, in which `*` and `<…>` stand for any name */
export function isThere(pattern: string) {
	if (!/[*<]/.test(pattern)) return fs.existsSync(path.join(ROOT, pattern));
	const form = pattern.replace(/\./g, '\\.').replace(/\*|<[^>]*>/g, '[^/]*');
	const whole = new RegExp(`^${form}${pattern.endsWith('/') ? '' : '(/|$|\\.)'}`);
	return listFiles(pattern.split('/')[0], whole).length > 0;
}

/**
 * @param heading of the first column of the tables that are meant
 * @returns the cells of their rows
 */
export function tableRows(text: string, heading: string): string[][] {
	const rows: string[][] = [];
	let inside = false;
	for (const line of text.split('\n')) {
		const cells = line
			.split(/(?<!\\)\|/)
			.slice(1, -1)
			.map((cell) => cell.trim());
		if (cells.length === 0) inside = false;
		else if (cells[0] === heading) inside = true;
		else if (inside && !/^-+$/.test(cells[0])) rows.push(cells);
	}
	return rows;
}

/** @returns the numbers of its headings: 1, 1.1, … */
export const sectionNumbers = (text: string): string[] =>
	[...text.matchAll(/^#{2,3} (\d+(?:\.\d+)?)\.? /gm)].map(([, number]) => number);

const NUMBER = String.raw`P?\d+(?:\.\d+)?`;
const MORE = String.raw`(?:,? and |, | to )`;

/**
 * @param source of a file; a citation may go on in the next line of its comment
 * @param page for example `docs/providers.md`
 * @returns the sections that are cited, and the rows (`no. 7`)
 */
export function citationsIn(source: string, page: string): { sections: string[]; rows: string[] } {
	const text = source.replace(/\n\s*(?:\*|\/\/) ?/g, ' ');
	const name = page.replace('.', '\\.');
	const form = new RegExp(
		String.raw`${name} (?:part )?(${NUMBER}(?:${MORE}${NUMBER})*)(?: no\. (\d+(?:${MORE}\d+)*))?`,
		'g',
	);
	const each = (numbers: string = '') => numbers.match(new RegExp(NUMBER, 'g')) ?? [];
	const found = [...text.matchAll(form)];
	return {
		sections: found.flatMap(([, numbers]) => each(numbers)),
		rows: found.flatMap(([, , numbers]) => each(numbers)),
	};
}
