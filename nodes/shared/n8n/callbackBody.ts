import type { IWebhookFunctions } from 'n8n-workflow';

/** The body of a callback as n8n has parsed it, else as text: without a JSON content type n8n leaves it unread. */
export function callbackBody(context: IWebhookFunctions): unknown {
	const parsed: unknown = context.getBodyData();
	const isParsed = typeof parsed === 'object' && parsed !== null && Object.keys(parsed).length > 0;
	const { rawBody } = context.getRequestObject() as { rawBody?: Buffer };
	return isParsed || rawBody === undefined ? parsed : rawBody.toString('utf8');
}
