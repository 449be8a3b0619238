import { faultMessage, faultOf, readCell, shown } from '../../../nodes/shared/cells/cell.ts';
import type { FaultKind, TextUse } from '../../../nodes/shared/cells/cell.ts';
import { sheetErrorIn } from '../../../nodes/shared/cells/errorWords.ts';

const USES: readonly TextUse[] = ['prompt', 'name', 'key', 'word'];

const kindOf = (text: string, use?: TextUse) => faultOf(text, use)?.kind ?? null;

const BROKEN = [
	...'#REF! #N/A #VALUE! #DIV/0! #NAME? #NUM! #NULL! #SPILL! #CALC! #GETTING_DATA #BLOCKED! #CONNECT! #FIELD! #UNKNOWN! #BUSY! #ERROR! #ERROR'.split(
		' ',
	),
	...'#BEZUG! #NV #WERT! #ZAHL! #ÜBERLAUF! #NOM? #VALEUR! #NUL! #¡REF! #¡VALOR! #¿NOMBRE? #¡DIV/0! #¡NUM! #N/D #VALOR! #RIF! #NOME? #VERW! #WAARDE! #DEEL/0!'.split(
		' ',
	),
	...'#ADR! #ARG! #DZIEL/0! #ССЫЛКА! #Н/Д #ЗНАЧ! #ИМЯ? #ДЕЛ/0! #SAYI/0! #YOK #PUUTTUU! #ODKAZ! #HIÁNYZIK #SAKNAS!'.split(
		' ',
	),
	...['Err:502', 'Err:508', 'Fehler:502', 'Ошибка:508', '#ref!', ' # REF ! ', '#N / A', '＃Ｎ／Ａ'],
	...['#ERROR! (Result is not a number)', '"#N/A"', '\u200B#REF!\u200B', '#DIV/0', '#NA'],
];

const LOADING = ['Loading...', 'Loading…', 'loading ...', 'Laden …', 'Cargando...', 'Chargement…'];
const FORMULAS = [
	'=CONCATENATE(A2;" spins")',
	'=IF(A2="";"";A2)',
	'=VLOOKUP(A2,Sheet2!A:B,2,FALSE)',
	'=IMAGE("https://example.com/a.jpg")',
	'=VERKETTEN(A2;B2)',
	'=ЕСЛИ(A1;B1)',
	'=_xlfn.TEXTJOIN(" ";1;A1)',
	'=A2&" spins"',
	'=A2',
	'=$A$2',
	"='My Sheet'!A2",
	'=Sheet1!A2',
	'+A1',
	'="A "&B2',
	'=[@Prompt]',
	'=5*2',
];
const EXPRESSIONS = [
	'{{ $json.p }}',
	'{{$json["p"]}}',
	'={{ $json.p }}',
	'$json.p',
	'$json["my column"]',
	'{ $json.p }',
	'${ $json.p }',
	"$('Sheet').item.json.prompt",
	'{{ $node["Sheet"].json.p }}',
	"{{ $('Sheet').first().json.p }}",
	'{{ $now.toISO() }}',
	'{{ $fromAI("prompt") }}',
	'A {{ $json.product }} spins on a table',
	'A mug\n{{\n$json.product\n}}',
	'{{ DateTime.now() }}',
	'{{ "A " + $vars.look }}',
];
const TAGS = [
	'{{prompt}}',
	'{{ prompt }}',
	'{{ Product Name }}',
	'{{1.prompt}}',
	'{prompt}',
].concat([
	'[[prompt]]',
	'<prompt>',
	'%prompt%',
	'${prompt}',
	'<<Product Name>>',
	'*|PROMPT|*',
	'[name]',
]);

describe('A cell without a value', () => {
	const CASES: Array<[kind: FaultKind, texts: string[]]> = [
		['broken', BROKEN],
		['loading', LOADING],
		['formula', FORMULAS],
		['expression', EXPRESSIONS],
	];
	test.each(CASES.flatMap(([kind, texts]) => texts.map((text) => [text, kind] as const)))(
		'%j is %s in a field of any use',
		(text, kind) => {
			expect(USES.map((use) => kindOf(text, use))).toEqual(USES.map(() => kind));
			expect(kindOf(text)).toBe(kind);
		},
	);

	test.each(TAGS)('%j is a tag of another tool that nothing has filled in', (text) => {
		expect(USES.map((use) => kindOf(text, use))).toEqual(USES.map(() => 'mergeTag'));
	});

	test.each(
		[
			'[object Object]',
			'undefined',
			'null',
			'NULL',
			'NaN',
			'None',
			'nil',
			'N/A',
			'n/a',
			'n.a.',
		].concat([
			'TBD',
			'tba',
			'-',
			'–',
			'—',
			'.',
			'...',
			'?',
			'_',
			'####',
			'{}',
			'[]',
			'"-"',
			'(empty)',
		]),
	)('%j stands for no value in a field of any use', (text) => {
		expect(USES.map((use) => kindOf(text, use))).toEqual(USES.map(() => 'noValue'));
		expect(kindOf(text)).toBeNull();
	});

	test('that holds a truth value or an x is no prompt, but may be a name', () => {
		expect(
			['FALSE', 'TRUE', 'true', 'WAHR', 'FAUX', 'x', 'XX'].map((text) => kindOf(text, 'prompt')),
		).toEqual(Array.from({ length: 7 }, () => 'noValue'));
		expect(['True', 'X', 'Xx'].map((text) => kindOf(text, 'name'))).toEqual([null, null, null]);
		expect(kindOf('FALSE', 'name')).toBe('noValue');
	});

	test.each(['SKU-#N/A', '#REF!-red', 'SKU-[object Object]', 'undefined-red', 'mug #VALUE!'])(
		'%j is no key, because other rows would have it too',
		(text) => {
			expect(kindOf(text, 'key')).not.toBeNull();
			expect(kindOf(text, 'prompt')).toBeNull();
		},
	);

	test('is told as it is seen, with what to do', () => {
		const fault = faultOf(`\u200B=CONCATENATE(${'A2;'.repeat(40)})`, 'prompt');
		expect(fault?.shown).toHaveLength(58);
		expect(faultMessage('Prompt', { kind: 'broken', shown: '#REF!' })).toBe(
			'Prompt is "#REF!", which a spreadsheet shows where a formula does not work. Repair the formula in the sheet, then run the row again.',
		);
		expect(faultMessage('Prompt', { kind: 'expression', shown: '$json.p' })).toMatch(
			/from Fixed to Expression/,
		);
		expect(shown('\u200Ba\uFEFF')).toBe('a');
	});

	test('inside a longer text is found by its word', () => {
		expect(sheetErrorIn('A #REF! spins')).toBe('#REF!');
		expect(sheetErrorIn('#NV on a table')).toBe('#NV');
		expect(sheetErrorIn('#sale! #1 #mood')).toBeNull();
	});
});

describe('An honest text', () => {
	test.each([
		'猫',
		'雨',
		'?!? A question',
		'Null Island at dawn',
		'True love',
		'None of the dancers stops',
		'Undefined shapes melt',
		'Loading dock at night',
		'Loading a truck... slowly',
		'#sunset over the bay #nofilter',
		'#1 dad mug spins',
		'= opening title =',
		'+ more light',
		'-- a pause, then rain',
		'- a boat\n- a bridge',
		'{"scene": "a boat", "camera": "slow"}',
		'[wide shot] A boat drifts',
		'{{{a boat}}} drifts, {soft light}',
		'{{masterpiece, best quality}} a boat',
		'The screen shows {{ name }} in big letters',
		'The price tag says $5.99',
		'$json is written on a wall of a server room',
		'<lora:boat:1> a boat',
		'Err: 404 glows on a neon sign',
		'50% off! Confetti falls',
		'mail@example.com appears letter by letter',
		'@mug.shop presents',
		'A sheet full of #REF! cells burns',
		'🐱',
		'x-ray of a flower',
		'X',
		'N/A-Team logo spins',
		'=) a smiley turns',
	])('is read as it is: %j', (text) => {
		expect(readCell(text, 'name')).toEqual({ text });
		if (text.length > 1 || text > '~') expect(readCell(text, 'prompt')).toEqual({ text });
	});

	test.each([
		'MUG-1',
		'{3F2504E0-4F89-11D3-9A0C-0305E82C3301}',
		'#42',
		'-A1',
		'0',
		'007',
		'A',
		'x',
		'SKU "red"',
	])('%j is a key', (text) => expect(readCell(text, 'key')).toEqual({ text }));
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
