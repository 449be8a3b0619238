import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS, credentialsFor, openLab } from '../../support/lab.mts';

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

const BALANCE = { resource: 'account', operation: 'getBalance' };
const { evolink } = PROVIDERS;

describe.each(PROVIDER_IDS)('The balance at %s', (provider) => {
	test('is one item, or the words that it cannot be read here', async () => {
		const result = await lab.generate(provider, { parameters: BALANCE, rows: [{}, {}] });
		if (PROVIDERS[provider].balance === undefined) {
			expect(result.error?.message).toMatch(/no call that tells the balance/);
			expect(result.error?.description).toMatch(/EvoLink/);
			expect(lab.sandbox.requests()).toEqual([]);
			return;
		}
		const [item, ...more] = result.items('Node');
		expect(more).toEqual([]);
		expect(item.json).toMatchObject({ provider, balance: 10_000 });
		expect(item.json.currency).toMatch(/^([A-Z]{3}|credits)$/);
	});
});

describe('The balance', () => {
	test('is less after a video', async () => {
		await lab.generate('evolink', { parameters: { duration: 5 } });
		const result = await lab.generate('evolink', { parameters: BALANCE });
		const [{ units }] = lab.sandbox.tasks();
		expect(result.items('Node')[0].json.balance).toBe(10_000 - units);
	});

	test('is asked for again after a bad moment, and a wrong key is told', async () => {
		lab.sandbox.addFault({
			...{ provider: 'evolink', operation: 'credits', kind: 'status', status: 503 },
		});
		const result = await lab.generate('evolink', { parameters: BALANCE });
		expect(result.items('Node')[0].json.balance).toBe(10_000);
		const credential = lab.engine.state.credentials.seedanceEvoLinkApi;
		lab.engine.state.credentials.seedanceEvoLinkApi = { ...credential, apiKey: 'wrong' };
		const refused = await lab.generate('evolink', { parameters: BALANCE });
		expect(refused.error?.message).toMatch(/balance at EvoLink could not be read/);
		expect(refused.error?.description).toMatch(/API Key/);
	});

	test.each([
		[
			{ token: { remaining_credits: 5, unlimited_credits: false }, user: { remaining_credits: 9 } },
			5,
		],
		[
			{ token: { remaining_credits: 0, unlimited_credits: true }, user: { remaining_credits: 9 } },
			9,
		],
		[{ token: { remaining_credits: '7' } }, 7],
		[{ user: { remaining_credits: 0 } }, 0],
		[{ token: { unlimited_credits: true } }, null],
		[{}, null],
	])('of %j is what the key can spend', (data, amount) => {
		const balance = evolink.readBalance?.({ success: true, data });
		expect(balance).toEqual(amount === null ? null : { amount, currency: 'credits' });
	});

	test('stands beside the sum of an estimate, and nothing is asked where there is no sum', async () => {
		const parameters = { operation: 'estimate', prompt: 'A boat drifts', duration: 5 };
		const rows = [{}, {}];
		const silent = await lab.generate('evolink', { parameters, rows });
		expect(silent.runData.Node[0].hints ?? []).toEqual([]);
		expect(lab.sandbox.requests()).toEqual([]);
		const options = { costPerSecond: 0.2 };
		const result = await lab.generate('evolink', { parameters: { ...parameters, options }, rows });
		expect(result.runData.Node[0].hints?.[0].message).toBe(
			'The rows that can be sent cost about 2 USD, and the account at EvoLink has 10000 credits.',
		);
		lab.sandbox.addFault({
			...{ provider: 'evolink', operation: 'credits', kind: 'status', status: 500 },
		});
		const alone = await lab.generate('evolink', { parameters: { ...parameters, options } });
		expect(alone.runData.Node[0].hints?.[0].message).toBe(
			'The rows that can be sent cost about 1 USD.',
		);
		const other = await lab.generate('ark', { parameters: { ...parameters, options } });
		expect(other.runData.Node[0].hints?.[0].message).toContain('about 1 USD.');
		expect(lab.sandbox.tasks()).toEqual([]);
	});
});
