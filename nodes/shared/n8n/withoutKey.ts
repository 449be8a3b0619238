import type { HttpClient } from '../net/reply';

/** Shorter texts are no keys, and taking them out would garble ordinary words. */
const SHORTEST_KEY = 8;

const PLACEHOLDER = '[key removed]';

/** Tasks have a handful of levels; what lies deeper than this is nothing that anybody reads. */
const MOST_LEVELS = 100;

function textWithout(text: string, keys: readonly string[]): string {
	return keys.reduce((rest, key) => rest.split(key).join(PLACEHOLDER), text);
}

/** A copy in which every text and every name has lost the keys; everything else stays as it is, but for depths nobody needs. */
function scrubbed(value: unknown, keys: readonly string[], level = 0): unknown {
	if (typeof value === 'string') return textWithout(value, keys);
	if (typeof value !== 'object' || value === null) return value;
	// Before the call stack runs out: an answer of which all else is well may name a paid task.
	if (level > MOST_LEVELS) return null;
	const copy = (entry: unknown) => scrubbed(entry, keys, level + 1);
	if (Array.isArray(value)) return value.map(copy);
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]) => [textWithout(name, keys), copy(entry)]),
	);
}

/**
 * The same client, whose answers never hold a key: some servers repeat it in their messages, and
 * those end up in front of people and in stored executions.
 * @param apiKeys all keys of the run
 */
export function withoutKey(client: HttpClient, ...apiKeys: readonly string[]): HttpClient {
	const long = apiKeys.map((key) => key.trim()).filter((key) => key.length >= SHORTEST_KEY);
	// One key may begin with another.
	const keys = [...new Set(long)].sort((a, b) => b.length - a.length);
	if (keys.length === 0) return client;
	return {
		async send(call, timeoutSeconds) {
			const reply = await client.send(call, timeoutSeconds);
			if (reply.kind !== 'answer') return reply;
			try {
				return { ...reply, body: scrubbed(reply.body, keys) };
			} catch {
				return { kind: 'noAnswer', reason: 'its answer could not be read' };
			}
		},
	};
}
