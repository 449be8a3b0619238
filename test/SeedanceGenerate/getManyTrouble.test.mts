import { getMany } from '../../nodes/SeedanceGenerate/operations/getMany.ts';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { DIALECTS } from '../../tools/simulation/dialects.mts';
import { answer, newClock, noAnswer, scriptedProvider, simulatedTask } from '../support/jobs.mts';
import type { Reply } from '../../nodes/shared/net/reply.ts';
import type { IExecuteFunctions, INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import type { HttpCall } from '../../nodes/shared/providers/types.ts';
import type { VirtualClock } from '../../tools/simulation/virtualClock.mts';

/** A list that has bad moments, on a clock that does not wait. */

/** @param script the n-th answer */
async function list(
	script: (n: number, query: NonNullable<HttpCall['query']>) => Reply,
	{
		clock = newClock(),
		parameters = {},
		rows = 1,
	}: { clock?: VirtualClock; parameters?: Record<string, unknown>; rows?: number } = {},
) {
	const scripted = scriptedProvider(clock, ({ query = {} }, count) => script(count.list, query));
	const context = {
		getInputData: () => Array.from({ length: rows }, () => ({ json: {} })),
		getNodeParameter: (name: string) => parameters[name] ?? null,
		getNode: () => ({ name: 'Node', type: 't', typeVersion: 1, parameters: {} }),
		continueOnFail: () => false,
	} as unknown as IExecuteFunctions;
	const session = {
		provider: PROVIDERS.ark,
		connection: { baseUrl: 'https://ark.example.com' },
		apiKey: 'sk',
		client: scripted.client,
		lastWord: scripted.client,
		clock,
		stop: clock.stop,
		account: 'a',
		isOfRow: false,
	};
	const run = { ...session, all: [session], ofRow: Array.from({ length: rows }, () => session) };
	const startMs = clock.now();
	let items: INodeExecutionData[] = [];
	let error: NodeOperationError | undefined;
	try {
		items = await clock.run(getMany(context, run));
	} catch (thrown) {
		error = thrown;
	}
	return { items, error, calls: scripted.calls, tookMs: clock.now() - startMs };
}

const page = (from: number, count: number) =>
	answer(200, {
		total: 1000,
		items: Array.from({ length: count }, (_, n) =>
			DIALECTS.ark.task(simulatedTask({ id: `cgt-${from + n}` }), 'succeeded'),
		),
	});
const NONE = page(0, 0);
const ONE = page(1, 1);

const PASSING: Array<[string, Reply]> = [
	['a reset', noAnswer()],
	['a refused connection', { kind: 'notSent', reason: 'nothing is listening at that address' }],
	['status 500', answer(500)],
	['status 502 of a gateway', answer(502, '<html>Bad Gateway</html>')],
	['status 429', answer(429, DIALECTS.ark.tooMany)],
	['a page instead of a list', answer(200, '<html>')],
	['a broken body', answer(200, '{"items": [')],
];

describe('P4 Get Many rides out', () => {
	test.each(PASSING)('%s, however often up to three times', async (_, reply) => {
		for (const bad of [1, 2, 3]) {
			const { items, error } = await list((n) => (n <= bad ? reply : n === bad + 1 ? ONE : NONE));
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json.taskId)).toEqual(['cgt-1']);
		}
	});

	test('bad moments in the middle of a long list, without a task missing or coming twice', async () => {
		const parameters = { returnAll: true };
		const { items, error } = await list(
			(n, { page_num: number, 'filter.service_tier': tier }) => {
				if (n % 3 === 1) return answer(503);
				if (tier === 'flex') return NONE;
				return Number(number) <= 2 ? page(Number(number) * 100, 100) : page(300, 7);
			},
			{ parameters },
		);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(207);
		expect(new Set(items.map(({ json }) => json.taskId)).size).toBe(207);
	});

	test('says that there is more when a relay shows the same page again and again', async () => {
		const parameters = { returnAll: true };
		const { items, error, calls } = await list(() => page(1, 30), { parameters });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(30);
		expect(calls).toHaveLength(6);
		const warnings = items.flatMap(({ json }) => json.warnings);
		expect(warnings).toEqual([expect.stringMatching(/^Volcengine Ark has more tasks than this/)]);
	});

	test('with pauses that grow', async () => {
		const { calls } = await list((n) => (n <= 3 ? answer(500) : NONE));
		const gaps = calls.slice(1, 4).map(({ atMs }, n) => atMs - calls[n].atMs);
		expect(gaps[0]).toBeGreaterThanOrEqual(1000);
		expect(gaps[1]).toBeGreaterThanOrEqual(2000);
		expect(gaps[2]).toBeGreaterThanOrEqual(4000);
	});
});

describe('Get Many gives up', () => {
	test.each(PASSING)('after four times %s, and says so', async (_, reply) => {
		const { error, calls, tookMs } = await list(() => reply);
		expect(calls).toHaveLength(4);
		// The last answer is not slept over.
		expect(tookMs - (calls[3].atMs - calls[0].atMs)).toBeLessThan(200);
		expect(error?.message).toMatch(/^The list of tasks at Volcengine Ark could not be read: \S/);
		expect(error?.description).toBeTruthy();
	});

	test.each([401, 403, 404])('at once when it is refused for good: %i', async (status) => {
		const { error, calls } = await list(() => answer(status));
		expect(calls).toHaveLength(1);
		expect(error?.message).toMatch(/could not be read/);
	});

	test('at once after Stop', async () => {
		const clock = newClock();
		const { error, calls } = await list(
			() => {
				clock.pressStop();
				return noAnswer();
			},
			{ clock },
		);
		expect(calls).toHaveLength(1);
		expect(error?.message).toMatch(/could not be read/);
	});
});
