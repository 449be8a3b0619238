import { RELAY_SHAPES } from './relay.mts';
import type { Steering } from './types.mts';

/**
 * A prompt steers its own job with words in double brackets, for example `[[fail:InternalServiceError]]`.
 * They are read here and nowhere else; sandbox/README.md lists them for people.
 */
const DIRECTIVE = /\[\[([a-zA-Z]+)(?::([^\]]*))?\]\]/g;

function nothing(): Steering {
	return {
		fail: null,
		refuse: null,
		expire: false,
		cancelled: false,
		statusWord: null,
		slowMs: null,
		queueMs: null,
		noUrl: false,
		lateUrlMs: null,
		sizeMb: null,
		callbackCopies: 1,
		relay: null,
	};
}

const DIRECTIVES: Record<string, (steering: Steering, value: string) => void> = {
	fail(steering, value) {
		const [code, ...message] = value.split('|');
		steering.fail = { code, message: message.length ? message.join('|') : null };
	},
	refuse(steering, value) {
		const match = /^(\d{3}):(.+)$/.exec(value);
		steering.refuse = match
			? { status: Number(match[1]), code: match[2] }
			: { status: 400, code: value };
	},
	expire(steering) {
		steering.expire = true;
	},
	cancelled(steering) {
		steering.cancelled = true;
	},
	status(steering, value) {
		steering.statusWord = value;
	},
	slow(steering, value) {
		steering.slowMs = Number(value);
	},
	queue(steering, value) {
		steering.queueMs = Number(value);
	},
	noUrl(steering) {
		steering.noUrl = true;
	},
	lateUrl(steering, value) {
		steering.lateUrlMs = Number(value);
	},
	size(steering, value) {
		steering.sizeMb = Number(value);
	},
	relay(steering, value) {
		steering.relay = RELAY_SHAPES.find((shape) => shape === value) ?? null;
	},
	callbacks(steering, value) {
		steering.callbackCopies = Number(value);
	},
};

/** Reads every directive of a prompt. Unknown words in double brackets are left alone. */
export function readSteering(prompt: string): Steering {
	const steering = nothing();
	for (const [, name, value] of prompt.matchAll(DIRECTIVE)) {
		const apply = Object.hasOwn(DIRECTIVES, name) ? DIRECTIVES[name] : undefined;
		if (apply) apply(steering, value ?? '');
	}
	return steering;
}
