import type { Clock } from '../../tasks/clock';
import { retryAfterMs } from '../../net/retryAfter';
import {
	DownloadTrouble,
	hostOutOfReach,
	incomplete,
	keepsChanging,
	keyRefused,
	linkExpired,
	linkRefused,
	notStored,
	stopped,
	unexpectedStatus,
	unforeseen,
} from '../failures';
import type { LinkKeys } from '../linkKey';
import { openFollowing } from '../redirect';
import type { FileAnswer, FileHost, LinkSource } from '../types';
import type { Inspector } from '../container/inspect';
import type { Judgement } from './judge';
import { judgeReply } from './judge';
import type { BodyJudgement } from './received';
import { Received } from './received';
import { StallGuard } from './stallGuard';
import { storeReason } from './storeReason';
import type { AttemptEnd } from './tries';
import { Tries } from './tries';

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
	keys: LinkKeys;
	maxBytes: number;
	/** Milliseconds without a byte after which the line counts as dead. */
	stallMs: number;
	/** Looks at the bytes as they pass; made anew for every pull. */
	inspector: Inspector;
}

/**
 * Downloads one file as a row of pieces, in order and each byte once. Whatever the host does in between (drops, other
 * ranges than asked for, no ranges, renewed links), a byte is handed on only when it is known to follow the ones before:
 * a continued answer must name the same version of the file, and an answer from the beginning is compared with what was
 * handed on. The last piece comes after the whole file was verified; otherwise a DownloadTrouble is thrown.
 */
export class Pull {
	/** Empty until the whole file was verified. */
	sha256 = '';

	/** The file became another one: nothing handed on is worth anything, start anew. */
	changed = false;

	/** Why the pull ended badly; the store may hide it behind words of its own. */
	trouble: DownloadTrouble | null = null;

	toStream: FileAnswer['toStream'] | null = null;

	private readonly received: Received;

	private readonly tries: Tries;

	private url: string;

	private renewals = 0;

	private guard: StallGuard | null = null;

	private cancelled = false;

	/** True while the store has the word: what it throws then is its own. */
	private handingOver = false;

	constructor(private readonly settings: PullSettings) {
		const { link, inspector, maxBytes, clock } = settings;
		this.url = link.url;
		this.received = new Received(inspector, maxBytes);
		this.tries = new Tries(clock);
	}

	get bytes(): number {
		return this.received.bytes;
	}

	get attempts(): number {
		return this.tries.attempts;
	}

	get resumed(): boolean {
		return this.received.resumed;
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
		if (this.settings.stopSignal?.aborted) this.trouble = stopped();
		else if (thrown instanceof DownloadTrouble) this.trouble = thrown;
		else this.trouble = this.handingOver ? notStored(storeReason(thrown)) : unforeseen(thrown);
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
			await this.tries.pause(end, fruitful, this.bytes);
		}
		this.sha256 = this.received.sha256();
		if (!this.received.pieces.empty) yield* this.handOver();
	}

	private *handOver(): Generator<Buffer> {
		this.handingOver = true;
		yield this.received.pieces.take();
		this.handingOver = false;
	}

	private async *attempt(guard: StallGuard): AsyncGenerator<Buffer, AttemptEnd> {
		const { host, privateAllowed, keys } = this.settings;
		const { received, tries } = this;
		const continuation = tries.askForRest ? received.restHeaders : {};
		tries.attempts += 1;
		const reply = await guard.during(
			openFollowing(
				this.url,
				{ Accept: '*/*', 'Accept-Encoding': 'identity', ...continuation },
				{ host, privateAllowed, key: keys.keyFor(this.url), abortSignal: guard.abortSignal },
			),
		);
		if (reply.kind === 'noAnswer') {
			if (reply.remedy !== undefined) throw hostOutOfReach(reply.reason, reply.remedy);
			tries.reason = guard.stalled ? guard.silence : reply.reason;
			return 'broken';
		}
		const askedForRest = continuation.Range !== undefined;
		const progress = received.progress({ askedForRest, anySize: tries.anySize });
		const judgement = judgeReply(reply.status, reply.headers, progress);
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
				if (this.received.isComplete()) return 'done';
				throw incomplete(this.bytes);
			case 'noRest':
				this.tries.askForWhole();
				return 'later';
			case 'refused':
				await this.renewLink(reply.status);
				return 'later';
			case 'busy': {
				this.tries.busy(reply.status);
				const wait = retryAfterMs(reply.headers['retry-after'], clock.now());
				if (wait !== null) await clock.sleep(wait);
				return 'later';
			}
			default:
				throw unexpectedStatus(reply.status);
		}
	}

	private async renewLink(status: number): Promise<void> {
		const { link, keys, clock } = this.settings;
		const fresh = this.renewals < MOST_RENEWALS ? await link.renew() : null;
		if (fresh === null) {
			if ([401, 403].includes(status) && keys.areNeededFor(this.url)) throw keyRefused(status);
			const hours = link.expiredAfterHours(clock.now());
			throw hours === null ? linkRefused(status) : linkExpired(hours);
		}
		this.renewals += 1;
		this.url = fresh;
		this.tries.reason = `the file host did not accept the link (status ${status})`;
	}

	private async *readBody(
		judgement: BodyJudgement,
		reply: FileAnswer,
		guard: StallGuard,
	): AsyncGenerator<Buffer, AttemptEnd> {
		const { received, tries } = this;
		const beginning = received.begin(judgement, reply.headers);
		tries.bodyBegins();
		const chunks = reply.body[Symbol.asyncIterator]();
		while (true) {
			let next: IteratorResult<Buffer>;
			try {
				next = await guard.during(chunks.next());
			} catch {
				tries.reason = guard.stalled ? guard.silence : 'the connection was closed too early';
				return 'broken';
			}
			if (next.done) break;
			guard.sent(next.value.length);
			const fresh = beginning === null ? next.value : beginning.take(next.value);
			if (fresh === null) throw this.becameAnother();
			if (fresh.length > 0) received.accept(fresh);
			if (received.pieces.full) yield* this.handOver();
		}
		if (beginning?.unfinished) throw this.becameAnother();
		return tries.bodyEnded(received.end(judgement), this.bytes);
	}

	private becameAnother(): DownloadTrouble {
		this.changed = true;
		return keepsChanging();
	}

	private checkStop(): void {
		if (this.cancelled || this.settings.stopSignal?.aborted) throw stopped();
	}
}
