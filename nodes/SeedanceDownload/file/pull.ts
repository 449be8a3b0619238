import type { Hash } from 'crypto';
import { createHash } from 'crypto';
import type { Clock } from '../../shared/tasks/clock';
import { retryAfterMs } from '../../shared/net/retryAfter';
import {
	brokeOff,
	damaged,
	DownloadTrouble,
	hostBusy,
	incomplete,
	keepsChanging,
	linkExpired,
	linkRefused,
	stopped,
	tooLarge,
	unexpectedStatus,
	unforeseen,
} from '../../shared/files/failures';
import { openFollowing } from '../../shared/files/redirect';
import type { FileAnswer, FileHost, LinkSource } from '../../shared/files/types';
import type { Inspector } from '../container/inspect';
import type { Judgement } from './judge';
import { judgeReply } from './judge';
import { Pieces } from './pieces';
import { RepeatedBeginning } from './prefix';
import type { Validator } from './ranges';
import { readValidator, restHeaders } from './ranges';
import { StallGuard } from './stallGuard';

/** Tries without a single new byte before a file is given up; each waits longer than the one before. */
const FRUITLESS_TRIES = 5;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** Tries to continue in the middle that bring nothing before the whole file is asked for instead. */
const FRUITLESS_PARTS = 2;
/** A host that drops the line every few kilobytes must not keep a row busy for days. */
const MOST_ATTEMPTS = 200;
/** Fresh links asked for, per file. */
const MOST_RENEWALS = 2;
/** Less than this is no progress of an attempt that ended in silence. */
const LEAST_PROGRESS_BYTES = 1024;

export interface PullSettings {
	link: LinkSource;
	host: FileHost;
	clock: Clock;
	stopSignal: AbortSignal | undefined;
	privateAllowed: boolean;
	maxBytes: number;
	/** Milliseconds without a byte after which the line counts as dead. */
	stallMs: number;
	/** Looks at the bytes as they pass; made anew for every pull. */
	inspector: Inspector;
}

/** `broken` counts against continuing in the middle, `later` (busy host, renewed link) does not. */
type AttemptEnd = 'done' | 'broken' | 'later';

/**
 * Downloads one file as a row of pieces, in order and each byte once. Whatever the host does in between (drops, other
 * ranges than asked for, no ranges, renewed links), a byte is handed on only when it is known to follow the ones before:
 * a continued answer must name the same version of the file, and an answer from the beginning is compared with what was
 * handed on. The last piece comes after the whole file was verified; otherwise a DownloadTrouble is thrown.
 */
export class Pull {
	bytes = 0;

	attempts = 0;

	resumed = false;

	sha256 = '';

	/** The file became another one: nothing handed on is worth anything, start anew. */
	changed = false;

	/** Why the pull ended badly; the store may hide it behind words of its own. */
	trouble: DownloadTrouble | null = null;

	toStream: FileAnswer['toStream'] | null = null;

	private readonly hash: Hash = createHash('sha256');

	private url: string;

	private total: number | null = null;

	private validator: Validator | null = null;

	private fruitless = 0;

	private renewals = 0;

	private askForRest = true;

	private fruitlessParts = 0;

	private reason = '';

	/** The host closed the file properly, but before its end. */
	private endedShort = false;

	private guard: StallGuard | null = null;

	private cancelled = false;

	private readonly pieces = new Pieces();

	constructor(private readonly settings: PullSettings) {
		this.url = settings.link.url;
	}

	async *run(): AsyncGenerator<Buffer> {
		try {
			yield* this.tryUntilDone();
		} catch (thrown) {
			throw this.asTrouble(thrown);
		}
	}

	/** Closes the connection, for a store that gave up. The generator ends with its next step. */
	cancel(): void {
		this.cancelled = true;
		this.guard?.close();
	}

	private asTrouble(thrown: unknown): DownloadTrouble {
		const known = thrown instanceof DownloadTrouble ? thrown : unforeseen(thrown);
		this.trouble = this.settings.stopSignal?.aborted ? stopped() : known;
		return this.trouble;
	}

	private async *tryUntilDone(): AsyncGenerator<Buffer> {
		const { clock, stallMs, stopSignal } = this.settings;
		while (true) {
			this.checkStop();
			const before = this.bytes;
			const guard = new StallGuard(clock, stallMs, stopSignal);
			this.guard = guard;
			let end: AttemptEnd;
			try {
				end = yield* this.attempt(guard);
			} finally {
				guard.close();
			}
			if (end === 'done') break;
			this.checkStop();
			const progress = this.bytes - before;
			const fruitful = progress > 0 && (!guard.stalled || progress >= LEAST_PROGRESS_BYTES);
			await this.pause(fruitful, end);
		}
		this.sha256 = this.hash.digest('hex');
		if (!this.pieces.empty) yield this.pieces.take();
	}

	private async *attempt(guard: StallGuard): AsyncGenerator<Buffer, AttemptEnd> {
		const { host, privateAllowed } = this.settings;
		const continuation = this.askForRest ? restHeaders(this.bytes, this.validator) : {};
		this.attempts += 1;
		const reply = await guard.during(
			openFollowing(
				this.url,
				{ Accept: '*/*', 'Accept-Encoding': 'identity', ...continuation },
				{ host, privateAllowed, abortSignal: guard.abortSignal },
			),
		);
		if (reply.kind === 'noAnswer') {
			this.reason = guard.stalled ? guard.silence : reply.reason;
			return 'broken';
		}
		const judgement = judgeReply(reply.status, reply.headers, {
			bytes: this.bytes,
			total: this.total,
			validator: this.validator,
			askedForRest: continuation.Range !== undefined,
		});
		if (judgement.kind === 'rest' || judgement.kind === 'whole') {
			this.toStream = reply.toStream;
			return yield* this.readBody(judgement, reply, guard);
		}
		return await this.withoutBody(judgement, reply);
	}

	private async withoutBody(judgement: Judgement, reply: FileAnswer): Promise<AttemptEnd> {
		const { clock } = this.settings;
		switch (judgement.kind) {
			case 'complete':
				if (this.settings.inspector.finish() === 'complete') return 'done';
				throw incomplete(this.bytes);
			case 'noRest':
				this.askForRest = false;
				return 'later';
			case 'refused':
				await this.renewLink(reply.status);
				return 'later';
			case 'busy': {
				if (this.fruitless + 1 >= FRUITLESS_TRIES) throw hostBusy(reply.status, this.attempts);
				const wait = retryAfterMs(reply.headers['retry-after'], clock.now());
				this.reason = `the file host was not available (status ${reply.status})`;
				if (wait !== null) await clock.sleep(wait);
				return 'later';
			}
			default:
				throw unexpectedStatus(reply.status);
		}
	}

	private async renewLink(status: number): Promise<void> {
		const { link, clock } = this.settings;
		const fresh = this.renewals < MOST_RENEWALS ? await link.renew() : null;
		if (fresh === null) {
			const hours = link.expiredAfterHours(clock.now());
			throw hours === null ? linkRefused(status) : linkExpired(hours);
		}
		this.renewals += 1;
		this.url = fresh;
		this.reason = `the file host did not accept the link (status ${status})`;
	}

	private async *readBody(
		judgement: Extract<Judgement, { kind: 'rest' | 'whole' }>,
		reply: FileAnswer,
		guard: StallGuard,
	): AsyncGenerator<Buffer, AttemptEnd> {
		const { maxBytes } = this.settings;
		if (judgement.total !== null && judgement.total > maxBytes) {
			throw tooLarge(maxBytes, judgement.total);
		}
		if (this.bytes > 0) this.resumed = true;
		const beginning =
			judgement.kind === 'whole' && this.bytes > 0
				? new RepeatedBeginning(this.hash, this.bytes)
				: null;
		if (judgement.kind === 'whole') this.validator = readValidator(reply.headers);
		this.total = judgement.total ?? this.total;
		this.endedShort = false;
		const chunks = reply.body[Symbol.asyncIterator]();
		while (true) {
			let next: IteratorResult<Buffer>;
			try {
				next = await guard.during(chunks.next());
			} catch {
				this.reason = guard.stalled ? guard.silence : 'the connection was closed too early';
				return 'broken';
			}
			if (next.done) break;
			guard.sent(next.value.length);
			const fresh = beginning === null ? next.value : beginning.take(next.value);
			if (fresh === null) throw this.becameAnother();
			if (fresh.length > 0) this.accept(fresh);
			if (this.pieces.full) yield this.pieces.take();
		}
		if (beginning?.unfinished) throw this.becameAnother();
		return this.bodyEnded(judgement);
	}

	/** The body ended without a complaint of the connection, so its length is what the host meant to send. */
	private bodyEnded(judgement: Extract<Judgement, { kind: 'rest' | 'whole' }>): AttemptEnd {
		const announced = judgement.kind === 'rest' ? judgement.total : null;
		if (announced !== null && this.bytes > announced) throw damaged('it is longer than announced');
		const short = announced !== null && this.bytes < announced;
		// A whole body of another length than announced was unpacked on the way; the file itself must tell.
		if (!short && this.settings.inspector.finish() === 'complete') return 'done';
		this.total = null;
		this.endedShort = true;
		return 'broken';
	}

	private becameAnother(): DownloadTrouble {
		this.changed = true;
		return keepsChanging();
	}

	private accept(chunk: Buffer): void {
		const { maxBytes, inspector } = this.settings;
		this.bytes += chunk.length;
		if (this.bytes > maxBytes) throw tooLarge(maxBytes, null);
		this.hash.update(chunk);
		inspector.look(chunk);
		this.pieces.add(chunk);
	}

	private async pause(fruitful: boolean, end: AttemptEnd): Promise<void> {
		const { clock } = this.settings;
		this.fruitless = fruitful ? 0 : this.fruitless + 1;
		this.fruitlessParts = !fruitful && end === 'broken' ? this.fruitlessParts + 1 : 0;
		if (this.fruitlessParts >= FRUITLESS_PARTS) this.askForRest = false;
		if (this.fruitless >= FRUITLESS_TRIES || this.attempts >= MOST_ATTEMPTS) {
			throw this.endedShort
				? incomplete(this.bytes)
				: brokeOff(this.bytes, this.attempts, this.reason);
		}
		const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.fruitless, LONGEST_PAUSE_MS);
		await clock.sleep(pause * (0.5 + clock.random() / 2));
	}

	private checkStop(): void {
		if (this.cancelled || this.settings.stopSignal?.aborted) throw stopped();
	}
}
