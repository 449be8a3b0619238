import type { IExecuteFunctions } from 'n8n-workflow';
import { createFileHost } from '../../shared/files/host';
import type { Governors } from '../../shared/n8n/governors';
import type { Run, Session, Sessions } from '../../shared/n8n/session';
import { isSession } from '../../shared/n8n/session';
import type { PlannedRow } from '../plan/plan';
import type { Order } from './decide';
import type { PayDependencies } from './pay';
import { payOrders } from './pay';
import type { Row, RowOutcome } from './row';
import { frameOf } from './stories/frame';
import { payStories } from './stories/stories';

/** How orders are paid: as `payOrders` does, and how long each may take. */
type Rules = Omit<PayDependencies, keyof Session | 'governor'> & { waitTimeoutMs: number };

/** Pays each order with the client of its session, the shots of a story one after the other. The outcomes come in the order of the rows. */
export async function paySessions(
	context: IExecuteFunctions,
	orders: readonly Order[],
	plans: readonly PlannedRow[],
	run: Sessions,
	governors: Governors,
	{ waitTimeoutMs, deadlineMs, ...rest }: Rules,
): Promise<RowOutcome[]> {
	const { provider, clock, stop } = run;
	const files = { host: createFileHost(context), stopSignal: context.getExecutionCancelSignal() };
	return await payStories(orders, {
		provider,
		clock,
		stop,
		beforeOf: (itemIndex) => plans[itemIndex].shot?.before ?? null,
		frameOf: async (outcome) =>
			await frameOf(outcome, { ...sessionOf(outcome, run, governors), ...files }),
		pay: async (order, isLater) =>
			await payOrders([order], {
				...rest,
				...sessionOf(order.row, run, governors),
				// Wait Timeout counts for each shot.
				deadlineMs: isLater ? clock.now() + waitTimeoutMs : deadlineMs,
			}),
	});
}

/** What a row talks to its provider with, and its budget of requests. */
function sessionOf(
	{ itemIndex }: Pick<Row, 'itemIndex'>,
	{ ofRow }: Sessions,
	governors: Governors,
) {
	const session = ofRow[itemIndex];
	if (!isSession(session)) throw new Error('A row without a session is not ordered');
	return { ...session, governor: governors.of(session) };
}

/** One line in the log of n8n. */
export function logOutcome(
	context: IExecuteFunctions,
	{ provider }: Run,
	outcome: RowOutcome,
): void {
	context.logger.info('Seedance row ended', {
		provider: provider.id,
		row: outcome.itemIndex + 1,
		taskId: outcome.task?.taskId ?? null,
		end: outcome.end,
		status: outcome.task?.status ?? null,
	});
}
