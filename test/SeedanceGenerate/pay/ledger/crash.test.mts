/**
 * Real time, because it runs other processes.
 *
 * @jest-environment node
 */

import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileDedupeStorage } from '../../../../tools/engine/index.mts';
import { TSX } from '../../../../tools/support/tsx.mts';
import { jsonOf } from '../../../support/items.mts';
import { credentialsFor, openLab } from '../../../support/lab.mts';
import type { Fault, Task } from '../../../../sandbox/engine/types.mts';
import type { TaskJson } from '../../../support/items.mts';
import type { Lab, ProviderId } from '../../../support/lab.mts';
import type { Order } from './crashChild.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

export interface Crash {
	number: number;
	provider: ProviderId;
	/** What the provider does with submissions meanwhile. */
	pace: string;
	faults: Fault[];
	killAfterMs: number;
}

export interface Aftermath {
	crash: Crash;
	/** The run had ended before the kill. */
	finished: boolean;
	/** Tasks the provider had taken when the process died. */
	before: Task[];
	/** Tasks it has taken in all. */
	after: Task[];
	/** Of the run after the crash. */
	items: TaskJson[];
}

const CRASHES = 20;
const AT_ONCE = 5;
const JOB_MS = 2500;

/** After the first submission has reached the provider. */
const LONGEST_LIFE_MS = 2200;

const ROWS = [1, 2, 3].map((number) => ({ sku: `SKU-${number}`, prompt: `A boat, ${number}` }));
const PARAMETERS = {
	prompt: '={{ $json.prompt }}',
	options: { pollInterval: 1, idempotencyKey: '={{ $json.sku }}' },
};

const PACES: Array<Pick<Crash, 'pace' | 'faults'>> = [
	{ pace: 'answers at once', faults: [] },
	{ pace: 'answers late', faults: [{ kind: 'delay', delayMs: 200, times: 'always' }] },
	{ pace: 'keeps one answer back', faults: [{ kind: 'timeout', accept: true, nth: 2 }] },
];

/** Ark more often, because only there a lost task can be found again. */
const TURNS: ProviderId[] = ['ark', 'evolink', 'ark', 'twelveAi', 'ark', 'ink'];

const PLANNED: Crash[] = Array.from({ length: CRASHES }, (_, index) => ({
	number: index + 1,
	provider: TURNS[index % TURNS.length],
	...PACES[index % PACES.length],
	// Spread over the whole time, at random within each part.
	killAfterMs: Math.round((LONGEST_LIFE_MS * (index + Math.random())) / CRASHES),
}));

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Runs the workflow in a process of its own and kills that process.
 *
 * @returns true when the run had ended before
 */
async function runAndKill(crash: Crash, lab: Lab, folder: string): Promise<boolean> {
	const order: Order = {
		folder,
		provider: crash.provider,
		credentials: credentialsFor(lab.sandbox),
		rows: ROWS,
		parameters: PARAMETERS,
	};
	const child = fork(path.join(import.meta.dirname, 'crashChild.mts'), [JSON.stringify(order)], {
		execArgv: [...TSX],
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	let finished = false;
	const gone = new Promise((resolve) => child.once('exit', resolve));
	await new Promise((resolve, reject) => {
		child.once('message', resolve);
		child.once('exit', () => reject(new Error('The process ended before it was ready')));
	});
	child.on('message', (word) => {
		finished = word === 'done';
	});
	child.send('go');
	while (lab.requests(crash.provider, 'create').length === 0) await pause(2);
	await pause(crash.killAfterMs);
	child.kill('SIGKILL');
	await gone;
	return finished;
}

async function play(crash: Crash): Promise<Aftermath> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crash-'));
	const dedupe = fileDedupeStorage(path.join(folder, 'dedupe.json'));
	const lab = await openLab({ jobMs: JOB_MS }, { dedupe });
	try {
		for (const fault of crash.faults) {
			lab.sandbox.addFault({ provider: crash.provider, operation: 'create', ...fault });
		}
		const finished = await runAndKill(crash, lab, folder);
		lab.sandbox.clearFaults();
		const before = lab.sandbox.tasks();
		const saved = path.join(folder, 'static.json');
		const result = await lab.generate(crash.provider, {
			parameters: PARAMETERS,
			rows: ROWS,
			settings: { onError: 'continueRegularOutput' },
			staticData: fs.existsSync(saved) ? JSON.parse(fs.readFileSync(saved, 'utf8')) : {},
		});
		const after = lab.sandbox.tasks();
		return { crash, finished, before, after, items: jsonOf(result) };
	} finally {
		await lab.close();
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

describe('The process is killed with -9 between submitting and the end of the wait, then run again with the same keys', () => {
	const plays: Array<Promise<Aftermath>> = [];
	let keeper: Lab;

	beforeAll(async () => {
		keeper = await openLab();
		const slots = Array.from({ length: AT_ONCE }, () => Promise.resolve());
		PLANNED.forEach((crash, index) => {
			const played = slots[index % AT_ONCE].then(async () => await play(crash));
			slots[index % AT_ONCE] = played.then(
				() => undefined,
				() => undefined,
			);
			played.catch(() => {});
			plays.push(played);
		});
	});
	afterAll(async () => {
		await Promise.allSettled(plays);
		await keeper.close();
	}, 300_000);

	test.each(PLANNED.map((crash) => [crash.number, crash.provider, crash.pace, crash]))(
		'P1 crash %d, on %s, which %s: never more paid tasks than rows, and every row says how it stands',
		async (number) => {
			const { crash, finished, before, after, items } = await plays[number - 1];
			const story = `killed ${crash.killAfterMs} ms after the first submission`;
			expect(items).toHaveLength(ROWS.length);
			ROWS.forEach(({ prompt }, index) => {
				const item = items[index];
				const paid = after.filter((task) => task.prompt === prompt);
				const wasPaid = before.some((task) => task.prompt === prompt);
				const mustFind = crash.provider === 'ark' || finished || !wasPaid;
				if (paid.length === 1 && mustFind) {
					expect({ story, ...item }).toMatchObject({
						status: 'succeeded',
						taskId: paid[0].id,
						videoUrl: expect.stringContaining('http'),
					});
					return;
				}
				expect({ story, prompt, paid: paid.length }).toEqual({
					story,
					prompt,
					paid: wasPaid ? 1 : 0,
				});
				expect({ story, ...item }).toMatchObject({
					status: 'unknown',
					taskId: null,
					failure: {
						code: 'outcomeUnknown',
						hint: expect.stringMatching(/task list or usage page.*Resource "Task".*change the key/),
					},
				});
			});
		},
		300_000,
	);

	test('most of the kills really fell into the middle', async () => {
		const all = await Promise.all(plays);
		const inTheMiddle = all.filter(({ before, finished }) => before.length > 0 && !finished);
		expect(inTheMiddle.length).toBeGreaterThanOrEqual(CRASHES / 2);
	}, 300_000);
});
