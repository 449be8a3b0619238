import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { createFileHost } from '../../shared/files/host';
import { governorsOf } from '../../shared/n8n/governors';
import type { Governors } from '../../shared/n8n/governors';
import type { HttpClient } from '../../shared/net/reply';
import type { Run, Sessions } from '../../shared/n8n/session';
import { isSession } from '../../shared/n8n/session';
import { capOrders } from '../pay/caps';
import { decideRows, isPaid } from '../pay/decide';
import { prepareRow } from '../pay/handOver';
import { fingerprintOf, hashOf } from '../pay/ledger/journal';
import { keyFor } from '../pay/ledger/keys';
import { beginWish, keepPass, openLedger } from '../pay/ledger/openLedger';
import { payOrders } from '../pay/pay';
import type { Row, RowOutcome } from '../pay/row';
import { frameOf } from '../pay/stories/frame';
import { holdStories, payStories } from '../pay/stories/stories';
import type { PlannedRow } from '../plan/plan';
import type { RowSettings } from '../plan/planRows';
import { planRows, settingsOf } from '../plan/planRows';
import { lookAtDrafts } from '../plan/probe/lookAtDrafts';
import { lookAtRows } from '../plan/probe/lookAtRows';
import { storyObstacle } from '../plan/story/checkShot';
import { resultsOf } from '../results';
import { readRunSettings } from '../runSettings';
import { reportStop } from '../stopped';
import { rememberTasks, tellSummary } from '../summary';
import { complete, planCompletion } from '../suspend/completion';
import { maySuspend } from '../suspend/resumeAddress';
import { quietly, withoutLoss } from '../withoutLoss';

/**
 * Makes one video per input item. Each step gives the next one values: plan, decide, probe, cap, pay and wait,
 * results. Only `payStories` spends money. Each row is planned, paid and read with its own credential (P21).
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
	const noStories = storyObstacle(settings.completion, !maySuspend(context));
	const planned = planRows(context, rowSettings, noStories);

	const rows = rowsOf(planned, { context, rowSettings, governors, deadlineMs });
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
		const whole = holdStories(sound, probed);
		const { orders, overCap } = capOrders(whole, settings, ledger.ordered());
		ledger.reserve(orders.filter(isPaid).map(({ row }) => row));
		const isCapped = new Set(whole.filter(isPaid).map(({ row }) => row.itemIndex));
		const plans = probed.map((plan) =>
			overCap !== null && isCapped.has(plan.itemIndex) ? { ...plan, problems: [overCap] } : plan,
		);

		const remember = rememberTasks(context);
		const files = {
			host: createFileHost(context),
			stopSignal: context.getExecutionCancelSignal(),
		};
		const rest = {
			ledger,
			pollIntervalMs: settings.pollIntervalMs,
			completion: completion.completion === 'sleep' ? ('submit' as const) : completion.completion,
			taskKnown: (itemIndex: number, taskId: string) => {
				wish?.taken(taskId);
				remember(itemIndex, taskId);
			},
			rowEnded: (outcome: RowOutcome) => logOutcome(context, run, outcome),
		};
		outcomes = await payStories(orders, {
			provider,
			clock,
			stop,
			beforeOf: (itemIndex) => probed[itemIndex].shot?.before ?? null,
			frameOf: async (outcome) =>
				await frameOf(outcome, { ...sessionOf(outcome, run, governors), ...files }),
			pay: async (order, isLater) =>
				await payOrders([order], {
					...rest,
					...sessionOf(order.row, run, governors),
					// Wait Timeout counts for each shot.
					deadlineMs: isLater ? clock.now() + settings.waitTimeoutMs : deadlineMs,
				}),
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

/** The rows of plans that may be paid for: those without problems. */
function rowsOf(plans: readonly PlannedRow[], desk: Desk): Row[] {
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
	{ context, rowSettings, governors, deadlineMs }: Desk,
): Row[] {
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
			fingerprint,
			cost: estimate.estimatedCost?.amount,
			key: keyFor(inputs.idempotencyKey, account, request.draftId !== undefined),
			carriesFiles: inputs.media.files.size > 0,
			prepare: async (final) => await prepareRow(plan, final, files),
		},
	];
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

function logOutcome(context: IExecuteFunctions, { provider }: Run, outcome: RowOutcome): void {
	context.logger.info('Seedance row ended', {
		provider: provider.id,
		row: outcome.itemIndex + 1,
		taskId: outcome.task?.taskId ?? null,
		end: outcome.end,
		status: outcome.task?.status ?? null,
	});
}
