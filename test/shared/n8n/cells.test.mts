import {
	ParameterReader,
	ratioFromCell,
	resolutionFromCell,
	shown,
} from '../../../nodes/shared/n8n/reader.ts';

type Context = ConstructorParameters<typeof ParameterReader>[0];

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
	return { reader: new ParameterReader(context as unknown as Context, 4), asked };
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

describe('A value in a message', () => {
	test.each([
		['text', 'text'],
		[{ a: 1 }, '{"a":1}'],
		[undefined, 'undefined'],
		[[1, 2], '[1,2]'],
		['x'.repeat(60), 'x'.repeat(60)],
		['x'.repeat(61), `${'x'.repeat(57)}…`],
	])('%j is shown short', (value, text) => expect(shown(value)).toBe(text));
});

describe('Text', () => {
	test.each([
		['', ''],
		['  ', ''],
		[null, ''],
		[undefined, ''],
		[' as it is ', ' as it is '],
		[7, '7'],
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
		['5 S.', 5],
		['5sec', 5],
		['5 seks', 5],
		['5 seconds ', 5],
		['-1', -1],
		['1e3', 1000],
		[0, 0],
		['0', 0],
		['', undefined],
		[undefined, undefined],
	])('%j is %j', (cell, value) => {
		expect(reading((reader) => reader.number(cell, 'Field'))).toEqual({ value, said: [] });
	});

	test.each([
		['s'],
		['5 s s'],
		['5 m'],
		['s5'],
		[Number.NaN],
		[Infinity],
		['Infinity'],
		[true],
		[[5]],
	])('%j is none', (cell) => {
		const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
		expect(reading((reader) => reader.number(cell, 'Field'))).toEqual({
			value: undefined,
			said: [`Field needs a number, but it is "${text}".`],
		});
	});
});

describe('Yes or no', () => {
	const WORDS: Array<[cell: unknown, value: boolean | undefined]> = [
		...['true', 'yes', 'y', 'on', '1', ' TRUE ', 'Yes'].map(
			(cell) => [cell, true] as [string, boolean],
		),
		...['false', 'no', 'n', 'off', '0', ' False '].map(
			(cell) => [cell, false] as [string, boolean],
		),
		[true, true],
		[false, false],
		[1, true],
		[0, false],
		['', undefined],
		[' ', undefined],
		[null, undefined],
	];

	test.each(WORDS)('%j is %j', (cell, value) => {
		expect(reading((reader) => reader.boolean(cell, 'Field'))).toEqual({ value, said: [] });
	});

	test.each([['maybe'], [2], ['ja']])('%j is neither', (cell) => {
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

describe('A shape', () => {
	test.each([
		['16:9', '16:9'],
		['16 / 9', '16:9'],
		['16×9', '16:9'],
		['16：9', '16:9'],
		['09:16:00', '9:16'],
		[0.5, '12:0'],
		[0, 0],
		[1, 1],
		[-0.5, -0.5],
		[1.5, 1.5],
		['116:9', '116:9'],
		['16:9:30', '16:9:30'],
		['a 16:9', 'a 16:9'],
		['16:9 b', '16:9 b'],
		[null, null],
	])('%j is %j', (cell, value) => expect(ratioFromCell(cell)).toBe(value));
});

describe('A size', () => {
	test.each([
		['720', '720p'],
		[' 1080 ', '1080p'],
		[480, '480p'],
		['72', '72'],
		['10800', '10800'],
		['720p', '720p'],
		['a720', 'a720'],
		['720 b', '720 b'],
		[null, null],
		[undefined, undefined],
		['', ''],
	])('%j is %j', (cell, value) => expect(resolutionFromCell(cell)).toBe(value));
});
