import { numberFromCell } from '../../../nodes/shared/cells/numbers.ts';
import { truthFromCell } from '../../../nodes/shared/cells/truth.ts';
import type { Unit } from '../../../nodes/shared/cells/numbers.ts';

describe('A number', () => {
	test.each([
		['5 s', 5],
		['5 S.', 5],
		['5sec', 5],
		['5 seks', 5],
		['5 seconds ', 5],
		['5-sec', 5],
		['5 Sekunden', 5],
		['5 segundos', 5],
		['5 secondes', 5],
		['5 сек.', 5],
		['5秒', 5],
		['５秒', 5],
		['5초', 5],
		['５', 5],
		['٥', 5],
		['५', 5],
		['"5"', 5],
		["'5", 5],
		['5.0s', 5],
		['5,0', 5],
		['≈5', 5],
		['~ 5 s', 5],
		['ca. 5 s', 5],
		['00:00:05', 5],
		['0:05', 5],
		['1899-12-30T00:00:05.000Z', 5],
		['5\u200B', 5],
		['\u00A05\u202F', 5],
		['5.000', 5],
		['-1', -1],
		['−1', -1],
		['1e3', 1000],
		['1 000', 1000],
		['1\u202F000', 1000],
		['1’000', 1000],
		['1.000,5', 1000.5],
		['1,000.5', 1000.5],
		['.5', 0.5],
		['0', 0],
	])('of seconds: %j is %j', (cell, value) => expect(numberFromCell(cell, 'seconds')).toBe(value));

	test.each<[Unit, string, number]>([
		['minutes', '30 min', 30],
		['minutes', '30 Minuten', 30],
		['minutes', '0,5', 0.5],
		['megabytes', '500 MB', 500],
		['money', '$0.05', 0.05],
		['money', '0,05 €', 0.05],
		['money', 'USD 12.50', 12.5],
		['money', '¥5', 5],
		['count', '12', 12],
	])('of %s: %j is %j', (unit, cell, value) => expect(numberFromCell(cell, unit)).toBe(value));

	test.each<[Unit, string]>([
		['minutes', '30 s'],
		['count', '5 s'],
		['count', '1,000'],
		['money', '1.000'],
		['seconds', '5 min'],
		['seconds', '5 MB'],
		['seconds', '0x10'],
		['seconds', '5-8'],
		['count', '0:05'],
		['seconds', 's'],
		['seconds', '5 s s'],
		['seconds', '5 m'],
		['seconds', 's5'],
		['seconds', ''],
	])('of %s: %j is none, or could be two', (unit, cell) =>
		expect(numberFromCell(cell, unit)).toBeNull(),
	);
});

describe('A check box', () => {
	const TRUE =
		'true yes y on 1 TRUE Yes WAHR Ja VRAI Oui VERDADERO SÍ si VERO Sim WAAR PRAWDA Да 是 はい 예 ✓ ✔ ☑ ✅ [x]';
	const FALSE =
		'false no n off 0 FALSCH Nein FAUX Non FALSO NÃO ONWAAR FAŁSZ Нет 否 いいえ 아니요 ✗ ✘ ☐ ❌';

	test.each([...TRUE.split(' '), ' TRUE ', '\u200Btrue', '"yes"'])('%j is yes', (cell) =>
		expect(truthFromCell(cell)).toBe(true),
	);

	test.each([...FALSE.split(' '), '[ ]', ' False '])('%j is no', (cell) =>
		expect(truthFromCell(cell)).toBe(false),
	);

	test.each(['maybe', '2', 'x', '○', 'yes/no', ''])('%j is neither, or could be both', (cell) =>
		expect(truthFromCell(cell)).toBeNull(),
	);
});
