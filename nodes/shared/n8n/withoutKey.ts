import type { HttpClient } from '../net/reply';

/** Shorter texts are no keys, and taking them out would garble ordinary words. */
const SHORTEST_KEY = 8;

const PLACEHOLDER = '[key removed]';

/** A copy in which every text has lost the key; everything else stays as it is. */
function scrubbed(value: unknown, apiKey: string): unknown {
	if (typeof value === 'string') return value.split(apiKey).join(PLACEHOLDER);
	if (Array.isArray(value)) return value.map((entry) => scrubbed(entry, apiKey));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]) => [name, scrubbed(entry, apiKey)]),
	);
}

/**
 * The same client, whose answers never hold the key: some servers repeat it in their messages, and
 * those end up in front of people and in stored executions.
 */
export function withoutKey(client: HttpClient, apiKey: string): HttpClient {
	const key = apiKey.trim();
	if (key.length < SHORTEST_KEY) return client;
	return {
		async send(call, timeoutSeconds) {
			const reply = await client.send(call, timeoutSeconds);
			if (reply.kind !== 'answer') return reply;
			try {
				return { ...reply, body: scrubbed(reply.body, key) };
			} catch {
				return { kind: 'noAnswer', reason: 'its answer is nested too deeply to be read' };
			}
		},
	};
}
