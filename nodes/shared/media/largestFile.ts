import type { MediaKind } from '../domain/vocabulary';

/** Bytes; the documented limits per kind (providers.md 1.5; EvoLink repeats them in 2.4). */
export const LARGEST_FILE: Readonly<Record<MediaKind, number>> = {
	image: 30 * 1024 * 1024,
	video: 50 * 1024 * 1024,
	audio: 15 * 1024 * 1024,
};
