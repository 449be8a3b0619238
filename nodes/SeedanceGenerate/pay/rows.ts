import type { IExecuteFunctions } from 'n8n-workflow';
import type { Governors } from '../../shared/n8n/governors';
import type { HttpClient } from '../../shared/net/reply';
import type { PlannedRow } from '../plan/plan';
import type { RowSettings } from '../plan/planRows';
import { prepareRow } from './handOver';
import { fingerprintOf, hashOf } from './ledger/journal';
import { keyFor } from './ledger/keys';
import type { Row } from './row';

/** What rows need to get ready, each from its own setting. */
interface Desk {
	context: IExecuteFunctions;
	rowSettings: RowSettings;
	governors: Governors;
}

/** The rows of those plans that have no problems, so that they may be paid for. */
export function rowsOf(plans: readonly PlannedRow[], desk: Desk): Row[] {
	const fingerprints: string[] = [];
	return plans.flatMap((plan) => {
		const { before } = plan.shot ?? { before: null };
		const own = plan.request === null ? '' : fingerprintOf(plan.request);
		// What a shot begins with changes with all that was asked for before it, and not with the link to it.
		const fingerprint = before === null ? own : hashOf([fingerprints[before], own]);
		fingerprints.push(fingerprint);
		return rowOf(plan, fingerprint, desk);
	});
}

function rowOf(
	plan: PlannedRow,
	fingerprint: string,
	{ context, rowSettings, governors }: Desk,
): Row[] {
	const { itemIndex, request, problems, estimate, inputs } = plan;
	const setting = rowSettings[itemIndex];
	if (request === null || problems.length > 0 || !('session' in setting)) return [];
	const { session, provider, route } = setting;
	const governor = governors.of(session);
	const account = session.isOfRow ? session.account : undefined;
	const filesUntil = (deadlineMs: number) => {
		const send: HttpClient['send'] = async (call, seconds) =>
			await governor.call(
				'upload',
				async () => await session.client.send(call, seconds),
				deadlineMs,
			);
		return { context, provider, client: { send }, route };
	};
	return [
		{
			itemIndex,
			...(account !== undefined && { account }),
			request,
			fingerprint,
			cost: estimate.estimatedCost?.amount,
			key: keyFor(inputs.idempotencyKey, account, request.draftId !== undefined),
			carriesFiles: inputs.media.files.size > 0,
			prepare: async (final, deadlineMs) => await prepareRow(plan, final, filesUntil(deadlineMs)),
		},
	];
}
