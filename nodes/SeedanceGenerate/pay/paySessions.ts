import type { IExecuteFunctions } from 'n8n-workflow';
import type { Governors } from '../../shared/n8n/governors';
import type { Run, Session, Sessions } from '../../shared/n8n/session';
import type { Order } from './decide';
import type { PayDependencies } from './pay';
import { payOrders } from './pay';
import type { RowOutcome } from './row';

/** Pays the orders of each session with its own client. The outcomes come in the order of the rows. */
export async function paySessions(
	orders: readonly Order[],
	{ all, ofRow }: Sessions,
	governors: Governors,
	rest: Omit<PayDependencies, keyof Session | 'governor'>,
): Promise<RowOutcome[]> {
	const outcomes = await Promise.all(
		all.map(async (session) => {
			const own = orders.filter(({ row }) => ofRow[row.itemIndex] === session);
			return await payOrders(own, { ...rest, ...session, governor: governors.of(session) });
		}),
	);
	return outcomes.flat().sort((a, b) => a.itemIndex - b.itemIndex);
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
