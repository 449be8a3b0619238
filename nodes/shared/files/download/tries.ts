import type { Clock } from '../../tasks/clock';
import { brokeOff, hostBusy, incomplete } from '../failures';
import type { BodyEnd } from './received';

/** Tries without a single new byte before a file is given up; each waits longer than the one before. */
const FRUITLESS_TRIES = 5;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** Tries to continue in the middle that bring nothing before the whole file is asked for instead, and the other way round. */
const FRUITLESS_ALIKE = 2;
/** A host that drops the line every few kilobytes must not keep a row busy for days. */
const MOST_ATTEMPTS = 200;
/** A file that is cut off where its host says that it ends may still be on its way there, but not for long. */
const CUT_OFF_ANSWERS = 3;

/** `broken` counts against continuing in the middle, `later` (busy host, renewed link) does not. */
export type AttemptEnd = 'done' | 'broken' | 'later';

/** Counts the requests for one file, and knows when enough is enough. */
export class Tries {
	attempts = 0;

	/** False once the host has shown that it cannot continue in the middle. */
	askForRest = true;

	/** Why the latest one brought nothing, in words that continue "…: ". */
	reason = '';

	/** True once the whole file breaks off at the same place again and again, so that any rest is better than none. */
	anySize = false;

	private fruitless = 0;

	/** Of one sort, parts or wholes. */
	private fruitlessAlike = 0;

	private cutOffAnswers = 0;

	/** The host closed the latest body properly, but before its end. */
	private endedShort = false;

	constructor(private readonly clock: Clock) {}

	/** The host cannot continue properly. */
	askForWhole(): void {
		this.askForRest = false;
		this.fruitlessAlike = 0;
	}

	/** @throws DownloadTrouble when the host was busy too often */
	busy(status: number): void {
		if (this.fruitless + 1 >= FRUITLESS_TRIES) throw hostBusy(status, this.attempts);
		this.reason = `the file host was not available (status ${status})`;
	}

	/** A body begins. */
	bodyBegins(): void {
		this.endedShort = false;
	}

	/**
	 * A body was closed properly.
	 * @param bytes of the file so far
	 * @throws DownloadTrouble when the host has sent the same half often enough
	 */
	bodyEnded(end: BodyEnd, bytes: number): AttemptEnd {
		if (end === 'complete') return 'done';
		this.endedShort = true;
		if (end === 'cutOff') this.cutOffAnswers += 1;
		if (this.cutOffAnswers >= CUT_OFF_ANSWERS) throw incomplete(bytes);
		return 'broken';
	}

	/**
	 * Waits before the next try.
	 * @param fruitful whether the last one brought anything new
	 * @throws DownloadTrouble when there is no sense in another one
	 */
	async pause(end: AttemptEnd, fruitful: boolean, bytes: number): Promise<void> {
		this.fruitless = fruitful ? 0 : this.fruitless + 1;
		if (fruitful) this.fruitlessAlike = 0;
		else if (end === 'broken') this.fruitlessAlike += 1;
		if (this.fruitlessAlike >= FRUITLESS_ALIKE) this.askOtherwise();
		if (this.fruitless >= FRUITLESS_TRIES || this.attempts >= MOST_ATTEMPTS) {
			throw this.endedShort ? incomplete(bytes) : brokeOff(bytes, this.attempts, this.reason);
		}
		const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.fruitless, LONGEST_PAUSE_MS);
		await this.clock.sleep(pause * (0.5 + this.clock.random() / 2));
	}
	private askOtherwise(): void {
		this.fruitlessAlike = 0;
		this.askForRest = !this.askForRest;
		this.anySize = this.askForRest;
	}
}
