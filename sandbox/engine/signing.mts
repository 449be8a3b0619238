import { createHmac, randomBytes } from 'node:crypto';
import type { Task } from './types.mts';

/** Signing secrets, one per account, written `whsec_…`. */
export function createSecrets() {
	const secrets: Map<string, string> = new Map();
	return {
		/** @param account name of the account; a task that ends while it is taken in has no owner yet */
		of(account: string = 'rich'): string {
			const secret = secrets.get(account) ?? `whsec_${randomBytes(24).toString('base64')}`;
			secrets.set(account, secret);
			return secret;
		},
		/** The owners ask for new ones. */
		rotate: () => secrets.clear(),
	};
}

/** What Replicate and WaveSpeed put over a callback: `‹id›.‹seconds›.‹body›`, as HMAC-SHA256. */
export function hmacHeaders(
	task: Task,
	text: string,
	key: Buffer,
	{ version, coding }: { version: string; coding: 'base64' | 'hex' },
): Record<string, string> {
	// The same when it is sent again.
	const id = `msg_${task.id}`;
	const seconds = Math.floor(Date.now() / 1000);
	const signature = createHmac('sha256', key).update(`${id}.${seconds}.${text}`).digest(coding);
	return {
		'webhook-id': id,
		'webhook-timestamp': String(seconds),
		'webhook-signature': `${version},${signature}`,
	};
}
