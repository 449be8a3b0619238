import { readCell } from '../../../nodes/shared/cells/cell.ts';
import type { FaultKind, TextUse } from '../../../nodes/shared/cells/cell.ts';

const kindOf = (text: string, use: TextUse): FaultKind | null => {
	const cell = readCell(text, use);
	return 'fault' in cell ? cell.fault.kind : null;
};

describe('P17 A cell that several programs have emptied', () => {
	test.each([
		...['null null', 'undefined, undefined', 'undefined\nundefined', 'N/A - N/A', '- N/A -'],
		...['[object Object],[object Object]', '[null]', '(n/a)', '<undefined>', '[N/A]', 'null.'],
		...[
			'<p></p>',
			'<br>',
			'<p>&nbsp;</p>',
			'&nbsp;',
			'<div class="x"><br/></div>',
			'{"prompt":""}',
		],
		...[
			'{"prompt": null}',
			'Invalid Date',
			'Invalid DateTime',
			'not available',
			'No data',
			'☐',
			'✓',
		],
		...['N\\A', 'н/д', 'n.v.t.', 'keine Angabe'],
	])('is no prompt, no name and no key: %j', (text) => {
		for (const use of ['prompt', 'name', 'key'] as const) expect(kindOf(text, use)).toBe('noValue');
	});

	test.each([
		['0', 'noValue'],
		['0.0', 'noValue'],
		['1899-12-30T00:00:00.000Z', 'noValue'],
		['2026-11-25T09:00:00+01:00', 'noValue'],
		['#N/A #N/A', 'broken'],
		['#REF!, #VALUE!', 'broken'],
		['⏳ Loading...', 'loading'],
		['Generating...', 'loading'],
		['={A1:A5}', 'formula'],
		['{=SUM(A1:A2)}', 'formula'],
		['=PROMPT', 'formula'],
		["{{ item['prompt'] }}", 'mergeTag'],
		['{% prompt %}', 'mergeTag'],
		['#prompt#', 'mergeTag'],
		['%%prompt%%', 'mergeTag'],
		['https://shop.example.com/mug.jpg', 'link'],
		['https://shop.example.com/a.jpg, https://shop.example.com/b.jpg', 'link'],
	])('of a sheet is no prompt and no name: %s (%s)', (text, kind) => {
		for (const use of ['prompt', 'name'] as const) expect(kindOf(text, use)).toBe(kind);
	});

	test('shows a link without what is signed', () => {
		const cell = readCell('https://shop.example.com/mug.jpg?X-Signature=secret', 'prompt');
		expect(cell).toEqual({ fault: { kind: 'link', shown: 'https://shop.example.com/mug.jpg' } });
	});
});

const FLOODS = [
	'(',
	'((',
	'[',
	'{{',
	'{{ ',
	'@',
	'\u200b',
	'#',
	'#N/A',
	'.',
	';',
	',',
	'|',
	'\n',
	'\t',
	' ',
	'"',
];

test('a cell of 100 kB of one sign is read in no time', () => {
	const before = performance.now();
	for (const sign of FLOODS)
		for (const use of ['prompt', 'name', 'key', 'word', 'any'] as const)
			readCell(`a${sign.repeat(100_000 / sign.length)}x`, use);
	// Reading that grew with the square took minutes.
	expect(performance.now() - before).toBeLessThan(20_000);
});
