import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { governorsOf } from '../../shared/n8n/governors';
import type { Governors } from '../../shared/n8n/governors';
import type { HttpClient } from '../../shared/net/reply';
import type { Run, Session, Sessions } from '../../shared/n8n/session';
import { isSession } from '../../shared/n8n/session';
import { capOrders } from '../pay/caps';
import type { Order } from '../pay/decide';
import { decideRows, isPaid } from '../pay/decide';
import { prepareRow } from '../pay/handOver';
import { fingerprintOf } from '../pay/ledger/journal';
import { keyFor } from '../pay/ledger/keys';
import { beginWish, keepPass, openLedger } from '../pay/ledger/openLedger';
import type { PayDependencies } from '../pay/pay';
import { payOrders } from '../pay/pay';
import type { Row, RowOutcome } from '../pay/row';
import type { PlannedRow } from '../plan/plan';
import type { RowSettings } from '../plan/planRows';
import { planRows, settingsOf } from '../plan/planRows';
import { lookAtDrafts } from '../plan/probe/lookAtDrafts';
import { lookAtRows } from '../plan/probe/lookAtRows';
import { resultsOf } from '../results';
import { readRunSettings } from '../runSettings';
import { reportStop } from '../stopped';
import { rememberTasks, tellSummary } from '../summary';
import { complete, planCompletion } from '../suspend/completion';
import { quietly, withoutLoss } from '../withoutLoss';

/**
 * Makes one video per input item. Each step gives the next one values: plan, decide, probe, cap, pay and wait,
 * results. Only `payOrders` spends money. Each row is planned, paid and read with its own credential (P21).
 */
export async function generate(
	context: IExecuteFunctions,
	run: Sessions,
): Promise<INodeExecutionData[]> {
	const { provider, clock, stop } = run;
	const startMs = clock.now();
	const settings = readRunSettings(context);
	const completion = planCompletion(context, run, settings.completion);
	const deadlineMs = startMs + settings.waitTimeoutMs;
	const governors = governorsOf(run, settings);

	const rowSettings = settingsOf(context, run, completion.callbacks?.resumeUrl);
	const planned = planRows(context, rowSettings);

	const desk = { context, rowSettings, governors, deadlineMs };
	const rows = planned.flatMap((plan) => rowOf(plan, desk));
	const wish = await beginWish(context, run, rows, { startMs, deadlineMs });
	let outcomes: RowOutcome[] = [];
	try {
		const { ledger, pass } = openLedger(context, run, rows, wish?.found ?? null);
		const decided = decideRows(rows, ledger, provider.displayName);

		const toPay = new Set(decided.filter(isPaid).map(({ row }) => row.itemIndex));
		const isMeant = ({ itemIndex }: PlannedRow) => toPay.has(itemIndex);
		const opened = await lookAtRows(context, run, planned, settings.maxConcurrency, isMeant);
		const probed = await lookAtDrafts(run, governors, opened, deadlineMs, isMeant);

		const isSound = ({ itemIndex }: Row) => probed[itemIndex].problems.length === 0;
		const sound = decided
			.filter(({ row }) => isSound(row))
			.map((one) => ({ ...one, row: looked(one.row, probed[one.row.itemIndex]) }));
		const { orders, overCap } = capOrders(sound, settings, ledger.ordered());
		ledger.reserve(orders.filter(isPaid).map(({ row }) => row));
		const plans = probed.map((plan) =>
			overCap !== null && isMeant(plan) && plan.problems.length === 0
				? { ...plan, problems: [overCap] }
				: plan,
		);

		const remember = rememberTasks(context);
		outcomes = await payBySession(orders, run, governors, {
			ledger,
			pollIntervalMs: settings.pollIntervalMs,
			deadlineMs,
			completion: completion.completion === 'sleep' ? 'submit' : completion.completion,
			taskKnown: (itemIndex, taskId) => {
				wish?.taken(taskId);
				remember(itemIndex, taskId);
			},
			rowEnded: (outcome) => logOutcome(context, run, outcome),
		});

		return await withoutLoss(context, provider, outcomes, async () => {
			ledger.releaseReserved(rows);
			if (stop.aborted) await reportStop(context, run, outcomes, settings);
			const { waitTimeoutMs } = settings;
			const warnings = [...completion.warnings, ...(wish?.warnings ?? [])];
			const regions = run.ofRow.map((opened) =>
				isSession(opened) ? opened.connection.region : undefined,
			);
			const told = { waitTimeoutMs, warnings, regions, nowMs: clock.now() };
			const results = resultsOf(provider, plans, outcomes, told);
			rows.slice(0, 1).forEach((row) => {
				const isFine = results[row.itemIndex].failure === null && outcomes[0]?.end !== 'timeout';
				keepPass(context, row, pass, isFine);
			});
			quietly(() => tellSummary(context, results, clock.now() - startMs));
			return await complete(context, run, completion, results, outcomes, settings);
		});
	} finally {
		wish?.end(outcomes[0]);
	}
}

/** The row as the looks before paying leave it: its cost, and the model of the draft that it finishes. */
function looked(row: Row, { estimate, request }: PlannedRow): Row {
	return { ...row, request: request ?? row.request, cost: estimate.estimatedCost?.amount };
}

/** What rows need to get ready, each from its own setting. */
interface Desk {
	context: IExecuteFunctions;
	rowSettings: RowSettings;
	governors: Governors;
	deadlineMs: number;
}

/** The row of a plan that may be paid for; none where the plan has problems. */
function rowOf(plan: PlannedRow, { context, rowSettings, governors, deadlineMs }: Desk): Row[] {
	const { itemIndex, request, problems, estimate, inputs } = plan;
	const setting = rowSettings[itemIndex];
	if (request === null || problems.length > 0 || !('session' in setting)) return [];
	const { session, provider, route } = setting;
	const governor = governors.of(session);
	const account = session.isOfRow ? session.account : undefined;
	const upload: HttpClient['send'] = async (call, seconds) =>
		await governor.call('upload', async () => await session.client.send(call, seconds), deadlineMs);
	const files = { context, provider, client: { send: upload }, route };
	return [
		{
			itemIndex,
			...(account !== undefined && { account }),
			request,
			fingerprint: fingerprintOf(request),
			cost: estimate.estimatedCost?.amount,
			key: keyFor(inputs.idempotencyKey, account, request.draftId !== undefined),
			carriesFiles: inputs.media.files.size > 0,
			prepare: async (final) => await prepareRow(plan, final, files),
		},
	];
}

/** Pays the orders of each session with its own client. The outcomes come in the order of the rows. */
async function payBySession(
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

function logOutcome(context: IExecuteFunctions, { provider }: Run, outcome: RowOutcome): void {
	context.logger.info('Seedance row ended', {
		provider: provider.id,
		row: outcome.itemIndex + 1,
		taskId: outcome.task?.taskId ?? null,
		end: outcome.end,
		status: outcome.task?.status ?? null,
	});
}
