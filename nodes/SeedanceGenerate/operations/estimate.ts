import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sumsOf } from '../../shared/domain/cost';
import type { Session } from '../../shared/n8n/session';
import { fileRouteFor } from '../plan/media/binary';
import { readInputs } from '../plan/inputs';
import { lookAtRows } from '../plan/probe/lookAtRows';
import type { PlannedRow } from '../plan/plan';
import { planRow } from '../plan/plan';
import { readAccount } from './getBalance';

/** Media that are opened at once, where Check Media is on. */
const LOOKS_AT_ONCE = 10;

/** Shows what the sheet would cost beside what the account has, where both are known. */
async function tellSum(
	context: IExecuteFunctions,
	session: Session,
	plans: readonly PlannedRow[],
): Promise<void> {
	// Older versions of n8n show no hints.
	if (typeof context.addExecutionHints !== 'function') return;
	const wanted = plans.filter(({ problems }) => problems.length === 0);
	const costs = wanted.flatMap(({ estimatedCost }) => estimatedCost ?? []);
	if (costs.length === 0) return;
	const sums = sumsOf(costs).map(({ amount, currency }) => `${amount} ${currency}`);
	const floor = costs.length < wanted.length ? 'at least ' : 'about ';
	const read = await readAccount(session, 1);
	const balance =
		read === null || 'category' in read
			? ''
			: `, and the account at ${session.provider.displayName} has ${read.amount} ${read.currency}`;
	context.addExecutionHints({
		message: `The rows that can be sent cost ${floor}${sums.join(' and ')}${balance}.`,
		type: 'info',
		location: 'outputPane',
	});
}

/**
 * Builds and checks every row and estimates its cost. Orders nothing, spends nothing, and reports
 * problems instead of stopping, so that a whole sheet can be checked first.
 */
export async function estimate(
	context: IExecuteFunctions,
	session: Session,
): Promise<INodeExecutionData[]> {
	const { provider, connection } = session;
	const route = fileRouteFor(context, session);
	const nowMs = session.clock.now();
	const setting = { provider, connection, route, nowMs, apiKey: session.apiKey };
	const planned = context
		.getInputData()
		.map((_, itemIndex) => planRow(itemIndex, readInputs(context, itemIndex), setting));
	const plans = await lookAtRows(context, session, planned, LOOKS_AT_ONCE);
	await tellSum(context, session, plans);
	return plans.map((plan, itemIndex) => {
		const valid = plan.problems.length === 0;
		const json = {
			provider: provider.id,
			model: plan.request?.modelId ?? null,
			mode: plan.request?.mode ?? null,
			valid,
			problems: plan.problems,
			warnings: [...plan.warnings, ...plan.estimateNotes],
			request: valid && plan.request !== null ? provider.create(plan.request).body : null,
			usage: plan.estimate,
		};
		return { json: json as unknown as IDataObject, pairedItem: { item: itemIndex } };
	});
}
