import type { MediaKind, ProviderId } from '../../../shared/domain/vocabulary';
import type { UrlFinding } from './url';

const MB = 1024 * 1024;

/** Bytes; nobody takes more (docs/providers.md 1.5; EvoLink repeats most of them in 2.4). */
export const LARGEST_FILE: Readonly<Record<MediaKind, number>> = {
	image: 30 * MB,
	video: 200 * MB,
	audio: 15 * MB,
};

/** Bytes above which the pages of the providers disagree (docs/providers.md 9 no. 7 and 18). */
function doubtfulFrom(kind: MediaKind, provider: ProviderId): number {
	if (kind === 'video') return 50 * MB;
	return kind === 'image' && provider === 'evolink' ? 10 * MB : LARGEST_FILE[kind];
}

/** What a file's size says, as the end of a sentence that begins with the file; null when it is fine. */
export function sizeFinding(
	bytes: number,
	kind: MediaKind,
	provider: ProviderId,
): UrlFinding | null {
	const isTooLarge = bytes > LARGEST_FILE[kind];
	const limit = isTooLarge ? LARGEST_FILE[kind] : doubtfulFrom(kind, provider);
	if (bytes <= limit) return null;
	const sizes = `has ${Math.ceil(bytes / MB)} MB, but ${kind} input`;
	return isTooLarge
		? {
				severity: 'problem',
				message: `${sizes} may have ${limit / MB} MB. Make the file smaller.`,
			}
		: {
				severity: 'warning',
				message: `${sizes} is safe up to ${limit / MB} MB only. Make the file smaller if it is refused.`,
			};
}
