import type { MediaKind } from '../../../shared/domain/vocabulary';
import { MB } from '../../../shared/providers/files';
import type { Provider } from '../../../shared/providers/types';
import type { UrlFinding } from './url';

/** What a file's size says, as the end of a sentence that begins with the file; null when it is fine. */
export function sizeFinding(
	bytes: number,
	kind: MediaKind,
	{ fileSizes }: Pick<Provider, 'fileSizes'>,
): UrlFinding | null {
	const { most, safe } = fileSizes[kind];
	const isTooLarge = bytes > most;
	const limit = isTooLarge ? most : safe;
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
