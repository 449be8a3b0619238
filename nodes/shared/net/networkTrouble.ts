import type { Reply } from './reply';

interface ErrorLike {
	code?: unknown;
	syscall?: unknown;
	name?: unknown;
	cause?: unknown;
	errors?: unknown;
}

/** Codes that only ever come from opening a connection, before a byte of the request is written. */
const NEVER_LEFT: ReadonlyMap<unknown, string> = new Map(
	Object.entries({
		ECONNREFUSED: 'nothing is listening at that address',
		ENOTFOUND: 'the host name does not exist',
		EAI_AGAIN: 'the host name could not be looked up',
		ERR_INVALID_URL: 'the address is not valid',
		ERR_TLS_CERT_ALTNAME_INVALID: 'the security certificate belongs to another host',
		CERT_HAS_EXPIRED: 'the security certificate has expired',
		DEPTH_ZERO_SELF_SIGNED_CERT: 'the security certificate is self-signed',
		SELF_SIGNED_CERT_IN_CHAIN: 'the security certificate is self-signed',
		UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the security certificate could not be verified',
	}),
);

/** System calls that happen before the request is written, whatever their code. */
const OPENING_CALLS: readonly string[] = ['connect', 'getaddrinfo', 'queryA', 'queryAaaa'];

/** n8n's own address protection refuses before connecting. */
const BLOCKED_BY_N8N = /^Ssrf/;

const AFTER_SENDING: ReadonlyMap<unknown, string> = new Map(
	Object.entries({
		ECONNRESET: 'the connection was closed before the answer came',
		EPIPE: 'the connection was closed before the answer came',
		ECONNABORTED: 'no answer came in time',
		ETIMEDOUT: 'no answer came in time',
		ESOCKETTIMEDOUT: 'no answer came in time',
	}),
);

/** The thrown object and everything it wraps, outermost first; bounded because causes can be circular. */
function chainOf(error: unknown): ErrorLike[] {
	const chain: ErrorLike[] = [];
	const queue: unknown[] = [error];
	while (queue.length > 0 && chain.length < 12) {
		const next = queue.shift();
		if (typeof next !== 'object' || next === null || chain.includes(next as ErrorLike)) continue;
		const link = next as ErrorLike;
		chain.push(link);
		queue.push(link.cause);
		if (Array.isArray(link.errors)) queue.push(...link.errors);
	}
	return chain;
}

/**
 * Tells from a thrown network error whether the request can have reached the provider.
 * In doubt it can: only an error that provably comes from opening the connection counts as `notSent`.
 * The reasons are plain words without errno tokens, because n8n rewrites messages that contain those.
 */
export function classifyNetworkTrouble(error: unknown): Reply {
	const chain = chainOf(error);
	for (const link of chain) {
		const reason = NEVER_LEFT.get(link.code);
		if (reason !== undefined) return { kind: 'notSent', reason };
		if (typeof link.syscall === 'string' && OPENING_CALLS.includes(link.syscall)) {
			return { kind: 'notSent', reason: 'no connection could be opened' };
		}
		if (typeof link.name === 'string' && BLOCKED_BY_N8N.test(link.name)) {
			return { kind: 'notSent', reason: 'this n8n instance does not allow that address' };
		}
	}
	for (const link of chain) {
		const reason = AFTER_SENDING.get(link.code);
		if (reason !== undefined) return { kind: 'noAnswer', reason };
	}
	return { kind: 'noAnswer', reason: 'the connection broke off' };
}
