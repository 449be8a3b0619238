import { Slots } from '../../../nodes/shared/tasks/slots.ts';

async function busiest(count: number, jobs: number) {
	const slots = new Slots(count);
	let running = 0;
	let most = 0;
	await Promise.all(
		Array.from({ length: jobs }, async () => {
			await slots.hold(async () => {
				running += 1;
				most = Math.max(most, running);
				await new Promise((resolve) => setImmediate(resolve));
				running -= 1;
			});
		}),
	);
	return most;
}

describe('Slots', () => {
	test('never more than so many hold a slot at once, and all get their turn', async () => {
		expect(await busiest(3, 20)).toBe(3);
		expect(await busiest(1, 5)).toBe(1);
	});

	test('0 means no limit', async () => {
		expect(await busiest(0, 20)).toBe(20);
	});

	test('who waits longest comes first, and a newcomer does not overtake', async () => {
		const slots = new Slots(1);
		const order: string[] = [];
		await slots.take();
		const first = slots.take().then(() => order.push('first'));
		const second = slots.take().then(() => order.push('second'));
		slots.give();
		const newcomer = slots.take().then(() => order.push('newcomer'));
		await first;
		slots.give();
		await second;
		slots.give();
		await newcomer;
		expect(order).toEqual(['first', 'second', 'newcomer']);
	});

	test('a job that throws gives its slot back', async () => {
		const slots = new Slots(1);
		await expect(
			slots.hold(async () => {
				throw new Error('broken');
			}),
		).rejects.toThrow('broken');
		await expect(slots.hold(async () => 'went on')).resolves.toBe('went on');
	});
});
