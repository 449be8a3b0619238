import type { IWebhookDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { PROVIDER_IDS } from '../../shared/domain/vocabulary';
import type { Task } from '../../shared/domain/task';
import { isEnded } from '../../shared/domain/task';
import { createClock } from '../../shared/tasks/clock';
import { openAccess } from '../../shared/n8n/access';
import { callbackBody } from '../../shared/n8n/callbackBody';
import { asItems } from '../../shared/n8n/errorItems';
import { PROVIDERS } from '../../shared/providers';
import type { Provider } from '../../shared/providers/types';
import { forget, memoryOf } from './memory';
import { isPending, readParkedItems, withoutDeadlineNote, withTask } from './pendingItems';
import { RESUME_PATH } from './resumeAddress';
import { readCalledBack, settleAll } from './settle';

/** The address of a suspended execution; n8n checks its token before this node sees a request. */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		path: RESUME_PATH,
		restartWebhook: true,
		responseMode: 'onReceived',
		responseData: '',
	},
];

/** A task is some hundred bytes; anything far beyond that is not from a provider. */
const LARGEST_BODY_BYTES = 1024 * 1024;

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
	const hinted = provider === null ? null : hintIn(context, provider);
	if (provider === null || items === null || hinted === null) return answer(context, 200);
	const waiting = items.filter(({ item }) => isPending(item));
	const taskIds = waiting.map(({ item }) => String(item.taskId));
	if (!taskIds.includes(hinted.taskId)) return answer(context, 200);

	const executionId = context.getExecutionId();
	const clock = createClock({ aborted: false });
	const memory = memoryOf(executionId);
	const { client } = await openAccess(context, provider);
	const dependencies = { provider, client, memory };
	const claimsEnd = isEnded(hinted.status) || hinted.rawStatus === '';
	const reading = await readCalledBack(hinted.taskId, claimsEnd, clock, dependencies);
	// This may be the last callback there is: without another one only the deadline would end the wait.
	if (reading === 'unreadable' || (reading === 'open' && claimsEnd)) return answer(context, 503);
	if (reading === 'open') return answer(context, 200);
	const settled = await settleAll(taskIds, dependencies);
	if (settled === 'unreadable') return answer(context, 503);
	if (settled === 'open') return answer(context, 200);

	const results = items.map(({ itemIndex, item }) => {
		const task = settled.get(String(item.taskId));
		const updated = task === undefined ? item : withTask(withoutDeadlineNote(item), task);
		return { itemIndex, item: updated, failure: updated.failure };
	});
	forget(executionId);
	const onError = context.getNode().onError;
	return { webhookResponse: '', workflowData: [asItems(provider.displayName, results, onError)] };
}

function providerOf(context: IWebhookFunctions): Provider | null {
	const chosen: unknown = context.getNodeParameter('provider');
	const id = PROVIDER_IDS.find((candidate) => candidate === chosen);
	return id === undefined ? null : PROVIDERS[id];
}

/** The task that the callback says has ended; null for garbage and for progress reports. */
function hintIn(context: IWebhookFunctions, provider: Provider): Task | null {
	const length = Number(context.getHeaderData()['content-length'] ?? 0);
	if (length > LARGEST_BODY_BYTES) return null;
	const task = provider.readTask(callbackBody(context));
	if (task === null || task.taskId === '') return null;
	// A word nobody documents may be an end, so it is worth a look; no word can only mean the end.
	return isEnded(task.status) || task.status === 'unknown' ? task : null;
}
