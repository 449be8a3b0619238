import { citationsIn, isPath, isThere, quoted, sectionNumbers, tableRows } from './docsPages.mts';
import { listFiles, read } from './files.mts';
import { ownCodes } from './ownCodes.mts';

const PROVIDERS = 'docs/providers.md';
const TRAPS = 'docs/n8n-behaviour.md';
const PROMISES = 'docs/promises.md';

const twice = <T,>(list: T[]) => list.filter((entry, index) => list.indexOf(entry) !== index);

describe('a path in the docs', () => {
	const paths = listFiles('docs', /\.md$/).flatMap((file) =>
		quoted(read(file))
			.filter(isPath)
			.map((name) => ({ file, name })),
	);

	it('leads to something that is there', () => {
		expect(paths.length).toBeGreaterThan(150);
		expect(paths.filter(({ name }) => !isThere(name))).toEqual([]);
	});

	it.each([
		'nodes/nowhere.ts',
		'nodes/*/nowhere.ts',
		'nodes/shared/providers/<provider>/nowhere.ts',
		'test/nowhere/',
	])('would be missed: %s', (name) => {
		expect([isPath(name), isThere(name)]).toEqual([true, false]);
	});
});

describe('docs/errors.md', () => {
	const listed = tableRows(read('docs/errors.md'), 'Code').flatMap(([cell]) => quoted(cell));
	const made = ownCodes();

	it('is compared with codes that were really found', () => {
		const some = ['outcomeUnknown', 'alreadyEnded', 'linkExpired', 'failed', 'http<n>'];
		expect([...made.keys()]).toEqual(expect.arrayContaining(some));
	});

	it('lists every code of ours', () => {
		const missing = [...made].filter(([code]) => !listed.includes(code));
		expect(missing).toEqual([]);
	});

	it('lists no code that is gone, and none twice', () => {
		expect(listed.filter((code) => !made.has(code))).toEqual([]);
		expect(twice(listed)).toEqual([]);
	});
});

describe('a citation of the docs in a comment', () => {
	const sources = ['nodes', 'credentials', 'sandbox', 'test', 'tools'].flatMap((folder) =>
		listFiles(folder, /\.(ts|mts|js|mjs)$/).filter((file) => !file.includes('/node_modules/')),
	);
	const sections = sectionNumbers(read(PROVIDERS));
	const disagreements = tableRows(read(PROVIDERS), 'No.').map(([number]) => number);
	const traps = tableRows(read(TRAPS), 'No.').map(([number]) => number);
	const promises = tableRows(read(PROMISES), 'No.').map(([number]) => number);

	it('is understood in every form', () => {
		const text = `/**
 * Limits (docs/providers.md 1.3 to 1.5, 2.4). What disagrees: docs/providers.md
 * 9 no. 7 and 18; all of docs/providers.md part 2.
 */`;
		expect(citationsIn(text, PROVIDERS)).toEqual({
			sections: ['1.3', '1.5', '2.4', '9', '2'],
			rows: ['7', '18'],
		});
		expect(citationsIn('// See docs/promises.md P4.', PROMISES).sections).toEqual(['P4']);
	});

	it.each([
		[PROVIDERS, sections],
		[TRAPS, [...sectionNumbers(read(TRAPS)), ...traps]],
		[PROMISES, promises],
	])('of %s leads somewhere', (page, known) => {
		const lost = sources.flatMap((file) =>
			citationsIn(read(file), page)
				.sections.filter((number) => !known.includes(number))
				.map((number) => `${file}: ${number}`),
		);
		expect(lost).toEqual([]);
	});

	it('of a row of section 9 leads to it', () => {
		const lost = sources.flatMap((file) =>
			citationsIn(read(file), PROVIDERS).rows.filter((number) => !disagreements.includes(number)),
		);
		expect(lost).toEqual([]);
	});

	it('finds each number once', () => {
		for (const numbers of [sections, disagreements, traps, promises]) {
			expect(numbers.length).toBeGreaterThan(15);
			expect(twice(numbers)).toEqual([]);
		}
	});
});

describe('docs/promises.md', () => {
	const rows = tableRows(read(PROMISES), 'No.').map(([number, , tests]) => ({ number, tests }));
	/** Of 0.2; until they are made, no test can hold them. */
	const FIRST_TO_COME = 16;
	/** Stands where a promise is held by tests whose titles do not say so. */
	const UNNAMED = /^No title names it yet: /;

	it('has a row for each promise, in order', () => {
		expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => `P${index + 1}`));
		expect(rows.length).toBeGreaterThanOrEqual(FIRST_TO_COME - 1);
	});

	it.each(rows)('$number is named by the files that it names', ({ number, tests }) => {
		if (tests === 'coming') {
			expect(Number(number.slice(1))).toBeGreaterThanOrEqual(FIRST_TO_COME);
			return;
		}
		const named = quoted(tests.split('; also ')[0]);
		expect(named.length).toBeGreaterThan(0);
		const saying = named.filter((file) => new RegExp(`\\b${number}\\b`).test(read(file)));
		expect(saying).toEqual(UNNAMED.test(tests) ? [] : named);
	});
});
