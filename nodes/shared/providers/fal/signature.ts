import { createHash, createPublicKey } from 'crypto';
import { readAt } from '../reading/reading';
import type { CallbackSignature, Connection } from '../types';

const QUEUE = /^https:\/\/queue\.fal\.run(?:\/|$)/i;
const STORAGE = /^https:\/\/rest\.(?:alpha\.)?fal\.ai(?:\/|$)/i;

/** More than a set has while keys change. */
const MOST_KEYS = 20;

/** Whoever has moved the queue elsewhere has left fal: then its own hosts are not asked for anything. */
function isOnePlace(baseUrl: string, filesBaseUrl: string): boolean {
	if (STORAGE.test(filesBaseUrl)) return QUEUE.test(baseUrl);
	return new URL(baseUrl).origin === new URL(filesBaseUrl).origin;
}

/** They lie open beside the storage, so the key does not go along (docs/providers.md 10.8). */
function keys({ baseUrl, filesBaseUrl }: Connection) {
	if (filesBaseUrl === undefined || !isOnePlace(baseUrl, filesBaseUrl)) return null;
	const url = `${filesBaseUrl}/.well-known/jwks.json`;
	return { method: 'GET', path: '', url } as const;
}

function readKeys(body: unknown) {
	const set = readAt(body, ['keys']);
	if (!Array.isArray(set)) throw new TypeError('No set of keys');
	return set
		.filter((one) => readAt(one, ['kty']) === 'OKP' && readAt(one, ['crv']) === 'Ed25519')
		.slice(0, MOST_KEYS)
		.map((one) => {
			const jwk = { kty: 'OKP', crv: 'Ed25519', x: String(readAt(one, ['x'])) };
			return createPublicKey({ key: jwk, format: 'jwk' });
		});
}

/** Four lines: request, user, seconds, digest of the body. */
const PARTS = ['request-id', 'user-id', 'timestamp'].map((part) => `x-fal-webhook-${part}`);

const SIGNATURE = /^[0-9a-f]{128}$/i;

export const callbackSignature: CallbackSignature = {
	keys,
	readKeys,
	read(headers, rawBody) {
		const signature = headers['x-fal-webhook-signature'] ?? '';
		const parts = PARTS.map((name) => headers[name] ?? '');
		if (!SIGNATURE.test(signature) || parts.includes('')) return null;
		const digest = createHash('sha256').update(rawBody).digest('hex');
		const message = [...parts, digest].join('\n');
		const atMs = Number(parts[2]) * 1000;
		return { message, signatures: [Buffer.from(signature, 'hex')], atMs };
	},
};
