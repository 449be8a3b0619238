/** The cost in every item, and what Estimate says of the account, on n8n's own engine. */

import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { estimatesOf, jsonOf } from '../support/items.mts';
import { PROVIDER_IDS, credentialsFor, openLab } from '../support/lab.mts';
import { FINAL, QUEUED, taskTools } from './support.mts';
import type { Fault } from '../../sandbox/engine/types.mts';
import type { TaskJson } from '../support/items.mts';

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

const { onTasks, order } = taskTools(() => lab);
const ROUTED = { onError: 'continueRegularOutput' } as const;

/** The items of a run, those of failed rows included. */
const allOf = (result: Awaited<ReturnType<typeof lab.generate>>) =>
	jsonOf(result).map((item) => (item.details ?? item) as TaskJson);

function expectCost({ cost }: Pick<TaskJson, 'cost'>) {
	if (cost === null) return;
	expect(cost).toEqual({
		amount: expect.any(Number),
		currency: expect.stringMatching(/^([A-Z]{3}|credits)$/),
		basis: expect.stringMatching(/^(reported|listPrice|costPerSecond)$/),
	});
	expect(cost.amount).toBeGreaterThanOrEqual(0);
}

describe.each(PROVIDER_IDS)('The cost on %s', (provider) => {
	const isFree = PROVIDERS[provider].billsFinishedOnly === true;
	const estimated = { amount: 0.5, currency: 'USD', basis: 'costPerSecond' };

	test('is in the item of every operation on a task', async () => {
		const options = { costPerSecond: 0.1 };
		const [made] = allOf(await lab.generate(provider, { parameters: { duration: 5, options } }));
		expectCost(made);
		expect(made.cost).not.toBeNull();
		for (const operation of ['get', 'wait']) {
			const [read] = allOf(await onTasks(provider, operation, [String(made.taskId)]));
			expect(read).toHaveProperty('cost');
			expectCost(read);
		}
		if (PROVIDERS[provider].list !== undefined) {
			const listing = { resource: 'task', operation: 'getMany' };
			const listed = allOf(await lab.generate(provider, { parameters: listing }));
			expect(listed.length).toBeGreaterThan(0);
			listed.forEach(expectCost);
		}
		const submit = { completion: 'submit', duration: 5, options };
		const [submitted] = allOf(await lab.generate(provider, { parameters: submit }));
		expectCost(submitted);
		expect(submitted.cost).not.toBeNull();
	});

	test('of a failed task is nothing where the provider bills finished videos only, else not known', async () => {
		const parameters = {
			prompt: `A boat [[fail:${FINAL[provider]}]]`,
			options: { costPerSecond: 0.1 },
		};
		const [item] = allOf(await lab.generate(provider, { parameters, settings: ROUTED }));
		expect(item.status).toBe('failed');
		expectCost(item);
		if (isFree) expect(item.cost).toEqual({ ...estimated, amount: 0 });
		else expect(item.cost?.amount ?? 0).toBe(0);
	});

	test('of a cancelled task is nothing, or not known', async () => {
		if (PROVIDERS[provider].cancel === undefined) return;
		const [id] = await order(provider, [`A boat ${QUEUED}`]);
		await onTasks(provider, 'cancel', [id]);
		const [item] = allOf(await onTasks(provider, 'get', [id], { settings: ROUTED }));
		expectCost(item);
		expect(item.cost?.amount ?? 0).toBe(0);
	});

	test.each([
		['0.35', 1.75],
		['0,35', 1.75],
		['$0.35', 1.75],
		['0.35 USD', 1.75],
		[0.35, 1.75],
		['0', null],
		['', null],
		[null, null],
	])('takes the cell %j as the price of a second', async (cell, amount) => {
		const [item] = estimatesOf(
			await lab.generate(provider, {
				parameters: {
					...{ operation: 'estimate', prompt: 'A boat', duration: 5, resolution: '480p' },
					options: { costPerSecond: '={{ $json.price }}' },
				},
				rows: [{ price: cell }],
			}),
		);
		expect(item.problems).toEqual([]);
		if (amount !== null) {
			expect(item.usage.estimatedCost).toEqual({ amount, currency: 'USD' });
		} else if (item.usage.estimatedCost !== undefined) {
			expect(item.usage.estimatedCost.currency).toMatch(/^[A-Z]{3}$/);
		}
	});

	test.each([
		'cheap',
		'-0.3',
		'NaN',
		'Infinity',
		'1e999',
		'1e300',
		'0.3-0.5',
		'#VALUE!',
		true,
		[1],
		{},
	])('P17 refuses the cell %j as the price of a second', async (cell) => {
		const [item] = estimatesOf(
			await lab.generate(provider, {
				parameters: {
					...{ operation: 'estimate', prompt: 'A boat', duration: 5 },
					options: { costPerSecond: '={{ $json.price }}' },
				},
				rows: [{ price: cell }],
			}),
		);
		expect(item.problems.map(({ field }) => field)).toEqual(['Cost per Second']);
		expect(item.usage.estimatedCost?.amount ?? 0).toBeLessThan(1e9);
		expect(JSON.stringify(item.usage)).not.toContain('null');
	});

	test.each([
		['usd', 'USD'],
		['€', 'EUR'],
		['RMB', 'CNY'],
		['Credits', 'credits'],
		['', 'USD'],
	])('in the currency %j is a code', async (costCurrency, code) => {
		const parameters = {
			...{ operation: 'estimate', prompt: 'A boat', duration: 5 },
			options: { costPerSecond: 0.1, costCurrency },
		};
		const [item] = estimatesOf(await lab.generate(provider, { parameters }));
		expect(item.usage.estimatedCost).toEqual({ amount: 0.5, currency: code });
	});
});

const WITH_BALANCE = PROVIDER_IDS.filter((id) => PROVIDERS[id].balance !== undefined);

describe.each(WITH_BALANCE)('Estimate on %s survives a balance', (provider) => {
	const answer = (body: unknown, status = 200): Partial<Fault> => ({
		...{ kind: 'status', status, body: body },
	});
	const ANSWERS: Array<[string, Partial<Fault>]> = [
		['that is null', answer({ code: 200, data: null })],
		['in an empty answer', answer({})],
		['in a list', answer([])],
		['in words', answer({ code: 200, data: 'plenty' })],
		['that is refused', answer({ code: 401, message: 'Invalid API key' }, 401)],
		['that fails', answer({ error: 'boom' }, 500)],
		['behind too many requests', { kind: 'status', status: 429, retryAfter: 3600 }],
		['in a page', { kind: 'html' }],
		['in a broken answer', { kind: 'brokenBody' }],
		['whose connection breaks', { kind: 'resetBefore' }],
	];

	test.each(ANSWERS)('%s', async (_, fault) => {
		lab.sandbox.addFault({
			...({ provider, operation: 'credits', times: 'always', ...fault } as Fault),
		});
		const parameters = {
			...{ operation: 'estimate', prompt: 'A boat', duration: 5 },
			options: { costPerSecond: 0.1 },
		};
		const result = await lab.generate(provider, { parameters });
		expect(result.status).toBe('success');
		expect(estimatesOf(result)[0].valid).toBe(true);
		expect(result.runData.Node[0].hints?.[0].message).toBe(
			'The rows that can be sent cost about 0.5 USD.',
		);
	});
});

test('The summary adds up what each currency has, and says where something is missing', async () => {
	const parameters = {
		duration: 5,
		options: { costPerSecond: '={{ $json.price }}', costCurrency: '={{ $json.currency }}' },
	};
	const rows = [
		{ price: 0.1, currency: 'EUR' },
		{ price: 0.2, currency: 'usd' },
		{ price: 0.3, currency: 'EUR' },
		{ price: '', currency: '' },
	];
	const result = await lab.generate('ark', { parameters, rows });
	const [hint] = result.runData.Node[0].hints ?? [];
	expect(hint.message).toContain('at least 2 EUR and 1 USD');
});
