import { readCatalog } from '../../tools/demo/catalog.mts';
import { showProgress } from '../../tools/demo/progress.mts';
import { resultsCsv, resultsHtml } from '../../tools/demo/report.mts';
import { costLine, findSurprises, summaryLines } from '../../tools/demo/summary.mts';
import { createStats } from '../../sandbox/engine/stats.mts';
import type { ProviderStats } from '../../sandbox/engine/stats.mts';
import type { ProviderOutcome, RowOutcome } from '../../tools/demo/run.mts';

const [good, bad] = readCatalog(
	'sku,product,image,look,seconds,ratio,note\n' +
		'A-1,"Mug, <large>",images/mug.png,premium,5,1:1,\n' +
		'B-2,Shoe,images/shoe.png,premium,3,1:1,Too short on purpose\n',
);

const outcomes = (
	first: Partial<RowOutcome> = {},
	second: Partial<RowOutcome> = {},
): ProviderOutcome[] => [
	{
		provider: { id: 'ark', name: 'Volcengine Ark', credentialType: 'seedanceArkApi' },
		seconds: 2.04,
		error: undefined,
		rows: [
			{
				row: good,
				state: 'finished',
				taskId: 'cgt-1',
				message: '',
				file: 'ark/A-1.mp4',
				bytes: 9,
				...first,
			},
			{
				row: bad,
				state: 'refused',
				taskId: '',
				message: 'Too short "3"',
				file: '',
				bytes: 0,
				...second,
			},
		],
	},
];

const stats = (ark: Partial<ProviderStats> = {}) => {
	const none = createStats().read();
	const usual = { ...none.ark, tasksBilled: 1, requests: 5, byOperation: { create: 1 } };
	return { ...none, ark: { ...usual, ...ark } };
};

describe('the verdict of the demo', () => {
	it('is good when every good row has a video and the bad one was never sent', () => {
		expect(findSurprises(outcomes(), stats())).toEqual([]);
	});

	const cases: Array<[string, ProviderOutcome[], ReturnType<typeof stats>, RegExp]> = [
		[
			'a good row has no video',
			outcomes({ state: 'unfinished', message: 'why' }),
			stats(),
			/A-1: unfinished\. why/,
		],
		['the bad row got a video', outcomes({}, { state: 'finished' }), stats(), /B-2: finished/],
		[
			'a row was billed twice',
			outcomes(),
			stats({ tasksBilled: 2 }),
			/2 tasks were billed instead of 1/,
		],
		[
			'the bad row was sent',
			outcomes(),
			stats({ byOperation: { create: 2 } }),
			/2 orders were sent, not 1/,
		],
	];

	it.each(cases)('is bad when %s', (_title, outcome, counted, message) => {
		expect(findSurprises(outcome, counted).join('\n')).toMatch(message);
	});

	it('ends with one line per provider', () => {
		const lines = summaryLines(outcomes(), stats());
		expect(lines).toHaveLength(2);
		expect(lines[1].trim().split(/\s{2,}/)).toEqual([
			'Volcengine Ark',
			'2',
			'1',
			'1',
			'2.0',
			'5',
			'1',
		]);
	});
});

describe('what the demo shows', () => {
	it('is what the videos cost', () => {
		const cost = { amount: 2.5, currency: 'CNY', basis: 'listPrice' } as const;
		expect(costLine(outcomes({ cost }))).toBe('Cost: Volcengine Ark 2.5 CNY');
		expect(costLine(outcomes())).toBe('');
	});

	it('is a table that a spreadsheet reads', () => {
		const lines = resultsCsv(outcomes()).trim().split('\n');
		expect(lines[1]).toBe(
			'Volcengine Ark,A-1,"Mug, <large>",premium,5,1:1,finished,cgt-1,ark/A-1.mp4,9,',
		);
		expect(lines[2]).toContain('"Too short ""3"""');
	});

	it('is a page that plays the videos and says why one is missing', () => {
		const page = resultsHtml(outcomes());
		expect(page).toContain('<video src="ark/A-1.mp4" poster="images/mug.png"');
		expect(page).toContain('Mug, &lt;large&gt;');
		expect(page).toContain('Refused before sending: Too short &quot;3&quot;');
	});

	it('is a page that says what the videos of a provider cost, where that is known', () => {
		const cost = { amount: 4.5, currency: 'USD', basis: 'listPrice' } as const;
		expect(resultsHtml(outcomes({ cost }))).toContain('1 of 2 rows in 2.0 s · 4.5 USD<');
		expect(resultsHtml(outcomes({ cost: null }))).toContain('1 of 2 rows in 2.0 s<');
	});

	it('tells each change once in a log', () => {
		const written: string[] = [];
		const progress = {
			name: 'Ark',
			rows: 2,
			refused: 0,
			queued: 1,
			running: 0,
			generated: 0,
			saved: 0,
		};
		const stop = showProgress(() => [progress], { write: (text) => written.push(text) });
		progress.queued = 0;
		progress.generated = 1;
		stop();
		expect(written).toHaveLength(2);
		expect(written[1]).toMatch(/^ {2}Ark +0 queued · 0 running · 1 generated · 0 saved\n$/);
	});
});
