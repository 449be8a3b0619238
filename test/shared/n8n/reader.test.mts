import {
	ParameterReader,
	ratioFromCell,
	resolutionFromCell,
} from '../../../nodes/shared/n8n/reader.ts';
import type { IExecuteFunctions } from 'n8n-workflow';

type Parameters = Pick<IExecuteFunctions, 'getNodeParameter'>;

const reader = () =>
	new ParameterReader({ getNodeParameter: (): unknown => ({}) } as Parameters, 0);

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
		expect(cells.number(cell, 'Duration')).toBe(number);
		expect(cells.problems).toEqual([]);
	});

	test.each(['s', 'five', '5 minutes', '5 x 2', '1.000,5'])('%j is no number', (cell) => {
		const cells = reader();
		expect(cells.number(cell, 'Duration')).toBeUndefined();
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

	test.each([
		['16:9', '16:9'],
		['9x16', '9:16'],
		['9/16', '9:16'],
		[' 1 : 1 ', '1:1'],
		['16:09:00', '16:9'],
		// Excel hands a time of day over as a part of the day.
		[16 / 24 + 9 / 1440, '16:9'],
		[9 / 24 + 16 / 1440, '9:16'],
		[1 / 24 + 1 / 1440, '1:1'],
		[21 / 24 + 9 / 1440, '21:9'],
		['adaptive', 'adaptive'],
		['', ''],
	])('%j is the shape %j', (cell, ratio) => {
		expect(ratioFromCell(cell)).toBe(ratio);
	});

	test.each([
		[720, '720p'],
		['1080', '1080p'],
		['4K', '4K'],
	])('%j is the size %j', (cell, size) => {
		expect(resolutionFromCell(cell)).toBe(size);
	});
});
