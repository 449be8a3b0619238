import { readWebhookHeaders, secretKey } from '../callbackSignature';
import { readAt } from '../reading/reading';
import type { CallbackSignature } from '../types';

/** One secret per user or organization (docs/providers.md 13.8). */
export const callbackSignature: CallbackSignature = {
	keys: () => ({ method: 'GET', path: '/webhooks/default/secret' }),
	readKeys: (body) => [secretKey(readAt(body, ['key']), 'base64')],
	read: (headers, rawBody) =>
		readWebhookHeaders(headers, rawBody, { version: 'v1', coding: 'base64' }),
};
