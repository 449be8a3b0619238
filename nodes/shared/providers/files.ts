import type { MediaKind } from '../domain/vocabulary';

/** A file type that a provider may refuse or handle badly. */
export interface FileNote {
	kind: MediaKind;
	/** Lower case, without the dot. */
	extensions: readonly string[];
	/** Completes "Media item 2 is a .webp file: …". */
	message: string;
}

/** Bytes. */
export interface FileSize {
	/** Above it the file is refused before anything is sent. */
	most: number;
	/** Above it the provider's pages disagree, so there is a warning. */
	safe: number;
}

const ONLY_MP4_AND_MOV = 'Only MP4 and MOV videos are listed. Convert it to MP4.';

/** What none of the APIs lists (docs/providers.md 1.5, 2.4, 4.3). */
export const UNLISTED_EVERYWHERE: readonly FileNote[] = [
	{
		kind: 'image',
		extensions: ['avif', 'svg', 'jfif'],
		message: 'No provider lists this picture format. Convert it to JPEG or PNG.',
	},
	{
		kind: 'video',
		extensions: ['webm', 'mkv', 'avi', 'mpg', 'mpeg', 'wmv', 'flv', '3gp', 'ogv'],
		message: ONLY_MP4_AND_MOV,
	},
	{
		kind: 'audio',
		extensions: ['m4a', 'aac', 'ogg', 'oga', 'opus', 'flac', 'wma', 'aif', 'aiff'],
		message: 'Only MP3 and WAV audio is listed. Convert it to MP3.',
	},
];

/** For APIs that list MP4 and MOV and no other name of them (docs/providers.md 1.5, 2.4, 3.3). */
export const M4V_UNLISTED: FileNote = {
	kind: 'video',
	extensions: ['m4v'],
	message: ONLY_MP4_AND_MOV,
};

export const MB = 1024 * 1024;

/**
 * The sizes of the official API, which the others repeat or do not name; the pages disagree about videos
 * (docs/providers.md 1.5, 9 no. 7 and 18).
 */
export const USUAL_FILE_SIZES: Readonly<Record<MediaKind, FileSize>> = {
	image: { most: 30 * MB, safe: 30 * MB },
	video: { most: 200 * MB, safe: 50 * MB },
	audio: { most: 15 * MB, safe: 15 * MB },
};
