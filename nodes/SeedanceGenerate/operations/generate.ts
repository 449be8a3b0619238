import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { governorsOf } from '../../shared/n8n/governors';
import type { Sessions } from '../../shared/n8n/session';
import { isSession } from '../../shared/n8n/session';
import { isTool } from '../tool';
import { capPlans } from '../pay/caps';
import { decideRows, isPaid, paidAmong } from '../pay/decide';
import { keepPass, openLedger, withWish } from '../pay/ledger/openLedger';
import { logOutcome, paySessions } from '../pay/paySessions';
import { rowsOf } from '../pay/rows';
import { checkStoring } from '../plan/checks/checkStoring';
import { planRows, settingsOf } from '../plan/planRows';
import { probeDrafts } from '../plan/probe/probeDrafts';
import { probeMedia } from '../plan/probe/probeMedia';
import { storyObstacle } from '../plan/story/checkShot';
import { refuseCutStories } from '../plan/story/cutStories';
import { resultsOf } from '../results';
import { readRunSettings } from '../runSettings';
import { reportStop } from '../stopped';
import { openVideoStore } from '../storing';
import { rememberTasks, tellSummary } from '../summary';
import { complete, planCompletion } from '../suspend/completion';
import { quietly, withoutLoss } from '../withoutLoss';

/**
 * Makes one video per input item. Each step gives the next one values: plan, decide, probe, cap, pay and wait,
 * results. Only `paySessions` spends money. Each row is planned, paid and read with its own credential (P21).
 */
export async function generate(
	context: IExecuteFunctions,
	run: Sessions,
): Promise<INodeExecutionData[]> {
	const { provider, clock, stop } = run;
	const startMs = clock.now();
	const settings = readRunSettings(context);
	const { waitTimeoutMs, pollIntervalMs, maxConcurrency } = settings;
	const deadlineMs = startMs + waitTimeoutMs;
	const governors = governorsOf(run, settings);
	const completion = planCompletion(context, run, settings.completion);

	const rowSettings = settingsOf(context, run, completion.callbacks?.resumeUrl);
	const noStories = storyObstacle(settings.completion, isTool(context));
	const told = refuseCutStories(context, planRows(context, rowSettings, noStories));
	const planned = told.map((plan) => checkStoring(plan, settings));
	const rows = rowsOf(planned, { context, rowSettings, governors });

	return await withWish(context, run, rows, { startMs, deadlineMs }, async (wish) => {
		const { ledger, pass } = openLedger(context, run, rows, wish.found);
		const decided = decideRows(rows, ledger, provider.displayName);

		const isMeant = paidAmong(decided);
		const opened = await probeMedia(context, run, planned, maxConcurrency, isMeant);
		const probed = await probeDrafts(run, governors, opened, deadlineMs, isMeant);

		const { orders, plans } = capPlans(decided, probed, settings, ledger.ordered());
		ledger.reserve(orders.filter(isPaid).map(({ row }) => row));

		const remember = rememberTasks(context);
		const videos = openVideoStore(context, run, governors, plans, settings);
		const outcomes = await paySessions(context, orders, plans, run, governors, {
			ledger,
			pollIntervalMs,
			deadlineMs,
			waitTimeoutMs,
			completion: completion.completion === 'sleep' ? 'submit' : completion.completion,
			taskKnown: (itemIndex, taskId) => {
				wish.taken(taskId);
				remember(itemIndex, taskId);
			},
			rowEnded: (outcome) => {
				videos.begin(outcome);
				wish.ended(outcome);
				logOutcome(context, run, outcome);
			},
		});

		return await withoutLoss(context, provider, outcomes, async () => {
			ledger.releaseReserved(rows);
			const stored = await videos.ended();
			if (stop.aborted) await reportStop(context, run, outcomes, settings);
			const results = resultsOf(provider, plans, outcomes, {
				waitTimeoutMs,
				warnings: [...completion.warnings, ...wish.warnings],
				regions: run.ofRow.map((row) => (isSession(row) ? row.connection.region : undefined)),
				nowMs: clock.now(),
				videos: stored,
			});
			keepPass(context, rows, pass, ({ itemIndex }) => {
				return results[itemIndex].failure === null && outcomes[0]?.end !== 'timeout';
			});
			quietly(() => tellSummary(context, results, clock.now() - startMs));
			return await complete(context, run, completion, results, outcomes, settings);
		});
	});
}
