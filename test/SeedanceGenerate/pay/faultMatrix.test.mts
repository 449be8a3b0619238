import { PROVIDER_IDS, openLab } from '../../support/lab.mts';
import { findsLost } from '../../support/providers.mts';
import { ownIdOf } from '../../support/shownIds.mts';
import { SITUATIONS, TROUBLES, playCell } from './faults.mts';
import type { ProviderId } from '../../support/lab.mts';
import type { Outcome, Situation, Trouble } from './faults.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

export interface Cell {
	trouble: Trouble;
	situation: Situation;
	provider: ProviderId;
}

/** Cells that run at once. Most of their time is waiting. */
const AT_ONCE = 12;

/** The node waits 90 s for the answer to a submission and up to 20 s for Ark's list. */
const LONGEST_CELL_MS = 170_000;

const CELLS: Cell[] = TROUBLES.flatMap((trouble) =>
	SITUATIONS.flatMap((situation) =>
		PROVIDER_IDS.map((provider) => ({ trouble, situation, provider })),
	),
);

const outcomes: Map<Cell, Promise<Outcome>> = new Map();
let keeper: Awaited<ReturnType<typeof openLab>>;

/** Starts every cell: the long waits first and all at once, the others a dozen at a time. */
function startAll() {
	const isLong = ({ trouble }: Cell) => trouble.name.startsWith('no answer');
	const queue: Array<() => Promise<unknown>> = [];
	for (const cell of CELLS) {
		const play = async () => await playCell(cell.trouble, cell.situation, cell.provider);
		if (isLong(cell)) {
			outcomes.set(cell, play());
			continue;
		}
		const outcome: Promise<Outcome> = new Promise((resolve, reject) => {
			queue.push(async () => await play().then(resolve, reject));
		});
		outcomes.set(cell, outcome);
	}
	// A test that is waiting for its cell reports what went wrong in it.
	for (const outcome of outcomes.values()) outcome.catch(() => {});
	const work = async () => {
		for (let next = queue.shift(); next !== undefined; next = queue.shift()) await next();
	};
	for (let worker = 0; worker < AT_ONCE; worker += 1) void work();
}

beforeAll(async () => {
	// Keeps n8n's folder alive while labs come and go.
	keeper = await openLab();
	startAll();
});

afterAll(async () => {
	await Promise.allSettled(outcomes.values());
	await keeper.close();
}, LONGEST_CELL_MS);

async function outcomeOf(cell: Cell) {
	const outcome = await outcomes.get(cell);
	if (outcome === undefined) throw new Error('The cell was not started');
	return outcome;
}

const BREAKS_BEFORE_ID: readonly string[] = ['ink', 'kie'];

/** No row is paid for twice, and every task id that can be known is shown. */
function expectNothingLost({ trouble, situation, provider }: Cell, outcome: Outcome) {
	const prompts = outcome.tasks.map((task) => task.prompt);
	expect(prompts).toEqual([...new Set(prompts)]);
	expect(outcome.tasks.length).toBeLessThanOrEqual(situation.rows);
	// Some list their tasks, and half an answer is shown as it came; that of some breaks off before the end of the id.
	const isHalf = trouble.faults.some(({ kind }) => kind === 'brokenBody');
	const isSecret =
		trouble.taken === true && (isHalf ? BREAKS_BEFORE_ID.includes(provider) : !findsLost(provider));
	// Half an answer shows the provider's own id at most.
	const shown = outcome.tasks.filter(({ id }) => outcome.seen.includes(isHalf ? ownIdOf(id) : id));
	expect(shown).toHaveLength(outcome.tasks.length - (isSecret ? 1 : 0));
}

/** The struck row is sent as often as the trouble allows, and every other row once. */
function expectFewRequests({ trouble, situation }: Cell, outcome: Outcome) {
	const retriedAtLast = situation.retryExecution && trouble.ends === 'refused';
	const struck = retriedAtLast ? 1 : (trouble.requests ?? 1);
	const others = trouble.faults.length === 0 ? 0 : situation.rows - 1;
	expect(outcome.posts).toBe(struck + others);
}

/** What the user is told fits what happened. */
function expectTruth({ trouble, situation, provider }: Cell, outcome: Outcome) {
	const isFound = trouble.taken === true && findsLost(provider);
	const retried = situation.retryExecution && trouble.ends === 'refused';
	if (trouble.ends === 'video' || isFound || retried) {
		expect(outcome.status).toBe('success');
		expect(outcome.items).toHaveLength(situation.rows);
		for (const { json } of outcome.items) {
			expect(json).toMatchObject({ status: 'succeeded', failure: null });
		}
		return;
	}
	const stops = situation.settings.onError === undefined;
	expect(outcome.status).toBe(stops ? 'error' : 'success');
	if (stops) expect(outcome.error?.message).toMatch(/\S/);
	if (trouble.ends === 'refused') {
		expect(outcome.seen).toMatch(/could not be reached.*Nothing was sent and nothing was billed/);
		return;
	}
	expect(outcome.seen).toMatch(/the video may or may not be in the making/);
	expect(outcome.seen).toMatch(/It was not sent again, so that you do not pay twice/);
	if (findsLost(provider)) expect(outcome.seen).toMatch(/was searched and does not show it/);
}

describe.each(TROUBLES.map((trouble) => [trouble.name, trouble]))(
	'Trouble while a video is ordered: %s',
	(_, trouble) => {
		const cells = CELLS.filter((cell) => cell.trouble === trouble);
		test.each(
			cells.map((cell) => [cell.situation.promise, cell.provider, cell.situation.name, cell]),
		)(
			'%s on %s, %s: no row is paid twice and every task id is shown',
			async (_promise, _provider, _situation, cell) => {
				const outcome = await outcomeOf(cell);
				expectNothingLost(cell, outcome);
				expectFewRequests(cell, outcome);
				expectTruth(cell, outcome);
			},
			LONGEST_CELL_MS,
		);
	},
);

test('P1 on Ark the cheaper, slower tier has a list of its own, and a lost answer is found there as well', async () => {
	const lab = await openLab();
	lab.sandbox.addFault({ provider: 'ark', operation: 'create', kind: 'resetAfter' });
	const result = await lab.generate('ark', {
		parameters: { model: 'seedance-1.5-pro', options: { serviceTier: 'flex' } },
	});
	const ids = lab.sandbox.tasks().map(({ id }) => id);
	await lab.close();
	expect(result.items('Node').map(({ json }) => json.taskId)).toEqual(ids);
	expect(ids).toHaveLength(1);
});
