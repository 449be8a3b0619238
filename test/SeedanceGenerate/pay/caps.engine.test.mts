import { jsonOf } from '../../support/items.mts';
import { PROVIDER_IDS, openLab } from '../../support/lab.mts';
import { FINAL } from '../support.mts';
import type { IDataObject } from 'n8n-workflow';
import type { ProviderId } from '../../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const stats = (provider: ProviderId) => lab.sandbox.stats()[provider];

describe('P11 Caps hold over the whole run, before the first paid call', () => {
	const rows = [1, 2, 3].map((number) => ({ number }));
	const priced = { costPerSecond: 0.1 };

	test.each(PROVIDER_IDS)('Max Tasks on %s', async (provider) => {
		const result = await lab.generate(provider, { parameters: { options: { maxTasks: 2 } }, rows });
		expect(result.error?.message).toMatch(/would submit 3 videos, but Max Tasks is 2/);
		expect(lab.sandbox.requests()).toEqual([]);
		const enough = { parameters: { options: { maxTasks: 3 } }, rows };
		expect((await lab.generate(provider, enough)).status).toBe('success');
	});

	test.each([
		['maxTasks', 'Max Tasks'],
		['maxCost', 'Max Cost'],
	])(
		'a cap from an empty cell (%s) refuses the run instead of lifting the cap',
		async (name, field) => {
			const parameters = { options: { [name]: '={{ $json.budget }}', ...priced } };
			for (const budget of ['', ' ', null, undefined]) {
				const result = await lab.generate('evolink', { parameters, rows: [{ budget }] });
				expect(result.error?.message).toBe(`${field} is empty; 0 means no limit.`);
			}
			expect(lab.sandbox.requests()).toEqual([]);
		},
	);

	test('an empty Idempotency Key orders the video and says what that means', async () => {
		const parameters = { options: { idempotencyKey: '={{ $json.sku }}' }, completion: 'submit' };
		const skus = [{ sku: 'EMPTY-1' }, { sku: '' }];
		const items = jsonOf(await lab.generate('evolink', { parameters, rows: skus }));
		expect(items.map(({ warnings }) => warnings.join())).toEqual([
			'',
			expect.stringMatching(/^Idempotency Key is empty in this row/),
		]);
	});

	test('Max Tasks counts neither rows that are refused nor rows that are taken over', async () => {
		const run = async (given: IDataObject[], staticData: IDataObject) =>
			await lab.generate('evolink', {
				parameters: {
					duration: '={{ $json.seconds }}',
					options: { maxTasks: 1, idempotencyKey: '={{ "cap " + $json.number }}' },
				},
				rows: given,
				settings: { onError: 'continueRegularOutput' },
				staticData,
			});
		const known = { number: 1, seconds: 5 };
		const first = await run([known], {});
		const second = await run(
			[known, { number: 2, seconds: 99 }, { number: 3, seconds: 5 }],
			first.staticData,
		);
		expect(jsonOf(second).map(({ status }) => status)).toEqual([
			'succeeded',
			'failed',
			'succeeded',
		]);
		expect(stats('evolink').tasksAccepted).toBe(2);
	});

	test.each(PROVIDER_IDS)('Max Cost on %s', async (provider) => {
		const run = async (maxCost: number) =>
			await lab.generate(provider, { parameters: { options: { ...priced, maxCost } }, rows });
		const result = await run(1.49);
		expect(result.error?.message).toMatch(/would cost about 1\.50, but Max Cost is 1\.49/);
		expect(lab.sandbox.requests()).toEqual([]);
		expect((await run(1.5)).status).toBe('success');
	});

	test('Max Cost takes the longest video that a free length can lead to', async () => {
		const result = await lab.generate('ark', {
			parameters: { duration: -1, options: { ...priced, maxCost: 1.4 } },
		});
		expect(result.error?.message).toMatch(/would cost about 1\.50/);
		expect(lab.sandbox.requests()).toEqual([]);
	});

	test.each(['ark', 'evolink'] as ProviderId[])(
		'Max Cost takes the longest video of 2.5 on %s when no length is asked for',
		async (provider) => {
			const result = await lab.generate(provider, {
				parameters: {
					model: 'seedance-2.5',
					duration: '={{ $json.none }}',
					options: { ...priced, maxCost: 2.9 },
				},
			});
			expect(result.error?.message).toMatch(/would cost about 3\.00/);
			expect(lab.sandbox.requests()).toEqual([]);
		},
	);

	test('Max Cost counts the length that Extra Body asks for', async () => {
		const parameters = { options: { ...priced, maxCost: 1, extraBody: '{ "duration": 15 }' } };
		const result = await lab.generate('evolink', { parameters });
		expect(result.error?.message).toMatch(/would cost about 1\.50/);
		expect(lab.sandbox.requests()).toEqual([]);
	});

	test('a price below zero pays for nothing', async () => {
		const result = await lab.generate('evolink', {
			parameters: { options: { maxCost: 0.1, costPerSecond: '={{ $json.price }}' } },
			rows: [{ price: 0.1 }, { price: -0.1 }],
			settings: { onError: 'continueRegularOutput' },
		});
		const [first, second] = jsonOf(result);
		expect(second.failure?.message).toMatch(/Cost per Second is -0\.1/);
		expect(first.failure?.message).toMatch(/would cost about 0\.50/);
		expect(lab.sandbox.requests()).toEqual([]);
	});

	test('rows with the same Idempotency Key count once', async () => {
		const options = { idempotencyKey: 'the same for all', maxTasks: 1 };
		const result = await lab.generate('evolink', { parameters: { options }, rows });
		expect(result.status).toBe('success');
		expect(lab.requests('evolink', 'create')).toHaveLength(1);
	});

	test('Max Cost without any way to estimate refuses and names Cost per Second', async () => {
		const result = await lab.generate('evolink', { parameters: { options: { maxCost: 5 } }, rows });
		expect(result.error?.message).toMatch(/cost of row 1, 2, 3 cannot be known.*Cost per Second/);
		expect(lab.sandbox.requests()).toEqual([]);
	});
});

describe.each(PROVIDER_IDS)('P7 Many rows on %s', (provider) => {
	const rows = Array.from({ length: 12 }, (_, index) => ({
		// Later rows are quicker, so that the order of the output is not that of the endings.
		prompt: `Boat ${index} [[slow:${500 - index * 40}]]`,
	}));
	const prompt = '={{ $json.prompt }}';

	test('never have more requests under way than Max Concurrency, and keep order and pairing', async () => {
		lab.sandbox.addFault({ provider, kind: 'delay', delayMs: 40, times: 'always' });
		const result = await lab.generate(provider, {
			parameters: { prompt, options: { maxConcurrency: 3 } },
			rows,
		});
		expect(stats(provider).maxInFlight).toBe(3);
		expect(jsonOf(result).map((item) => item.prompt)).toEqual(rows.map((row) => row.prompt));
		expect(result.items('Node').map(({ pairedItem }) => pairedItem)).toEqual(
			rows.map((_, item) => ({ item })),
		);
	});

	test('never have more tasks open at the provider than Max Open Tasks', async () => {
		const result = await lab.generate(provider, {
			parameters: { prompt, options: { maxOpenTasks: 4 } },
			rows: rows.slice(0, 8),
		});
		expect(result.status).toBe('success');
		expect(stats(provider).maxOpenTasks).toBeGreaterThan(1);
		expect(stats(provider).maxOpenTasks).toBeLessThanOrEqual(4);
	});

	test('good rows get their videos beside bad ones of every kind', async () => {
		lab.sandbox.addFault({ provider, operation: 'create', kind: 'status', status: 400, nth: 3 });
		const result = await lab.generate(provider, {
			parameters: { prompt, duration: '={{ $json.seconds }}' },
			rows: [
				{ prompt: 'A boat', seconds: 5 },
				{ prompt: 'A kite', seconds: 99 },
				{ prompt: `A drum [[fail:${FINAL[provider]}]]`, seconds: 5 },
				{ prompt: 'A bell', seconds: 5 },
				{ prompt: 'A leaf', seconds: 5 },
			],
			settings: { onError: 'continueErrorOutput' },
		});
		const good = result.items('Node').map(({ pairedItem }) => pairedItem);
		const bad = result.items('Node', 1).map(({ pairedItem }) => pairedItem);
		expect([...good, ...bad]).toHaveLength(5);
		expect(good).toHaveLength(2);
		expect(jsonOf(result).map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
	});
});
