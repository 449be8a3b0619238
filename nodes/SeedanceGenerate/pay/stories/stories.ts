import type { Failure } from '../../../shared/domain/task';
import { stoppedBeforeSending } from '../../../shared/domain/failures';
import type { VideoRequest } from '../../../shared/domain/request';
import type { Provider } from '../../../shared/providers/types';
import type { Clock, StopSignal } from '../../../shared/tasks/clock';
import type { PlannedRow } from '../../plan/plan';
import { FRAME_URL } from '../../plan/story/asShot';
import type { Decided, Order } from '../decide';
import type { RowOutcome } from '../row';
import { isStoryStopped, notAllSound, notOrdered, whyNotAfter } from './failures';

/**
 * Keeps back what would be paid for of a story that cannot be made to its end, because one of its shots cannot be ordered
 * as it is: half a story is paid for nothing. Other stories, and shots that have a task already, go on.
 */
export function holdStories(decided: readonly Decided[], plans: readonly PlannedRow[]): Decided[] {
	const refused = decided.filter(({ decision }) => decision.kind === 'refuse');
	const unsound = [
		...plans.filter(({ problems }) => problems.length > 0).map(({ itemIndex }) => itemIndex),
		...refused.map(({ row }) => row.itemIndex),
	].sort((a, b) => b - a);
	// Of several the first row is named.
	const broken = new Map(unsound.map((itemIndex) => [plans[itemIndex].shot?.first, itemIndex]));
	return decided.map((one) => {
		const { row, decision } = one;
		const { shot } = plans[row.itemIndex];
		const bad = shot === undefined ? undefined : broken.get(shot.first);
		if (bad === undefined || decision.kind !== 'submit') return one;
		const { submissions } = decision;
		return { row, decision: { kind: 'hold', submissions, failure: notAllSound(bad) } };
	});
}

export interface StoryDependencies {
	provider: Provider;
	clock: Pick<Clock, 'now'>;
	stop: StopSignal;
	/** The row whose last frame a row begins with; null where it begins anew. */
	beforeOf: (itemIndex: number) => number | null;
	/** Gets the video of one order and waits for it. @param isLater it had to wait for the shot before */
	pay: (order: Order, isLater: boolean) => Promise<RowOutcome[]>;
	/** The link to the last frame of a shot that has one, as the provider is to be given it; or why it is gone. */
	frameOf: (outcome: RowOutcome) => Promise<{ url: string } | { failure: Failure }>;
}

/**
 * Gets the videos of all orders: stories side by side, the shots of one in order (P20). A shot that costs money is ordered
 * when the one before it has a last frame; where that has none, it is not ordered and says which row stopped it. What has
 * a task already waits for nobody.
 * @returns one outcome per row, in the order of the rows
 */
export async function payStories(
	orders: readonly Order[],
	dependencies: StoryDependencies,
): Promise<RowOutcome[]> {
	const ends = new Map<number, Promise<RowOutcome[]>>();
	const all = orders.map((order) => {
		const before = dependencies.beforeOf(order.row.itemIndex);
		const end = payShot(order, before, ends, dependencies);
		for (const { itemIndex } of [order.row, ...order.twins]) ends.set(itemIndex, end);
		return end;
	});
	const outcomes = await Promise.all(all);
	return outcomes.flat().sort((a, b) => a.itemIndex - b.itemIndex);
}

async function payShot(
	order: Order,
	before: number | null,
	ends: ReadonlyMap<number, Promise<RowOutcome[]>>,
	{ provider, clock, stop, pay, frameOf }: StoryDependencies,
): Promise<RowOutcome[]> {
	const { row, decision } = order;
	if (before === null || decision.kind !== 'submit') return await pay(order, false);
	const earlier = (await ends.get(before))?.find(({ itemIndex }) => itemIndex === before);
	const failure = stop.aborted
		? stoppedBeforeSending()
		: whyNot(before, earlier, provider, clock.now());
	if (failure !== null || earlier === undefined) {
		const { submissions } = decision;
		const held = failure ?? notOrdered(before);
		return await pay({ ...order, decision: { kind: 'hold', submissions, failure: held } }, true);
	}
	const prepare: typeof row.prepare = async (request, deadlineMs) => {
		const frame = await frameOf(earlier);
		return 'failure' in frame
			? frame
			: await row.prepare(withFrame(request, frame.url), deadlineMs);
	};
	return await pay({ ...order, row: { ...row, prepare } }, true);
}

function whyNot(
	before: number,
	earlier: RowOutcome | undefined,
	provider: Provider,
	nowMs: number,
): Failure | null {
	if (earlier === undefined) return notOrdered(before);
	// Every later shot names the one that really stopped the story.
	return isStoryStopped(earlier) ? earlier.failure : whyNotAfter(earlier, provider, nowMs);
}

function withFrame(request: VideoRequest, url: string): VideoRequest {
	const media = request.media.map((medium) =>
		medium.url === FRAME_URL ? { ...medium, url } : medium,
	);
	return { ...request, media };
}
