import { openLab } from '../support/lab.mts';
import { RETRY_ON_FAIL } from './pay/faults.mts';
import { fromRows, stopTools } from './stopTools.mts';
import { QUEUED, RUNNING } from './support.mts';
import type { ProviderId } from '../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { idOf, stateOf, stopWhen } = stopTools(() => lab);

describe('Cancel on Stop', () => {
	const options = { cancelOnStop: true };
	const rows = [{ prompt: `A boat ${QUEUED}` }, { prompt: `A kite ${RUNNING}` }];
	const ready = () => stateOf('boat') === 'queued' && stateOf('kite') === 'running';

	test('P6 on Ark cancels what is queued, leaves what runs, and destroys no record', async () => {
		const { message } = await stopWhen(
			'ark',
			{
				parameters: { ...fromRows, options },
				rows: [...rows, { prompt: 'A drum' }],
			},
			() => ready() && stateOf('drum') === 'succeeded',
		);
		expect(stateOf('boat')).toBe('cancelled');
		expect(stateOf('kite')).toBe('running');
		expect(stateOf('drum')).toBe('succeeded');
		expect(message).toContain(`Cancelled at Volcengine Ark: row 1 (task ${idOf('boat')}).`);
		expect(message).toMatch(new RegExp(`Still at work.*row 2 \\(task ${idOf('kite')}\\)`));
	});

	test('P6 on seedance2.ink cancels queued and running tasks', async () => {
		const { message } = await stopWhen(
			'ink',
			{ parameters: { ...fromRows, options }, rows },
			ready,
		);
		expect([stateOf('boat'), stateOf('kite')]).toEqual(['cancelled', 'cancelled']);
		expect(message).toContain(
			`Cancelled at seedance2.ink: row 1 (task ${idOf('boat')}), row 2 (task ${idOf('kite')}).`,
		);
		expect(message).not.toMatch(/Still at work/);
	});

	test('P6 rows that share a task by their key share its end', async () => {
		const shared = { ...options, idempotencyKey: 'one for both' };
		const { message } = await stopWhen(
			'ark',
			{ parameters: { ...fromRows, options: shared }, rows: [rows[0], rows[0]] },
			() => lab.sandbox.tasks().length === 1,
		);
		const task = `(task ${idOf('boat')})`;
		expect(message).toContain(`Cancelled at Volcengine Ark: row 1 ${task}, row 2 ${task}.`);
		expect(message).not.toMatch(/Still at work/);
		expect(lab.requests('ark', 'delete').concat(lab.requests('ark', 'cancel'))).toHaveLength(1);
	});

	test('P6 also in the short sleep of a node that does not wait for the end', async () => {
		const { message } = await stopWhen(
			'ink',
			{
				parameters: { ...fromRows, completion: 'sleep', options: { ...options, sleepMinutes: 1 } },
				rows,
			},
			ready,
		);
		expect([stateOf('boat'), stateOf('kite')]).toEqual(['cancelled', 'cancelled']);
		expect(message).toMatch(/Cancelled at seedance2\.ink: row 1 .*row 2 /);
	});

	test('P6 with Retry On Fail the last message still knows what was cancelled', async () => {
		const { message } = await stopWhen(
			'ink',
			{ parameters: { ...fromRows, options }, rows, settings: RETRY_ON_FAIL },
			ready,
		);
		expect(message).toMatch(/Cancelled at seedance2\.ink: row 1/);
		expect(message).not.toMatch(/Still at work/);
	});

	test.each(['evolink', 'twelveAi'] as ProviderId[])(
		'P6 on %s, which cannot cancel, touches nothing and says what runs',
		async (provider) => {
			const { message } = await stopWhen(
				provider,
				{ parameters: { ...fromRows, options }, rows },
				ready,
			);
			expect([stateOf('boat'), stateOf('kite')]).toEqual(['queued', 'running']);
			expect(message).toMatch(/Still at work.*row 1 .*row 2 /);
			expect(lab.requests(provider, 'delete')).toEqual([]);
		},
	);

	test('P6 a provider that does not answer any more does not hold Stop up', async () => {
		lab.sandbox.addFault({
			provider: 'ark',
			operation: 'delete',
			kind: 'status',
			status: 500,
			times: 'always',
		});
		const { message } = await stopWhen(
			'ark',
			{ parameters: { ...fromRows, options }, rows },
			ready,
		);
		expect(message).toMatch(/Still at work.*row 1 .*row 2 /);
	});
});
