import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Forecast } from '../../shared/tasks/forecast';
import { Governor } from '../../shared/tasks/governor';
import { quietly } from '../pay/quietly';
import { operationError } from '../../shared/n8n/errorItems';
import type { Session } from '../../shared/n8n/session';
import type { HttpClient } from '../../shared/net/reply';
import { fingerprintOf, hashOf, Journal, markOf } from '../pay/ledger/journal';
import type { JournalStore } from '../pay/ledger/journal';
import { runRows } from '../pay/run';
import type { Row, RowOutcome } from '../pay/row';
import { wouldSubmit } from '../pay/take';
import { createKeyStore } from '../pay/ledger/keyStore';
import { checkCaps } from '../pay/caps';
import { fileRouteFor } from '../plan/media/fileRoute';
import { readInputs } from '../plan/inputs';
import { lookAtRows } from '../plan/probe/lookAtRows';
import { planRow } from '../plan/plan';
import type { PlannedRow } from '../plan/plan';
import { prepareRow } from '../pay/handOver';
import { capProblem, resultsOf } from '../results';
import { rememberTasks, tellSummary } from '../summary';
import { withoutLoss } from '../withoutLoss';
import { readRunSettings } from '../runSettings';
import { maySuspend } from '../suspend/resumeAddress';
import { complete, planCompletion } from '../suspend/completion';
import { reportStop } from '../stopped';

/**
 * Makes one video per input item: plans and checks every row, checks the caps over the whole run,
 * then submits and waits side by side.
 */
export async function generate(
	context: IExecuteFunctions,
	session: Session,
): Promise<INodeExecutionData[]> {
	const { provider, connection, client, clock, stop } = session;
	const startMs = clock.now();
	const settings = readRunSettings(context);
	const route = fileRouteFor(context, session);
	const completion = planCompletion(context, session, settings.completion);
	const setting = {
		provider,
		connection,
		route,
		apiKey: session.apiKey,
		resumeUrl: completion.resumeUrl,
	};
	const plans = context
		.getInputData()
		.map((_, itemIndex) => planRow(itemIndex, readInputs(context, itemIndex), setting));

	const rows = plans.flatMap((plan) => rowOf(plan));
	const store = context.getContext('node') as JournalStore;
	const pass = passOf(context, store, rows);
	const ledger = {
		journal: new Journal(
			store,
			pass,
			context.getExecutionId(),
			hashOf(context.getNode().parameters).slice(0, 16),
		),
		keys: rows.some((row) => row.key) ? createKeyStore(context) : undefined,
		isUserRetry: context.getMode() === 'retry',
	};
	const planOf = ({ itemIndex }: Row) => plans[itemIndex];
	const toSubmit = rows.filter((row) => wouldSubmit(row, ledger));
	await lookAtRows(context, session, toSubmit.map(planOf), settings.maxConcurrency);
	const payable = toSubmit.filter((row) => planOf(row).problems.length === 0);
	const overCap = checkCaps(
		// Rows with the same key are one video.
		payable
			.filter(({ key }, index) => !key || payable.findIndex((row) => row.key === key) === index)
			.map(({ itemIndex, cost = null }) => ({ itemIndex, cost })),
		settings,
		ledger.journal.ordered(),
	);
	if (overCap === null) ledger.journal.plan(payable);
	else payable.forEach((row) => planOf(row).problems.push(capProblem(overCap)));

	const forecast = new Forecast();
	const governor = new Governor({
		clock,
		stop,
		maxConcurrency: settings.maxConcurrency,
		maxOpenTasks: settings.maxOpenTasks,
		rates: provider.capabilities.ratePerSecond,
		typicalJobMs: () => forecast.typicalMs(),
	});
	const uploads: HttpClient = {
		send: async (call, seconds) =>
			await governor.call('upload', async () => await client.send(call, seconds)),
	};
	const place = [context.getWorkflow().id ?? '', context.getNode().id, provider.id];
	const outcomes = await runRows(
		rows.filter((row) => planOf(row).problems.length === 0),
		{
			...session,
			...ledger,
			governor,
			forecast,
			pollIntervalMs: settings.pollIntervalMs,
			deadlineMs: startMs + settings.waitTimeoutMs,
			completion: completion.completion === 'sleep' ? 'submit' : completion.completion,
			markFor: (row, submission) => {
				const turn = [context.getExecutionId(), pass, row.itemIndex, submission];
				return markOf([...place, ...(row.key ? ['key', row.key] : turn.map(String))]);
			},
			taskKnown: rememberTasks(context),
			rowEnded: (outcome) => logOutcome(context, session, outcome),
		},
	);
	return await withoutLoss(context, provider, outcomes, async () => {
		ledger.journal.forgetPlans(payable);
		if (stop.aborted) await reportStop(context, session, outcomes, settings);
		plans.forEach((plan) => plan.warnings.push(...completion.warnings));
		const results = resultsOf(provider, plans, outcomes, settings);
		rows.slice(0, maySuspend(context) ? 0 : 1).forEach(({ fingerprint, itemIndex }) => {
			const isFine = results[itemIndex].failure === null && outcomes[0]?.end !== 'timeout';
			const trouble = { ...store.seedanceTrouble, [fingerprint]: isFine ? undefined : pass };
			store.seedanceTrouble = trouble;
		});
		quietly(() => tellSummary(context, results, clock.now() - startMs));
		return await complete(context, session, completion, results, outcomes, settings);
	});

	function rowOf(plan: PlannedRow): Row[] {
		const { request } = plan;
		if (request === null || plan.problems.length > 0) return [];
		return [
			{
				itemIndex: plan.itemIndex,
				request,
				fingerprint: fingerprintOf(request),
				cost: plan.estimate.estimatedCost?.amount,
				key: plan.inputs.idempotencyKey,
				carriesFiles: plan.inputs.media.files.size > 0,
				prepare: async () =>
					await prepareRow(plan, request, { context, provider, client: uploads, route }),
			},
		];
	}
}

/**
 * Which pass of the node this is; loops run it several times in one execution. As the tool of an agent
 * each try of Retry On Fail counts as a run of its own, so there a request that went wrong or is not
 * ready yet keeps its pass.
 */
function passOf(context: IExecuteFunctions, store: JournalStore, [row]: readonly Row[]): number {
	const runIndex: unknown = context.evaluateExpression('{{ $runIndex }}', 0);
	if (typeof runIndex !== 'number') {
		throw operationError(context, 'n8n did not tell which run of the node this is.', 'Update n8n.');
	}
	const known = row && !maySuspend(context) ? store.seedanceTrouble?.[row.fingerprint] : undefined;
	return known ?? runIndex;
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
