import { RECENT, openWorld } from './support.mts';
import type { INodeParameters } from 'n8n-workflow';
import type { ProviderId } from '../support/providers.mts';
import type { World } from './support.mts';

// Loading n8n's engine takes long on a busy machine.
jest.setTimeout(60_000);

let world: World;
beforeAll(async () => {
	world = await openWorld();
});
afterEach(() => world.sandbox.reset());
afterAll(async () => await world.close());

describe('settings that cannot work are refused with the remedy', () => {
	it.each([
		[
			'recent tasks without a list (EvoLink)',
			'evolink',
			RECENT,
			/keeps no list/,
			/Webhook.*Specific/,
		],
		[
			'recent tasks without a list (12AI)',
			'twelveAi',
			RECENT,
			/keeps no list/,
			/Webhook.*Specific/,
		],
		['recent tasks without a list (ink)', 'ink', RECENT, /keeps no list/, /Webhook.*Specific/],
		[
			'no task ids',
			'ink',
			{ ...RECENT, watch: 'specific', taskIds: ' , ' },
			/Task IDs is empty/,
			/taskId/,
		],
		[
			'too many task ids',
			'ink',
			{
				...RECENT,
				watch: 'specific',
				taskIds: Array.from({ length: 1001 }, (_, i) => `r${i}`).join(),
			},
			/holds 1001 tasks/,
			/Webhook/,
		],
		[
			'an event that is none',
			'ark',
			{ ...RECENT, events: ['succeeded', 'finished'] },
			/Events is "finished"\. Choose one of: succeeded/,
			/Change the field/,
		],
		[
			'a way of receiving that is not written as in the list',
			'ark',
			{ ...RECENT, receive: 'Polling' },
			/Receive is "Polling"\. n8n shows other fields.*webhook, polling/,
			/Change the field/,
		],
		[
			'a watch that is not written as in the list',
			'ark',
			{ ...RECENT, watch: 'Specific Tasks', taskIds: 'cgt-1' },
			/Watch is "Specific Tasks".*recent\), Specific Tasks \(specific/,
			/Change the field/,
		],
		...['#N/A', 'cgt-1, #REF!', 'undefined', '{{ $json.taskId }}', 'Loading...'].map((taskIds) => [
			`task ids that are none: ${taskIds}`,
			'ark',
			{ ...RECENT, watch: 'specific', taskIds },
			/Task IDs is ".+", /,
			/Change the field/,
		]),
		['no events', 'ark', { ...RECENT, events: [] }, /Events is empty/, /Choose/],
		['no provider', 'none' as ProviderId, RECENT, /No provider/, /Provider/],
	] as [string, ProviderId, INodeParameters, RegExp, RegExp][])(
		'%s',
		async (_name, provider, parameters, message, description) => {
			const trigger = world.trigger(provider, parameters);
			const expected = {
				message: expect.stringMatching(message),
				description: expect.stringMatching(description),
			};
			await expect(trigger.activate()).rejects.toMatchObject(expected);
			await expect(trigger.pollManually()).rejects.toMatchObject(expected);
			expect(world.sandbox.stats().evolink.requests + world.sandbox.stats().ark.requests).toBe(0);
		},
	);
});
