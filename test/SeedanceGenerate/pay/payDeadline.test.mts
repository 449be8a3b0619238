import { createWorld } from '../../../tools/simulation/world.mts';
import { PROVIDER_IDS, dependenciesFor, newClock, rowFor, runRows } from '../../support/jobs.mts';

/** A clock that is a little further on at every look, as a real one is. */
function tickingClock() {
	const clock = newClock();
	let ticks = 0;
	return {
		...clock,
		now: () => {
			ticks += 1;
			return clock.now() + ticks;
		},
	};
}

test.each(PROVIDER_IDS)(
	'On %s a wait of no time submits every row: nobody queued only because the clock went on',
	async (provider) => {
		const clock = tickingClock();
		const world = createWorld({ clock, provider });
		const dependencies = dependenciesFor(provider, clock, world.client(), {
			deadlineMs: clock.now(),
		});
		const rows = [0, 1, 2].map((itemIndex) => rowFor(provider, { itemIndex }));
		const outcomes = await clock.run(runRows(rows, dependencies));
		expect(outcomes.map(({ end, failure }) => [end, failure])).toEqual([
			['timeout', null],
			['timeout', null],
			['timeout', null],
		]);
		expect(world.tasks.size).toBe(3);
	},
);
