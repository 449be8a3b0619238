import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Sessions } from '../../shared/n8n/session';
import { planRows, settingsOf } from '../plan/planRows';
import { lookAtRows } from '../plan/probe/lookAtRows';

/** Media that are opened at once, where Check Media is on. */
const LOOKS_AT_ONCE = 10;

/**
 * Builds and checks every row and estimates its cost. Sends nothing, spends nothing, and reports
 * problems instead of stopping, so that a whole sheet can be checked first.
 */
export async function estimate(
	context: IExecuteFunctions,
	run: Sessions,
): Promise<INodeExecutionData[]> {
	const { provider } = run;
	const planned = planRows(context, settingsOf(context, run));
	const plans = await lookAtRows(context, run, planned, LOOKS_AT_ONCE);
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
