import { ParameterReader } from '../../../nodes/shared/n8n/reader.ts';

const reader = () => new ParameterReader({ getNodeParameter: (): unknown => ({}) }, 0);

test('An expression that n8n cannot work out is a problem of its row, not the end of the run', () => {
	const cells = new ParameterReader(
		{
			getNodeParameter() {
				throw new Error('Paired item data is unavailable');
			},
		},
		3,
	);
	expect(cells.value('taskId')).toBeUndefined();
	expect(cells.problems.map(({ message }) => message)).toEqual(
		['options', 'taskId'].map(
			(name) => `The expression in ${name} gives no value: Paired item data is unavailable`,
		),
	);
});

describe('Cells are read as people write them', () => {
	test.each([
		['5', 5],
		[' 5 ', 5],
		['5,5', 5.5],
		['5 s', 5],
		['5s', 5],
		['12 seconds', 12],
		['8 Sek.', 8],
		['', undefined],
		[null, undefined],
	])('%j is the number %j', (cell, number) => {
		const cells = reader();
		expect(cells.number(cell, 'Duration', 'seconds')).toBe(number);
		expect(cells.problems).toEqual([]);
	});

	test.each(['s', 'five', '5 minutes', '5 x 2'])('%j is no number', (cell) => {
		const cells = reader();
		expect(cells.number(cell, 'Duration', 'seconds')).toBeUndefined();
		expect(cells.problems).toEqual([
			{ field: 'Duration', message: `Duration needs a number, but it is "${cell}".` },
		]);
	});

	test.each([
		['heroShot', 'heroShot'],
		['Hero Shot', 'heroShot'],
		[' hero-shot ', 'heroShot'],
		['SEEDANCE 2.0 Fast', 'seedance-2.0-fast'],
		['', undefined],
	])('%j chooses %j, as the list in the panel calls it', (cell, value) => {
		const cells = reader();
		const allowed = ['heroShot', 'seedance-2.0', 'seedance-2.0-fast'] as const;
		expect(cells.choice(cell, 'Look', allowed)).toBe(value);
		expect(cells.problems).toEqual([]);
		expect(cells.choice('hero', 'Look', allowed)).toBeUndefined();
	});
});
