import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sumsOf } from '../../shared/domain/cost';
import type { Sessions } from '../../shared/n8n/session';
import type { PlannedRow } from '../plan/plan';
import { planRows, settingsOf } from '../plan/planRows';
import { probeMedia } from '../plan/probe/probeMedia';
import { readAccount } from './getBalance';

/** Media that are opened at once, where Check Media is on. */
const LOOKS_AT_ONCE = 10;

/** Shows what the sheet would cost beside what the account has, where both are known. */
async function tellSum(
	context: IExecuteFunctions,
	{ provider, all }: Sessions,
	plans: readonly PlannedRow[],
): Promise<void> {
	// Older versions of n8n show no hints.
	if (typeof context.addExecutionHints !== 'function') return;
	const wanted = plans.filter(({ problems }) => problems.length === 0);
	const costs = wanted.flatMap(({ estimatedCost }) => estimatedCost ?? []);
	if (costs.length === 0) return;
	const sums = sumsOf(costs).map(({ amount, currency }) => `${amount} ${currency}`);
	const floor = costs.length < wanted.length ? 'at least ' : 'about ';
	// The rows of several accounts have no balance in common.
	const read = all.length === 1 ? await readAccount(all[0], 1) : null;
	const balance =
		read === null || 'category' in read
			? ''
			: `, and the account at ${provider.displayName} has ${read.amount} ${read.currency}`;
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
	run: Sessions,
): Promise<INodeExecutionData[]> {
	const { provider } = run;
	const planned = planRows(context, settingsOf(context, run));
	const plans = await probeMedia(context, run, planned, LOOKS_AT_ONCE);
	await tellSum(context, run, plans);
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
