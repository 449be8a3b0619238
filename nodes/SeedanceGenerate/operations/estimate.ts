import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Session } from '../../shared/n8n/session';
import { fileRouteFor } from '../plan/media/binary';
import { readInputs } from '../plan/inputs';
import { lookAtRows } from '../plan/probe/lookAtRows';
import { planRow } from '../plan/plan';

/** Media that are opened at once, where Check Media is on. */
const LOOKS_AT_ONCE = 10;

/**
 * Builds and checks every row and estimates its cost. Sends nothing, spends nothing, and reports
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
