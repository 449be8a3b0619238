/**
 * What honest people write, in many languages and with all that only looks like an error, a formula or a
 * placeholder: none of it is refused or changed, on any provider. Whoever meets a false alarm adds a line.
 */

import fc from 'fast-check';
import { readFileSync } from 'fs';
import { join } from 'path';
import { faultOf, readCell } from '../../nodes/shared/cells/cell.ts';
import { PROVIDER_IDS, openLab } from '../support/lab.mts';
import type { IDataObject } from 'n8n-workflow';
import type { Problem } from '../../nodes/shared/domain/request.ts';
import type { Lab, NodeParameters, ProviderId } from '../support/lab.mts';

interface Corpus {
	prompts: string[];
	names: string[];
	keys: string[];
	/** By parameter: the cell, and what it is read as. */
	cells: Record<string, Array<[cell: string | number, value: unknown]>>;
}

interface Estimate {
	valid: boolean;
	problems: Problem[];
	warnings: string[];
	mode: string;
	request: IDataObject;
}

const CORPUS = JSON.parse(readFileSync(join(import.meta.dirname, 'honest.json'), 'utf8')) as Corpus;

let lab: Lab;
beforeAll(async () => {
	lab = await openLab({ fetchMedia: false });
});
afterAll(async () => await lab.close());

async function estimate(provider: ProviderId, parameters: NodeParameters, rows: IDataObject[]) {
	const result = await lab.generate(provider, {
		parameters: { operation: 'estimate', ...parameters },
		rows,
	});
	const items = result.items('Node').map(({ json }) => json as unknown as Estimate);
	expect(items).toHaveLength(rows.length);
	items.forEach(({ problems }, index) =>
		expect({ row: rows[index], problems }).toEqual({ row: rows[index], problems: [] }),
	);
	return items;
}

/** All texts, numbers and the like that a request holds, wherever they stand. */
function valuesIn(value: unknown): unknown[] {
	if (typeof value !== 'object' || value === null) return [value];
	return Object.values(value).flatMap(valuesIn);
}

describe.each(PROVIDER_IDS)('P17 An honest cell on %s', (provider) => {
	test('is sent as it was written, as a prompt', async () => {
		const rows = CORPUS.prompts.map((prompt) => ({ prompt }));
		const items = await estimate(provider, { prompt: '={{ $json.prompt }}' }, rows);
		items.forEach(({ request, mode }, index) => {
			expect(mode).toBe('textToVideo');
			expect(valuesIn(request)).toContain(CORPUS.prompts[index]);
		});
	});

	test('is part of the look, as a name of a product', async () => {
		const rows = CORPUS.names.map((name) => ({ name }));
		const look = { promptSource: 'template', productName: '={{ $json.name }}' };
		const items = await estimate(provider, look, rows);
		items.forEach(({ request, warnings }, index) => {
			expect(valuesIn(request).join()).toContain(` ${CORPUS.names[index]}.`);
			expect(warnings.join()).not.toMatch(/holds "/);
		});
	});

	test('is a key', async () => {
		const rows = CORPUS.keys.map((key) => ({ key }));
		await estimate(provider, { options: { idempotencyKey: '={{ $json.key }}' } }, rows);
	});

	test.each(Object.keys(CORPUS.cells))('is read as it was meant, as %s', async (name) => {
		const cells = CORPUS.cells[name];
		const of = async (values: unknown[]) =>
			await estimate(
				provider,
				{ [name]: '={{ $json.value }}' },
				values.map((value) => ({ value }) as IDataObject),
			);
		const read = await of(cells.map(([cell]) => cell));
		const meant = await of(cells.map(([, value]) => value));
		expect(read.map(({ request, mode }) => [request, mode])).toEqual(
			meant.map(({ request, mode }) => [request, mode]),
		);
	});
});

const UNSEEN = fc.array(
	fc.constantFrom(
		...Array.from(' \n\t\u200B\uFEFF\u00A0\u200E\u200F\u2066\u2069\u2060\u00AD\u3164\u180E\u3000'),
	),
	{ maxLength: 4 },
);
const around = (text: fc.Arbitrary<string>) =>
	fc
		.tuple(UNSEEN, text, UNSEEN)
		.map(([before, inside, after]) => [before.join('') + inside + after.join(''), inside] as const);

describe('P17 Characters that nobody sees', () => {
	test('around an honest text change nothing', () => {
		fc.assert(
			fc.property(around(fc.constantFrom(...CORPUS.prompts)), ([cell, text]) => {
				expect(readCell(cell, 'prompt')).toEqual({ text });
			}),
		);
	});

	test('around a word of the spreadsheet do not hide it', () => {
		const words = ['#REF!', '#N/A', '#¡VALOR!', 'Err:502', 'Loading...', '=A1', '{{ $json.x }}'];
		fc.assert(
			fc.property(
				around(fc.constantFrom(...words)),
				fc.constantFrom('prompt', 'name', 'key', 'word', 'any' as const),
				([cell, word], use) => {
					expect(faultOf(cell, use)?.shown).toBe(word);
				},
			),
		);
	});

	test('alone are an empty cell', () => {
		fc.assert(
			fc.property(UNSEEN, (unseen) => {
				expect(readCell(unseen.join(''), 'prompt')).toEqual({ text: '' });
			}),
		);
	});
});
