import { readWebhookHeaders, secretKey } from '../callbackSignature';
import { readAt } from '../reading/reading';
import type { CallbackSignature } from '../types';

/** The secret is taken as it is written, not decoded; each key has one (docs/providers.md 12.8). */
export const callbackSignature: CallbackSignature = {
	keys: () => ({ method: 'GET', path: '/webhook/secret' }),
	readKeys: (body) => [secretKey(readAt(body, ['data', 'secret']), 'utf8')],
	read: (headers, rawBody) =>
		readWebhookHeaders(headers, rawBody, { version: 'v3', coding: 'hex' }),
	perApiKey: true,
};
