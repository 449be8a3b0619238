import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { claimsEnd, hintFrom, incomingFrom } from '../../shared/callback/incoming';
import type { IncomingCallback, TaskHint } from '../../shared/callback/incoming';
import { worthlessBecause } from '../../shared/callback/sender';
import { isEnded } from '../../shared/domain/task';
import { createClock } from '../../shared/tasks/clock';
import { openAccess } from '../../shared/n8n/access';
import { asItems } from '../emit';
import { isSimplified } from '../simplify';
import { webhookReader } from '../../shared/n8n/webhookReader';
import { findProvider } from '../../shared/providers';
import { linkNotes } from '../../shared/providers/linkNotes';
import type { Provider } from '../../shared/providers/types';
import { forget, memoryOf } from './memory';
import { isPending, readParkedItems, withoutDeadlineNote, withTask } from './pendingItems';
import { readCalledBack, settleAll } from './settle';

function answer(context: IWebhookFunctions, status: number): IWebhookResponseData {
	context.getResponseObject().status(status).send('');
	return { noWebhookResponse: true };
}

/**
 * Handles a callback to a suspended execution. The body is only a hint which task to read: the truth
 * comes from the provider. The execution resumes once, when every task has ended; everything else
 * (forged, early, repeated, garbage) changes nothing. 503 asks the provider to call again.
 */
export async function resume(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await handleCallback(context);
	} catch (error) {
		// Thrown on, n8n would resume the execution with one empty item in place of all rows.
		context.logger.error(
			`A callback could not be handled, and execution ${context.getExecutionId()} keeps waiting: ${String(error)}`,
		);
		return answer(context, 503);
	}
}

async function handleCallback(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const provider = providerOf(context);
	const items = readParkedItems(context.evaluateExpression('{{ $input.all() }}'));
	const incoming = incomingFrom(context);
	const hinted = provider === null ? null : hintIn(incoming, provider);
	if (provider === null || items === null || hinted === null) return answer(context, 200);
	const waiting = items.filter(({ item }) => isPending(item));
	const taskIds = waiting.map(({ item }) => String(item.taskId));
	if (!taskIds.includes(hinted.taskId)) return answer(context, 200);

	const executionId = context.getExecutionId();
	const clock = createClock({ aborted: false });
	const memory = memoryOf(executionId);
	const { client, connection, apiKey } = await openAccess(context, provider);
	// The key of the credential may have been changed while the execution slept.
	const sender = { provider, connection, apiKey, client, clock, isSameKey: false };
	const worthless = await worthlessBecause(incoming, sender);
	if (worthless !== null) {
		context.logger.warn(
			`A callback for task ${hinted.taskId} of execution ${executionId} changed nothing, because ${worthless}.`,
		);
		return answer(context, 200);
	}
	const dependencies = { provider, client, clock, memory };
	const reading = await readCalledBack(hinted, dependencies);
	// This may be the last callback there is: without another one only the deadline would end the wait.
	if (reading === 'unreadable' || (reading === 'open' && claimsEnd(hinted)))
		return answer(context, 503);
	if (reading === 'open') return answer(context, 200);
	const settled = await settleAll(taskIds, dependencies);
	if (settled === 'unreadable') return answer(context, 503);
	if (settled === 'open') return answer(context, 200);

	const results = items.map(({ itemIndex, item }) => {
		const task = settled.get(String(item.taskId));
		const updated =
			task === undefined ? item : withTask(withoutDeadlineNote(item), task, connection.region);
		const warnings = [...updated.warnings, ...linkNotes(updated, provider, clock.now())];
		return { itemIndex, item: { ...updated, warnings }, failure: updated.failure };
	});
	forget(executionId);
	const simplified = isSimplified(context, webhookReader(context));
	const handover = { onError: context.getNode().onError, simplified };
	return { webhookResponse: '', workflowData: [asItems(provider.displayName, results, handover)] };
}

function providerOf(context: IWebhookFunctions): Provider | null {
	return findProvider(context.getNodeParameter('provider')) ?? null;
}

/** What a callback says of a task that may have ended; null for garbage and for progress reports. */
function hintIn(incoming: IncomingCallback, provider: Provider): TaskHint | null {
	const about = hintFrom(incoming, provider);
	if ('refusal' in about) return null;
	// A word nobody documents may be an end, so it is worth a look; no word can only mean the end.
	return isEnded(about.hint.status) || about.hint.status === 'unknown' ? about.hint : null;
}
