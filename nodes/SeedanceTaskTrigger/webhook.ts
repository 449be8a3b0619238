import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { incomingFrom } from '../shared/callback/incoming';
import { receiveCallback } from './callback/receive';
import { taskItem } from './items';
import { openTriggerSession } from './session';
import { readSettings } from './settings';

/** The part of the response that is used. */
interface ResponseLike {
	status(code: number): ResponseLike;
	setHeader(name: string, value: string): unknown;
	json(body: unknown): unknown;
}

const CALL_AGAIN_SECONDS = '5';

/**
 * Answers a call at the trigger's address. Everything that is not the confirmed end of a task leaves
 * the workflow alone.
 */
export async function handleWebhook(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const settings = readSettings(context);
	const session = await openTriggerSession(context, settings.provider);
	const isTest = context.getMode() === 'manual';
	const answer = await receiveCallback(incomingFrom(context), {
		...session,
		events: settings.events,
		store: isTest ? null : session.store,
	});
	if (answer.warning !== undefined) context.logger.warn(answer.warning);
	if (answer.emit !== null) {
		const { task, metadata } = answer.emit;
		return {
			webhookResponse: { message: answer.note },
			workflowData: [[taskItem(session, task, metadata, settings)]],
		};
	}
	const response = context.getResponseObject() as ResponseLike;
	if (answer.status === 503) response.setHeader('Retry-After', CALL_AGAIN_SECONDS);
	response.status(answer.status).json({ message: answer.note });
	return { noWebhookResponse: true };
}
