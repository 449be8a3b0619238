import * as clocks from '../../../nodes/shared/tasks/clock.ts';
import { jsonOf } from '../../support/items.mts';
import { PROVIDER_IDS, openLab } from '../../support/lab.mts';
import { QUEUED, taskTools } from '../support.mts';
import type { Operation } from '../../../sandbox/engine/types.mts';
import type { ProviderId } from '../../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
/** Milliseconds that nodes have slept through in no time. */
let sleptMs = 0;

beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => {
	lab.sandbox.reset();
	sleptMs = 0;
	jest.spyOn(clocks, 'createClock').mockImplementation(() => ({
		now: () => Date.now() + sleptMs,
		random: () => 0.5,
		async sleep(ms) {
			sleptMs += ms;
			await new Promise((resolve) => setImmediate(resolve));
		},
	}));
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await lab.close());

const { order, onTasks } = taskTools(() => lab);
const SOFT = { settings: { onError: 'continueRegularOutput' as const } };

const inAnHour = (provider: ProviderId, operation: Operation, status = 429) =>
	lab.sandbox.addFault({
		provider,
		operation,
		kind: 'status',
		status,
		retryAfter: 3600,
		times: 'always',
	});

describe.each(PROVIDER_IDS)('P18 Where nobody waits, an hour that %s asks for', (provider) => {
	test.each([
		['get', 429],
		['get', 503],
		['cancel', 429],
		['delete', 500],
	])(
		'ends half a minute later with the task id, and is named (%s, %i)',
		async (operation, status) => {
			const ids = await order(provider, ['A boat', 'A kite']);
			inAnHour(provider, 'get', status);
			sleptMs = 0;
			const rows = jsonOf(await onTasks(provider, operation, ids, SOFT));
			expect(rows.map(({ taskId }) => taskId)).toEqual(ids);
			for (const { failure } of rows) {
				if (failure?.code !== 'notReadable') {
					// What the provider has no call for is refused unseen.
					expect(failure?.code).toMatch(/^cannot/);
					continue;
				}
				expect(failure.message).toMatch(/(sent for another 3[56]\d\d|asks for a pause of 3600) s/);
				expect(failure.message).toContain('The task itself goes on');
			}
			expect(sleptMs).toBeLessThan(40_000);
		},
	);
});

test.each(['cancel', 'delete'])(
	'P18 An hour asked for at the first %s keeps the other rows for half a minute',
	async (operation) => {
		const words = operation === 'cancel' ? QUEUED : '[[slow:1]]';
		const ids = await order('ark', [`A boat ${words}`, `A kite ${words}`]);
		await new Promise((resolve) => setTimeout(resolve, 150));
		inAnHour('ark', 'delete');
		sleptMs = 0;
		const rows = jsonOf(
			await onTasks('ark', operation, ids, {
				...SOFT,
				parameters: { options: { maxConcurrency: 1 } },
			}),
		);
		expect(rows.map(({ taskId }) => taskId)).toEqual(ids);
		expect(rows[0].failure).toMatchObject({ category: 'rateLimit', retryable: true });
		expect(rows[1].failure?.message).toMatch(/nothing to be sent for another 3[56]\d\d s/);
		expect(sleptMs).toBeLessThan(40_000);
	},
);

test('P18 An hour asked for at the list ends Get Many in half a minute, which names it', async () => {
	inAnHour('ark', 'list');
	const result = await lab.generate('ark', {
		parameters: { resource: 'task', operation: 'getMany' },
	});
	expect(result.status).toBe('error');
	expect(String(result.error?.message)).toMatch(/nothing to be sent for another 3[56]\d\d s/);
	expect(sleptMs).toBeLessThan(40_000);
});
