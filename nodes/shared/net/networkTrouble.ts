import type { OpeningTrouble } from './openingTrouble';
import {
	BLOCKED,
	NEVER_LEFT,
	NO_HANDSHAKE,
	NOT_OPENED,
	WORDS_BEFORE_SENDING,
} from './openingTrouble';
import type { NoReply } from './reply';

interface ErrorLike {
	code?: unknown;
	syscall?: unknown;
	name?: unknown;
	message?: unknown;
	cause?: unknown;
	errors?: unknown;
	/** Of axios: the request as Node keeps it. */
	request?: unknown;
}

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
 * Whether the request of an error never had a connection over which it could leave. Node writes nothing before the
 * handshake is done and the certificate verified; until then `secureConnecting` stays true. A request that waits for a
 * proxy has no socket yet.
 */
function neverConnected(request: unknown): boolean {
	// Only Node's own class of requests has the field, in place of what else is called `request`.
	if (typeof request !== 'object' || request === null || !('reusedSocket' in request)) return false;
	const { socket } = request as { socket?: unknown };
	if (socket === null) return true;
	return (socket as { secureConnecting?: unknown } | undefined)?.secureConnecting === true;
}

function openingTrouble({ code, syscall, name, message }: ErrorLike): OpeningTrouble | null {
	const known = NEVER_LEFT.get(code);
	if (known !== undefined) return known;
	if (typeof syscall === 'string' && OPENING_CALLS.includes(syscall)) return NOT_OPENED;
	if (typeof name === 'string' && BLOCKED_BY_N8N.test(name)) return BLOCKED;
	if (typeof message !== 'string') return null;
	return WORDS_BEFORE_SENDING.find(([words]) => message.includes(words))?.[1] ?? null;
}

/**
 * Tells from a thrown network error whether the request can have reached the provider.
 * In doubt it can: only an error that provably comes from opening the connection counts as `notSent`.
 * The reasons are plain words without errno tokens, because n8n rewrites messages that contain those.
 */
export function classifyNetworkTrouble(error: unknown): NoReply {
	const chain = chainOf(error);
	for (const link of chain) {
		const trouble = openingTrouble(link);
		if (trouble !== null) return { kind: 'notSent', ...trouble };
	}
	if (chain.some(({ request }) => neverConnected(request))) {
		return { kind: 'notSent', ...NO_HANDSHAKE };
	}
	for (const link of chain) {
		const reason = AFTER_SENDING.get(link.code);
		if (reason !== undefined) return { kind: 'noAnswer', reason };
	}
	return { kind: 'noAnswer', reason: 'the connection broke off' };
}
