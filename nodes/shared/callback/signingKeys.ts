import { createHash } from 'crypto';
import type { KeyObject } from 'crypto';

/** fal.ai allows 24 hours (docs/providers.md 10.8); the others name no limit. */
const FRESH_MS = 60 * 60 * 1000;

/** What does not fit makes us ask anew at most so often, whoever sends how much of it. */
const JUST_ASKED_MS = 30_000;

/** Where they could not be had: relays have none, and callbacks must not be held up by that each time. */
const AFTER_FAILURE_MS = 10 * 60 * 1000;

const MOST_ACCOUNTS = 200;

/** Null when they cannot be had. Never throws. */
type Ask = () => Promise<readonly KeyObject[] | null>;

/** The keys with which a provider signs the callbacks of one account, as far as this process knows them. */
export class SigningKeys {
	keys: readonly KeyObject[] = [];

	/** The last time they were asked for, they came. */
	areCurrent = false;

	/**
	 * Something has fitted. Until then it may be us, or something on the way, that reads signatures otherwise than the
	 * provider writes them.
	 */
	haveFitted = false;

	private askedMs: number | null = null;

	private underWay: Promise<void> | null = null;

	/** Has them asked for when they are not known, or for longer than an hour. */
	async refresh(ask: Ask, nowMs: number): Promise<void> {
		await this.askUnlessNewer(FRESH_MS, ask, nowMs);
	}

	/** Has them asked for once more, as they may be others now, unless that has just been done. */
	async renew(ask: Ask, nowMs: number): Promise<void> {
		await this.askUnlessNewer(JUST_ASKED_MS, ask, nowMs);
	}

	private async askUnlessNewer(ageMs: number, ask: Ask, nowMs: number): Promise<void> {
		if (this.underWay !== null) return await this.underWay;
		const pauseMs = this.areCurrent ? ageMs : AFTER_FAILURE_MS;
		// A clock that was set back must not make old keys look new.
		if (this.askedMs !== null && Math.abs(nowMs - this.askedMs) < pauseMs) return;
		this.askedMs = nowMs;
		this.underWay = this.take(ask);
		await this.underWay;
		this.underWay = null;
	}

	private async take(ask: Ask): Promise<void> {
		const keys = await ask();
		this.areCurrent = keys !== null;
		if (keys !== null) this.keys = keys;
	}
}

const accounts = new Map<string, SigningKeys>();

/**
 * Those of one account; the longest untouched ones are forgotten, which costs a call.
 * @param told everything that tells it from others, of which only a digest is kept
 */
export function signingKeysOf(told: unknown): SigningKeys {
	const account = createHash('sha256').update(JSON.stringify(told)).digest('base64');
	const keys = accounts.get(account) ?? new SigningKeys();
	accounts.delete(account);
	accounts.set(account, keys);
	for (const oldest of accounts.keys()) {
		if (accounts.size <= MOST_ACCOUNTS) break;
		accounts.delete(oldest);
	}
	return keys;
}
