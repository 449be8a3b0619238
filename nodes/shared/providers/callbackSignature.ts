import { createSecretKey } from 'crypto';
import type { KeyObject } from 'crypto';
import type { Headers, SignedMessage } from './types';

const SECRET = /^whsec_(.+)$/;

/** A secret as providers write it, with its first word. @throws where it is none */
export function secretKey(written: unknown, coding: 'base64' | 'utf8'): KeyObject {
	const [, secret] = SECRET.exec(String(written)) ?? [];
	if (secret === undefined) throw new TypeError('No secret that signs callbacks');
	return createSecretKey(Buffer.from(secret, coding));
}

/**
 * Reads the headers `webhook-id`, `webhook-timestamp` (seconds) and `webhook-signature`: entries `‹version›,‹signature›`
 * over `‹id›.‹timestamp›.‹body›`. Entries of other versions are passed over.
 */
export function readWebhookHeaders(
	headers: Headers,
	rawBody: Buffer,
	{ version, coding }: { version: string; coding: 'base64' | 'hex' },
): SignedMessage | null {
	const id = headers['webhook-id'];
	const timestamp = headers['webhook-timestamp'];
	const entries = (headers['webhook-signature'] ?? '').split(' ');
	const signatures = entries
		.filter((entry) => entry.startsWith(`${version},`))
		.map((entry) => Buffer.from(entry.slice(version.length + 1), coding));
	if (id === undefined || timestamp === undefined || signatures.length === 0) return null;
	const message = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), rawBody]);
	return { message, signatures, atMs: Number(timestamp) * 1000 };
}
