/** fal.ai's signatures of callbacks and its public keys. Source: docs/providers.md 10.8. */

import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { problem } from './problems.mts';
import type { Call, Reply, Route, Task } from '../engine/types.mts';

export function createSigner() {
	const newPair = () => generateKeyPairSync('ed25519');
	let pair = newPair();

	/** Headers over the body of one try. */
	function headers(task: Task, text: string): Record<string, string> {
		const seconds = String(Math.floor(Date.now() / 1000));
		const userId = `user-${task.owner ?? 'rich'}`;
		const digest = createHash('sha256').update(text).digest('hex');
		const message = [task.id, userId, seconds, digest].join('\n');
		return {
			'x-fal-webhook-request-id': task.id,
			'x-fal-webhook-user-id': userId,
			'x-fal-webhook-timestamp': seconds,
			'x-fal-webhook-signature': sign(null, Buffer.from(message), pair.privateKey).toString('hex'),
		};
	}

	function keySet(call: Call): Reply {
		// They are for everybody, and whoever brings a key there has told it to a public place.
		if (call.headers.authorization !== undefined) return problem({ status: 400 });
		return { status: 200, json: { keys: [pair.publicKey.export({ format: 'jwk' })] } };
	}

	const route: Route = {
		method: 'GET',
		pattern: /^\/\.well-known\/jwks\.json$/,
		operation: 'signingKey',
		open: true,
		handle: keySet,
	};
	return { headers, route, rotate: () => void (pair = newPair()) };
}
