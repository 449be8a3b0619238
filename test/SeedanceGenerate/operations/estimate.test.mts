import { estimatesOf, jsonOf } from '../../support/items.mts';
import { PROVIDER_IDS, credentialsFor, openLab } from '../../support/lab.mts';
import { sentBody } from '../support.mts';
import type { EstimateJson } from '../../support/items.mts';
import type { NodeParameters } from '../../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => {
	lab.sandbox.reset();
	lab.engine.state.credentials = { ...credentialsFor(lab.sandbox) };
});
afterAll(async () => await lab.close());

describe('Estimate', () => {
	const ESTIMATE = { operation: 'estimate', prompt: '={{ $json.prompt }}' };

	test('on EvoLink warns of more than twelve media, except where the model has a total of its own', async () => {
		const images = Array.from({ length: 9 }, (_, n) => `https://cdn.example.com/${n}.png`);
		const videos = [1, 2, 3].map((n) => `https://cdn.example.com/${n}.mp4`);
		const parameters = {
			...ESTIMATE,
			mediaSource: 'json',
			mediaJson: [...images, ...videos, 'https://cdn.example.com/1.mp3'].join(','),
			model: '={{ $json.model }}',
		};
		const rows = ['seedance-2.0', 'seedance-2.5'].map((model) => ({ model, prompt: 'A boat' }));
		const [twelve, fifty] = estimatesOf(await lab.generate('evolink', { parameters, rows }));
		const text = ({ warnings }: EstimateJson) => warnings.join(' ');
		expect(text(twelve)).toContain('There are 13 media. Above 12');
		expect(text(fifty)).not.toContain('Above');
		expect([twelve.problems, fifty.problems]).toEqual([[], []]);
	});

	test.each(PROVIDER_IDS)(
		'on %s checks a whole sheet, tells every field at fault, and sends nothing',
		async (provider) => {
			const result = await lab.generate(provider, {
				parameters: { ...ESTIMATE, duration: '={{ $json.seconds }}' },
				rows: [
					{ prompt: 'A boat', seconds: 5 },
					{ prompt: '', seconds: 99 },
					{ prompt: 'A @Image4', seconds: 'six' },
				],
			});
			expect(result.status).toBe('success');
			const items = estimatesOf(result);
			expect(items.map(({ valid }) => valid)).toEqual([true, false, false]);
			for (const item of items) {
				expect(Object.keys(item)).toEqual([
					...['provider', 'model', 'mode', 'valid', 'problems', 'warnings', 'request', 'usage'],
				]);
			}
			expect(items[0].problems).toEqual([]);
			// Some have the model in the address.
			expect([undefined, items[0].model]).toContain(items[0].request?.model);
			expect(items[0].request).not.toBeNull();
			expect(items[1].problems.map(({ field }) => field).sort()).toEqual(['Duration', 'Prompt']);
			expect(items[1].request).toBeNull();
			expect(items[2].problems.map(({ field }) => field).sort()).toEqual(['Duration', 'Prompt']);
			expect(result.items('Node').map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 0 },
				{ item: 1 },
				{ item: 2 },
			]);
			// What the account has is read for free.
			const operations = lab.sandbox.requests().map(({ operation }) => operation);
			expect(operations.filter((operation) => operation !== 'credits')).toEqual([]);
		},
	);

	test('shows exactly what would be sent', async () => {
		const parameters = { prompt: 'A boat', duration: 6, aspectRatio: '1:1' };
		const [{ request }] = estimatesOf(
			await lab.generate('evolink', { parameters: { ...parameters, operation: 'estimate' } }),
		);
		await lab.generate('evolink', { parameters });
		expect(sentBody(lab, 'evolink')).toEqual(request);
	});

	test.each([
		['china', 'seedance-2.0', 5.0094, 'CNY'],
		['china', 'seedance-2.0-mini', 2.5047, 'CNY'],
		['international', 'seedance-2.0', 0.7623, 'USD'],
	])(
		'knows tokens and cost of Ark in region %s for %s',
		async (region, model, amount, currency) => {
			lab.engine.state.credentials.seedanceArkApi = { apiKey: 'x', region, baseUrl: '' };
			const [item] = estimatesOf(
				await lab.generate('ark', { parameters: { ...ESTIMATE, prompt: 'A boat', model } }),
			);
			expect(item.usage).toEqual({
				estimatedTokens: 108_900,
				estimatedCost: { amount, currency },
			});
		},
	);

	test('counts what Extra Body asks for instead', async () => {
		const tokens = async (body: object) => {
			const options = { extraBody: JSON.stringify(body) };
			const parameters = { ...ESTIMATE, prompt: 'A boat drifts', options };
			return estimatesOf(await lab.generate('ark', { parameters }))[0].usage.estimatedTokens;
		};
		expect(await tokens({})).toBe(108_900);
		expect(await tokens({ resolution: '1080p' })).toBe(245_025);
		expect(await tokens({ ratio: '1:1' })).toBe(108_900);
		expect(await tokens({ duration: 10 })).toBe(216_900);
		expect(await tokens({ resolution: '8k' })).toBeUndefined();
	});

	test('says what the cost of Ark does not hold', async () => {
		lab.engine.state.credentials.seedanceArkApi = { apiKey: 'x', region: 'china', baseUrl: '' };
		const run = async (parameters: NodeParameters) =>
			estimatesOf(await lab.generate('ark', { parameters: { ...ESTIMATE, ...parameters } }))[0];
		const media = { item: [{ kind: 'video', source: 'url', url: 'https://example.com/clip.mp4' }] };
		const edited = await run({ prompt: 'Let @Video1 snow', media });
		expect(edited.usage).toEqual({ estimatedTokens: 108_900 });
		expect(edited.warnings.join()).toMatch(/length of the reference videos is billed too/);
		const free = await run({ prompt: 'A boat', duration: -1 });
		expect(free.warnings.join()).toMatch(/this is for the longest, 15 seconds/);
		const own = await run({ prompt: 'Let @Video1 snow', media, options: { costPerSecond: 1 } });
		expect(own.usage.estimatedCost?.amount).toBe(5);
		expect(own.warnings.join()).toMatch(/length of reference videos may be billed too/);
	});

	test('of an empty Duration on 2.5 says how long it may become, and Generate says the same', async () => {
		const parameters = {
			model: 'seedance-2.5',
			prompt: 'A boat drifts',
			duration: '={{ $json.s }}',
		};
		const rows = [{ s: '' }, { s: 5 }];
		const ESTIMATED = { ...parameters, operation: 'estimate' };
		const [empty, five] = estimatesOf(await lab.generate('ark', { parameters: ESTIMATED, rows }));
		expect(empty.request).toMatchObject({ duration: -1 });
		const note = /^The model chooses the length; .* 30 seconds\. Fill in Duration/;
		const [told] = empty.warnings.filter((warning) => note.test(warning));
		expect(told).toBeDefined();
		expect(five.warnings.join()).not.toMatch(/chooses the length/);
		const made = jsonOf(await lab.generate('ark', { parameters, rows }));
		expect(made[0].warnings).toContain(told);
		expect(made[1].warnings.join()).not.toMatch(/chooses the length/);
	});

	test('shows what Ark 2.5 will really be sent for two pictures in the shape of the panel', async () => {
		const parameters = {
			...ESTIMATE,
			model: 'seedance-2.5',
			prompt: 'The box opens slowly',
			mediaSource: 'json',
			mediaJson: 'https://cdn.example.com/1.png, https://cdn.example.com/2.png',
			aspectRatio: '9:16',
		};
		const [item] = estimatesOf(await lab.generate('ark', { parameters }));
		expect(item).toMatchObject({ valid: true, mode: 'firstLastFrame' });
		expect(item.request).toMatchObject({ ratio: 'adaptive', duration: 5 });
		expect(item.warnings.join()).toMatch(/sent as adaptive instead of 9:16/);
	});

	test.each(PROVIDER_IDS)('takes the price of the user on %s', async (provider) => {
		const [item] = estimatesOf(
			await lab.generate(provider, {
				parameters: {
					...ESTIMATE,
					prompt: 'A boat',
					duration: 8,
					options: { costPerSecond: 0.07 },
				},
			}),
		);
		expect(item.usage.estimatedCost).toMatchObject({ amount: 0.56 });
	});
});
