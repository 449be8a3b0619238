import type { ContentRange, Validator } from './ranges';
import { readContentRange, readLength, readValidator, sameBytes, sameVersion } from './ranges';

/** How far a file has come, as the next answer is judged by it. */
export interface Progress {
	/** Bytes received and accepted so far. */
	bytes: number;
	/** Size of the whole file, where a host told it; null otherwise. */
	total: number | null;
	/** What identified the version of which the bytes are. */
	validator: Validator | null;
	/** True when the request asked for the rest only. */
	askedForRest: boolean;
	/** True where the whole file never comes, so that a part with another word about its size is taken. */
	anySize?: boolean;
}

export type Judgement =
	/** The body goes on exactly where the received bytes end. */
	| { kind: 'rest'; total: number | null }
	/** The body is the whole file from its first byte. */
	| { kind: 'whole'; total: number | null }
	/** The host says that the received bytes are all there is. */
	| { kind: 'complete' }
	/** The host cannot continue properly: ask for the whole file instead. */
	| { kind: 'noRest' }
	/** The address is not accepted (any more). */
	| { kind: 'refused' }
	/** Come back later. */
	| { kind: 'busy' }
	| { kind: 'unexpected' };

const REFUSED: readonly number[] = [401, 403, 404, 410];
/** 409: the video is done, but its file is not ready yet (docs/providers.md 14.7). */
const BUSY: readonly number[] = [408, 409, 425, 429];

/** Decides what an answer of the file host means for a file that is partly there. */
export function judgeReply(
	status: number,
	headers: Record<string, string>,
	progress: Progress,
): Judgement {
	if (status === 200) return { kind: 'whole', total: readLength(headers) };
	if (status === 206) return judgePart(headers, progress);
	if (status === 416) return judgeUnsatisfied(headers, progress);
	if (REFUSED.includes(status)) return { kind: 'refused' };
	if (BUSY.includes(status) || status >= 500) return { kind: 'busy' };
	return { kind: 'unexpected' };
}

function judgePart(headers: Record<string, string>, progress: Progress): Judgement {
	const range = readContentRange(headers['content-range']);
	if (range === null) return progress.askedForRest ? { kind: 'noRest' } : { kind: 'unexpected' };
	if (!progress.askedForRest) return judgeUnasked(range, headers);
	const validator = readValidator(headers);
	const sameSize =
		progress.total === null || range.total === null || range.total === progress.total;
	const fits =
		range.start === progress.bytes &&
		(sameSize || (progress.anySize === true && sameBytes(progress.validator, validator))) &&
		(progress.validator === null || sameVersion(progress.validator, validator));
	return fits ? { kind: 'rest', total: range.total } : { kind: 'noRest' };
}

/** A host may wrap the whole file into a "part" that begins at its first byte. */
function judgeUnasked(range: ContentRange, headers: Record<string, string>): Judgement {
	const whole = range.start === 0 && range.total !== null && range.total === readLength(headers);
	return whole ? { kind: 'whole', total: range.total } : { kind: 'unexpected' };
}

function judgeUnsatisfied(headers: Record<string, string>, progress: Progress): Judgement {
	const range = readContentRange(headers['content-range']);
	const same =
		progress.validator === null || sameVersion(progress.validator, readValidator(headers));
	if (same && range !== null && range.total !== null && range.total === progress.bytes) {
		return { kind: 'complete' };
	}
	return progress.askedForRest ? { kind: 'noRest' } : { kind: 'unexpected' };
}
