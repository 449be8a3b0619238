'use strict';

/** How the pages below docs/ are read: paths in backticks, tables, numbers, and citations of them. */

const fs = require('fs');
const path = require('path');
const { ROOT, listFiles } = require('./files');

/** What is not in a fresh clone, but may be spoken of. */
const MADE_LATER = /^(dist|demo-output|node_modules)\//;
const TOP_FOLDERS = fs
	.readdirSync(ROOT, { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && entry.name !== '.git')
	.map((entry) => entry.name);

/** @param {string} text @returns {string[]} what stands between single backticks, outside of code blocks */
const quoted = (text) =>
	[...text.replace(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, inside]) => inside);

/** @param {string} text something in backticks */
const isPath = (text) =>
	/^[\w.*<>/-]+\/[\w.*<>/-]*$/.test(text) &&
	TOP_FOLDERS.includes(text.split('/')[0]) &&
	!MADE_LATER.test(text);

/** @param {string} pattern a path below the package folder, in which `*` and `<…>` stand for any name */
function isThere(pattern) {
	if (!/[*<]/.test(pattern)) return fs.existsSync(path.join(ROOT, pattern));
	const form = pattern.replace(/\./g, '\\.').replace(/\*|<[^>]*>/g, '[^/]*');
	const whole = new RegExp(`^${form}${pattern.endsWith('/') ? '' : '(/|$|\\.)'}`);
	return listFiles(pattern.split('/')[0], whole).length > 0;
}

/**
 * @param {string} text
 * @param {string} heading of the first column of the tables that are meant
 * @returns {string[][]} the cells of their rows
 */
function tableRows(text, heading) {
	/** @type {string[][]} */
	const rows = [];
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

/** @param {string} text @returns {string[]} the numbers of its headings: 1, 1.1, … */
const sectionNumbers = (text) =>
	[...text.matchAll(/^#{2,3} (\d+(?:\.\d+)?)\.? /gm)].map(([, number]) => number);

const NUMBER = String.raw`P?\d+(?:\.\d+)?`;
const MORE = String.raw`(?:,? and |, | to )`;

/**
 * @param {string} source of a file; a citation may go on in the next line of its comment
 * @param {string} page for example `docs/providers.md`
 * @returns {{ sections: string[], rows: string[] }} the sections that are cited, and the rows (`no. 7`)
 */
function citationsIn(source, page) {
	const text = source.replace(/\n\s*(?:\*|\/\/) ?/g, ' ');
	const name = page.replace('.', '\\.');
	const form = new RegExp(
		String.raw`${name} (?:part )?(${NUMBER}(?:${MORE}${NUMBER})*)(?: no\. (\d+(?:${MORE}\d+)*))?`,
		'g',
	);
	/** @param {string} [numbers] */
	const each = (numbers = '') => numbers.match(new RegExp(NUMBER, 'g')) ?? [];
	const found = [...text.matchAll(form)];
	return {
		sections: found.flatMap(([, numbers]) => each(numbers)),
		rows: found.flatMap(([, , numbers]) => each(numbers)),
	};
}

module.exports = { citationsIn, isPath, isThere, quoted, sectionNumbers, tableRows };
