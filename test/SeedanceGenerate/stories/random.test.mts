import { jsonOf } from '../../support/items.mts';
import { openLab } from '../../support/lab.mts';
import { FINAL, PASSING } from '../support.mts';
import { TELLING, runOf, shots, storyTools } from './storyLab.mts';
import type { Fault } from '../../../sandbox/engine/types.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(120_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { nameOf, beginsWith } = storyTools(() => lab);

/** A number from 0 to 1, the same ones for the same seed. */
function dice(seed: number) {
	let state = seed * 2_654_435_761;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

const FAULTS: Array<Omit<Fault, 'nth'>> = [
	{ kind: 'status', status: 400 },
	{ kind: 'status', status: 429 },
	{ kind: 'status', status: 502 },
	{ kind: 'resetBefore' },
	{ kind: 'resetAfter' },
	{ kind: 'brokenBody' },
];

const SEEDS = Array.from({ length: 25 }, (_, index) => index + 1);

describe.each(TELLING)('P20 Whatever goes wrong with stories on %s', (provider) => {
	test.each(SEEDS)(
		'every task is the shot of one row, begins where the shot before ends, and what is not ordered says why (%d)',
		async (seed) => {
			const roll = dice(seed);
			const pick = <T,>(from: readonly T[]) => from[Math.floor(roll() * from.length)];
			const words: Record<string, string> = {};
			const counts = { a: 1 + Math.floor(roll() * 5), b: 1 + Math.floor(roll() * 5), c: 2 };
			const bad = [`[[fail:${PASSING[provider]}]]`, `[[fail:${FINAL[provider]}]]`, '[[expire]]'];
			for (const { prompt } of shots(counts)) {
				if (roll() < 0.2) words[prompt.slice(5)] = pick([...bad, '[[noUrl]]', '[[slow:900]]']);
			}
			const rows = shots(counts, words);
			for (let faults = Math.floor(roll() * 3); faults > 0; faults -= 1) {
				const nth = 1 + Math.floor(roll() * rows.length);
				lab.sandbox.addFault({ provider, operation: 'create', nth, ...pick(FAULTS) });
			}
			const settings = { onError: 'continueRegularOutput' } as const;
			const first = await lab.generate(provider, { ...runOf(rows), settings });
			const items = jsonOf(first);
			expect(items).toHaveLength(rows.length);

			const tasks = lab.sandbox.tasks();
			// No shot is paid twice.
			const names = tasks.map(nameOf);
			expect(names).toEqual([...new Set(names)]);
			tasks.forEach((task) => {
				const [, story, shot] = /^(\D)(\d)$/.exec(nameOf(task)) ?? [];
				expect(beginsWith(task)).toBe(shot === '1' ? null : `${story}${Number(shot) - 1}`);
			});
			// Every paid task is the row's, or the row says that nobody knows; nothing else is paid.
			rows.forEach(({ prompt }, index) => {
				const { taskId, status, failure } = items[index];
				const task = tasks.find((one) => one.prompt === prompt);
				const isKnown = task !== undefined && taskId === task.id;
				const isOpen = taskId === null && failure?.code === 'outcomeUnknown';
				const isNotOrdered = taskId === null && status === 'failed' && task === undefined;
				expect({ seed, prompt, fine: isKnown || isOpen || isNotOrdered }).toMatchObject({
					fine: true,
				});
				if (failure?.code !== 'storyStopped') return;
				const stopper = Number(/row (\d+)/.exec(failure.message)?.[1]) - 1;
				expect(rows[stopper].story).toBe(rows[index].story);
				expect(stopper).toBeLessThan(index);
				expect(items[stopper].failure?.code).not.toBe('storyStopped');
				expect(items[stopper].failure ?? items[stopper].lastFrameUrl).not.toBeUndefined();
			});
		},
	);
});
