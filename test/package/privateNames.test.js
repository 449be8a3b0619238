'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { privateNames } = require('../../tools/build/privateNames');

/** @type {string} */
let folder;
beforeAll(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'private-names-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** @param {string[]} sources */
function namesIn(...sources) {
	const files = sources.map((text, index) => {
		const file = path.join(folder, `${index}.ts`);
		fs.writeFileSync(file, text);
		return file;
	});
	return privateNames(files);
}

const CLASS = `class A {
	private waited = 0;
	constructor(private readonly length: number, public shown: number) {}
	private next() { return this.waited + this.length + this.shown; }
}`;

describe('names that the bundle may shorten', () => {
	it('are those of private members, and no others', () => {
		expect(namesIn(CLASS)).toEqual(['length', 'next', 'waited']);
	});

	it('may also be that of a parameter', () => {
		const other = 'export function go(next: Clock) { return next.go(); }';
		expect(namesIn(CLASS, other)).toEqual(['length', 'next', 'waited']);
	});

	it.each([
		['a member of something else', 'export const size = (text: string) => text.length;'],
		['a field of an object', 'export const it = { length: 3 };'],
		['a field of a type', 'export interface It { length: number }'],
		['a field that is taken apart', 'export const size = ({ length }: string) => length;'],
		['a public member of another class', 'class B { length = 1; go() { return this.length; } }'],
		['a name in quotes', "export const size = (it: object) => Reflect.get(it, 'length');"],
	])('are none that name %s too', (_, other) => {
		expect(namesIn(CLASS, other)).toEqual(['next', 'waited']);
	});

	it('are none that n8n gives to a node', () => {
		expect(
			namesIn('class N { async execute(this: Helpers) { return this.getInputData(); } }'),
		).toEqual([]);
	});
});
