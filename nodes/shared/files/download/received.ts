import type { Hash } from 'crypto';
import { createHash } from 'crypto';
import { damaged, tooLarge } from '../failures';
import type { Inspector } from '../container/inspect';
import type { Judgement, Progress } from './judge';
import { Pieces } from './pieces';
import { RepeatedBeginning } from './prefix';
import type { Validator } from './ranges';
import { readValidator, restHeaders } from './ranges';

/** An answer that brings bytes of the file. */
export type BodyJudgement = Extract<Judgement, { kind: 'rest' | 'whole' }>;

/**
 * How a body ended that the host closed properly: `short` = before its announced end, `cutOff` = where it was announced,
 * and that is in the middle of a video; `unclear` = in the middle of a video, and no end was announced.
 */
export type BodyEnd = 'complete' | 'short' | 'cutOff' | 'unclear';

/** The bytes of a file that have come so far: counted, hashed, looked at, and joined into pieces for the store. */
export class Received {
	bytes = 0;

	/** True when the file was put together from more than one answer. */
	resumed = false;

	readonly pieces = new Pieces();

	private readonly hash: Hash = createHash('sha256');

	/** Size of the whole file, where a host told it. */
	private total: number | null = null;

	private validator: Validator | null = null;

	constructor(
		private readonly inspector: Inspector,
		private readonly maxBytes: number,
	) {}

	/** Headers that ask for what is still missing; empty where only the whole file can be asked for. */
	get restHeaders(): Record<string, string> {
		return restHeaders(this.bytes, this.validator);
	}

	progress(asked: Pick<Progress, 'askedForRest' | 'anySize'>): Progress {
		return { bytes: this.bytes, total: this.total, validator: this.validator, ...asked };
	}

	/**
	 * Takes note of what an answer says of its body.
	 * @returns what compares the beginning with the known bytes, when the body begins anew
	 * @throws DownloadTrouble when it is announced as too large
	 */
	begin(judgement: BodyJudgement, headers: Record<string, string>): RepeatedBeginning | null {
		const { kind, total } = judgement;
		if (total !== null && total > this.maxBytes) throw tooLarge(this.maxBytes, total);
		if (this.bytes > 0) this.resumed = true;
		if (kind === 'whole') this.validator = readValidator(headers);
		this.total = total ?? this.total;
		return kind === 'whole' && this.bytes > 0 ? new RepeatedBeginning(this.hash, this.bytes) : null;
	}

	/** @throws DownloadTrouble when the file is too large, or cannot become what is wanted */
	accept(chunk: Buffer): void {
		this.bytes += chunk.length;
		if (this.bytes > this.maxBytes) throw tooLarge(this.maxBytes, null);
		this.hash.update(chunk);
		this.inspector.look(chunk);
		this.pieces.add(chunk);
	}

	/**
	 * The body ended without a complaint of the connection, so its length is what the host meant to send.
	 * @throws DownloadTrouble when it is not what is wanted
	 */
	end({ kind, total }: BodyJudgement): BodyEnd {
		// A whole body of another length than announced was unpacked on the way; the file itself must tell.
		const announced = kind === 'rest' ? total : null;
		if (announced !== null && this.bytes > announced) throw damaged('it is longer than announced');
		const isShort = announced !== null && this.bytes < announced;
		const cameWhole = total === this.bytes;
		if (!isShort && this.inspector.finish(cameWhole) === 'complete') return 'complete';
		this.total = null;
		if (isShort) return 'short';
		return cameWhole ? 'cutOff' : 'unclear';
	}

	/** Whether the bytes are a file by themselves, when the host says that there are no more. */
	isComplete(): boolean {
		return this.inspector.finish(true) === 'complete';
	}

	/** Hexadecimal; asked once, at the end. */
	sha256(): string {
		return this.hash.digest('hex');
	}
}
