import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { HttpClient } from '../../shared/net/reply';
import type { Session } from '../../shared/n8n/session';
import { Governor } from '../../shared/tasks/governor';
import { capOrders } from '../pay/caps';
import { decideRows, isPaid } from '../pay/decide';
import type { PrepareDependencies } from '../pay/handOver';
import { prepareRow } from '../pay/handOver';
import { fingerprintOf } from '../pay/ledger/journal';
import { keepPass, openLedger } from '../pay/ledger/openLedger';
import { payOrders } from '../pay/pay';
import type { Row, RowOutcome } from '../pay/row';
import { readInputs } from '../plan/inputs';
import { fileRouteFor } from '../plan/media/binary';
import type { PlannedRow } from '../plan/plan';
import { planRow } from '../plan/plan';
import { lookAtRows } from '../plan/probe/lookAtRows';
import { resultsOf } from '../results';
import type { RunSettings } from '../runSettings';
import { readRunSettings } from '../runSettings';
import { reportStop } from '../stopped';
import { rememberTasks, tellSummary } from '../summary';
import { complete, planCompletion } from '../suspend/completion';
import { quietly, withoutLoss } from '../withoutLoss';

/**
 * Makes one video per input item. Each step gives the next one values: plan, decide, probe, cap, pay and wait,
 * results. Only `payOrders` spends money.
 */
export async function generate(
	context: IExecuteFunctions,
	session: Session,
): Promise<INodeExecutionData[]> {
	const { provider, clock, stop } = session;
	const startMs = clock.now();
	const settings = readRunSettings(context);
	const route = fileRouteFor(context, session);
	const completion = planCompletion(context, session, settings.completion);
	const deadlineMs = startMs + settings.waitTimeoutMs;
	const pace = paceOf(session, settings, deadlineMs);
	const files = { context, provider, client: pace.uploads, route };

	const setting = { ...session, route, nowMs: startMs, resumeUrl: completion.resumeUrl };
	const planned = context
		.getInputData()
		.map((_, itemIndex) => planRow(itemIndex, readInputs(context, itemIndex), setting));

	const rows = planned.flatMap((plan) => rowOf(plan, files));
	const { ledger, pass } = openLedger(context, session, rows);
	const decided = decideRows(rows, ledger, provider.displayName);

	const toPay = new Set(decided.filter(isPaid).map(({ row }) => row.itemIndex));
	const isMeant = ({ itemIndex }: PlannedRow) => toPay.has(itemIndex);
	const probed = await lookAtRows(context, session, planned, settings.maxConcurrency, isMeant);

	const isSound = ({ itemIndex }: Row) => probed[itemIndex].problems.length === 0;
	const sound = decided.filter(({ row }) => isSound(row));
	const { orders, overCap } = capOrders(sound, settings, ledger.ordered());
	ledger.plan(orders.filter(isPaid).map(({ row }) => row));
	const plans = probed.map((plan) =>
		overCap !== null && isMeant(plan) && plan.problems.length === 0
			? { ...plan, problems: [overCap] }
			: plan,
	);

	const outcomes = await payOrders(orders, {
		...session,
		...pace,
		ledger,
		pollIntervalMs: settings.pollIntervalMs,
		deadlineMs,
		completion: completion.completion === 'sleep' ? 'submit' : completion.completion,
		taskKnown: rememberTasks(context),
		rowEnded: (outcome) => logOutcome(context, session, outcome),
	});

	return await withoutLoss(context, provider, outcomes, async () => {
		ledger.forgetPlans(rows);
		if (stop.aborted) await reportStop(context, session, outcomes, settings);
		const { waitTimeoutMs } = settings;
		const { warnings } = completion;
		const { region } = session.connection;
		const results = resultsOf(provider, plans, outcomes, { waitTimeoutMs, warnings, region });
		rows.slice(0, 1).forEach((row) => {
			const isFine = results[row.itemIndex].failure === null && outcomes[0]?.end !== 'timeout';
			keepPass(context, row, pass, isFine);
		});
		quietly(() => tellSummary(context, results, clock.now() - startMs));
		return await complete(context, session, completion, results, outcomes, settings);
	});
}

/** How fast this run may go: submissions, reads and uploads share one budget. */
function paceOf(
	{ provider, client, clock, stop }: Session,
	settings: RunSettings,
	deadlineMs: number,
) {
	const { maxConcurrency, maxOpenTasks } = settings;
	const governor = new Governor({
		clock,
		stop,
		maxConcurrency,
		maxOpenTasks,
		rates: provider.capabilities.ratePerSecond,
	});
	const uploads: HttpClient = {
		send: async (call, seconds) =>
			await governor.call('upload', async () => await client.send(call, seconds), deadlineMs),
	};
	return { governor, uploads };
}

/** The row of a plan that may be paid for; none where the plan has problems. */
function rowOf(plan: PlannedRow, files: PrepareDependencies): Row[] {
	const { itemIndex, request, problems, estimate, inputs } = plan;
	if (request === null || problems.length > 0) return [];
	return [
		{
			itemIndex,
			request,
			fingerprint: fingerprintOf(request),
			cost: estimate.estimatedCost?.amount,
			key: inputs.idempotencyKey,
			carriesFiles: inputs.media.files.size > 0,
			prepare: async () => await prepareRow(plan, request, files),
		},
	];
}

function logOutcome(context: IExecuteFunctions, { provider }: Session, outcome: RowOutcome): void {
	context.logger.info('Seedance row ended', {
		provider: provider.id,
		row: outcome.itemIndex + 1,
		taskId: outcome.task?.taskId ?? null,
		end: outcome.end,
		status: outcome.task?.status ?? null,
	});
}
