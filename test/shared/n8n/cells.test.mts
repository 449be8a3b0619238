import { ParameterReader } from '../../../nodes/shared/n8n/reader.ts';
import type { INodeProperties } from 'n8n-workflow';

/** What cells of a sheet are read as, and the words about those that cannot be. */

function readerOf(parameters: Record<string, unknown> = {}, over: Record<string, unknown> = {}) {
	const asked: unknown[][] = [];
	const context = {
		getNodeParameter: (...given: [string, ...unknown[]]) => {
			asked.push(given);
			return parameters[given[0]] ?? given[2];
		},
		...over,
	};
	return { reader: new ParameterReader(context, 4), asked };
}

function reading(read: (reader: ParameterReader) => unknown): { value: unknown; said: string[] } {
	const { reader } = readerOf();
	const value = read(reader);
	expect(reader.problems.every(({ field }) => field === 'Field')).toBe(true);
	return { value, said: reader.problems.map(({ message }) => message) };
}

describe('A parameter', () => {
	test('is asked for the row, and may be hidden', () => {
		const { reader, asked } = readerOf({ prompt: 'A boat', empty: null });
		expect(reader.value('prompt')).toBe('A boat');
		expect(reader.value('hidden')).toBeUndefined();
		expect(reader.value('empty')).toBeUndefined();
		expect(asked).toContainEqual(['prompt', 4, null]);
	});

	test('whose expression fails is a problem of the row, whatever was thrown', () => {
		const { reader } = readerOf(
			{},
			{
				getNodeParameter: (name: string) => {
					const thrown = name === 'text' ? 'just a text' : new Error('No pairing');
					if (name !== 'options') AbortSignal.abort(thrown).throwIfAborted();
					return {};
				},
			},
		);
		expect([reader.value('prompt'), reader.value('text')]).toEqual([undefined, undefined]);
		expect(reader.problems).toEqual([
			{ field: 'prompt', message: 'The expression in prompt gives no value: No pairing' },
			{ field: 'text', message: 'The expression in text gives no value: just a text' },
		]);
	});
});

describe('An option', () => {
	test.each([[undefined], [null], ['text'], [7]])(
		'is not there when there are none: %j',
		(options) => {
			const { reader } = readerOf({ options });
			expect(reader.option('seed')).toBeUndefined();
			expect(reader.isOptionEmpty('seed')).toBe(false);
		},
	);

	test('is empty only when the user has added it', () => {
		const { reader } = readerOf({
			options: { a: '', b: '  ', c: null, d: undefined, e: 0, f: 'x' },
		});
		const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
		expect(names.map((name) => reader.isOptionEmpty(name))).toEqual([
			true,
			true,
			true,
			true,
			false,
			false,
			false,
		]);
		expect(reader.option('e')).toBe(0);
	});
});

describe('Text', () => {
	test.each([
		['', ''],
		['  ', ''],
		[null, ''],
		[undefined, ''],
		[' as it is\u200B ', 'as it is'],
		[7, '7'],
		['"as it is"', 'as it is'],
		[false, 'false'],
	])('%j is %j', (cell, value) => {
		expect(reading((reader) => reader.text(cell, 'Field'))).toEqual({ value, said: [] });
	});

	test.each([
		[{ a: 1 }, '{"a":1}'],
		[['a'], '["a"]'],
	])('%j is none', (cell, text) => {
		expect(reading((reader) => reader.text(cell, 'Field'))).toEqual({
			value: '',
			said: [`Field needs text, but it is ${text}.`],
		});
	});
});

describe('A number', () => {
	test.each([
		['5 s', 5],
		[new Date('1899-12-30T00:00:05Z'), 5],
		[0, 0],
		['0', 0],
		['', undefined],
		['\u200B', undefined],
		[undefined, undefined],
	])('%j is %j', (cell, value) => {
		expect(reading((reader) => reader.number(cell, 'Field', 'seconds'))).toEqual({
			value,
			said: [],
		});
	});

	test.each([['s'], ['5 m'], [Number.NaN], [Infinity], ['Infinity'], [true], [[5]]])(
		'%j is none',
		(cell) => {
			const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
			expect(reading((reader) => reader.number(cell, 'Field', 'seconds'))).toEqual({
				value: undefined,
				said: [`Field needs a number, but it is "${text}".`],
			});
		},
	);
});

describe('Yes or no', () => {
	test.each([
		[' TRUE ', true],
		['Nein', false],
		[true, true],
		[false, false],
		[1, true],
		[0, false],
		['', undefined],
		[' ', undefined],
		[null, undefined],
	])('%j is %j', (cell, value) => {
		expect(reading((reader) => reader.boolean(cell, 'Field'))).toEqual({ value, said: [] });
	});

	test.each([['maybe'], [2]])('%j is neither', (cell) => {
		expect(reading((reader) => reader.boolean(cell, 'Field'))).toEqual({
			value: undefined,
			said: [`Field needs true or false, but it is "${cell}".`],
		});
	});
});

describe('A choice', () => {
	const LIST = ['heroShot', 'seedance-2.0'] as const;

	test.each([
		['Hero Shot', 'heroShot'],
		['HERO-SHOT', 'heroShot'],
		['seedance 2.0', 'seedance-2.0'],
		['', undefined],
		[null, undefined],
	])('%j is %j', (cell, value) => {
		expect(reading((reader) => reader.choice(cell, 'Field', LIST))).toEqual({ value, said: [] });
	});

	test.each([['hero'], ['heroShots'], [7]])('%j is none of the list, which is told', (cell) => {
		expect(reading((reader) => reader.choice(cell, 'Field', LIST))).toEqual({
			value: undefined,
			said: [`Field is "${cell}". Choose one of: heroShot, seedance-2.0.`],
		});
	});
});

describe('A JSON object', () => {
	test.each([
		['{"a": 1}', { a: 1 }],
		[{ a: { b: null } }, { a: { b: null } }],
		['{}', undefined],
		[{}, undefined],
		['', undefined],
		[undefined, undefined],
	])('%j is %j', (cell, value) => {
		expect(reading((reader) => reader.jsonObject(cell, 'Field'))).toEqual({ value, said: [] });
	});

	test.each([
		['[1]', '[1]'],
		[[1], '[1]'],
		['7', '7'],
		['"a"', 'a'],
		['null', 'null'],
	])('%j is none', (cell, text) => {
		expect(reading((reader) => reader.jsonObject(cell, 'Field'))).toEqual({
			value: undefined,
			said: [`Field needs a JSON object like {"name": "value"}, but it is ${text}.`],
		});
	});

	test('that breaks off is told with how it is written', () => {
		expect(reading((reader) => reader.jsonObject("{'a': 1}", 'Field'))).toEqual({
			value: undefined,
			said: [
				`Field is not valid JSON: {'a': 1}. Write it like {"name": "value"}, with double quotes.`,
			],
		});
	});
});

describe('A cell that holds no value', () => {
	const read: Record<string, (reader: ParameterReader, cell: unknown) => unknown> = {
		text: (reader, cell) => reader.text(cell, 'Field', 'any'),
		number: (reader, cell) => reader.number(cell, 'Field'),
		boolean: (reader, cell) => reader.boolean(cell, 'Field'),
		choice: (reader, cell) => reader.choice(cell, 'Field', ['a', 'b']),
		json: (reader, cell) => reader.jsonObject(cell, 'Field'),
	};

	test.each(Object.keys(read))('is refused with one message by every kind of field: %s', (kind) => {
		const of = (cell: unknown) => reading((reader) => read[kind](reader, cell));
		for (const cell of ['#REF!', '"#N/A"', 'Loading...', '=A1', '{{ $json.x }}', '$json.x']) {
			const { value, said } = of(cell);
			expect([value ?? '', said.length]).toEqual(['', 1]);
			expect(said[0].startsWith(`Field is "${cell}", `)).toBe(true);
		}
		if (kind === 'json') return;
		expect(of({ error: '#ERROR!' }).said[0]).toMatch(/^Field is "#ERROR!", which a spreadsheet/);
		expect(of({ error: 'Something' }).said).toHaveLength(1);
	});

	test('is never seen in a JSON object, where it can be a value', () => {
		expect(reading((reader) => reader.jsonObject({ error: '#ERROR!' }, 'Field'))).toEqual({
			value: { error: '#ERROR!' },
			said: [],
		});
	});
});

describe('A choice of the panel', () => {
	const PANEL: INodeProperties[] = [
		{
			displayName: 'How',
			name: 'how',
			type: 'options',
			default: 'one',
			options: [
				{ name: 'The First (Usual)', value: 'one' },
				{ name: 'The Second', value: 'two' },
				{ name: 'Another', value: 'three' },
			],
		},
		{
			displayName: 'More',
			name: 'more',
			type: 'string',
			default: '',
			displayOptions: { show: { how: ['two'] } },
		},
	];
	const chosen = (value: string, typed: string) => {
		const parameters = { how: value };
		const { reader } = readerOf(parameters, { getNode: () => ({ parameters: { how: typed } }) });
		const choice = reader.listed('how', 'How', ['one', 'two', 'three'], PANEL);
		return { choice, said: reader.problems.map(({ message }) => message) };
	};

	test.each([
		['one', 'one'],
		['The First (Usual)', 'one'],
		['the first', 'one'],
		['Usual', 'one'],
		['ANOTHER', 'three'],
	])('%j is read as the panel shows it: %j', (written, choice) => {
		expect(chosen(written, written)).toEqual({ choice, said: [] });
	});

	test('by which n8n shows other fields has to be written as the list holds it, unless it is an expression', () => {
		expect(chosen('two', 'two')).toEqual({ choice: 'two', said: [] });
		expect(chosen('The Second', '={{ $json.how }}')).toEqual({ choice: 'two', said: [] });
		expect(chosen('The Second', 'The Second')).toEqual({
			choice: undefined,
			said: [
				'How is "The Second". n8n shows other fields by this choice, so it has to be exact. Choose one of: The First (one), The Second (two), Another (three).',
			],
		});
	});
});
