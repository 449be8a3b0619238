import type { MediaKind } from '../../../shared/domain/vocabulary';

/** File endings per kind. Wider than what the providers take: `fileNotes` of the providers warn about the rest. */
const EXTENSIONS: Readonly<Record<MediaKind, readonly string[]>> = {
	image: [
		'jpg',
		'jpeg',
		'jfif',
		'png',
		'webp',
		'gif',
		'bmp',
		'tif',
		'tiff',
		'heic',
		'heif',
		'avif',
		'svg',
	],
	video: ['mp4', 'mov', 'm4v', 'webm', 'mkv', 'avi', 'mpg', 'mpeg', 'wmv', 'flv', '3gp', 'ogv'],
	audio: ['mp3', 'wav', 'm4a', 'aac', 'ogg', 'oga', 'opus', 'flac', 'wma', 'aif', 'aiff'],
};

const KIND_OF_EXTENSION: ReadonlyMap<string, MediaKind> = new Map(
	(Object.keys(EXTENSIONS) as MediaKind[]).flatMap((kind) =>
		EXTENSIONS[kind].map((extension): [string, MediaKind] => [extension, kind]),
	),
);

/**
 * The lower-case file ending of a URL's path, without the dot, or null when it has none.
 * The query and the fragment never count; percent-encoding is undone first
 * (`/o/folder%2Fclip.MP4?alt=media` gives `mp4`).
 */
export function extensionOf(url: string): string | null {
	if (/^\s*data:/i.test(url)) return null;
	const withoutQuery = url.trim().split(/[?#]/, 1)[0];
	// A host name ends like a file (`https://example.com`), so only what follows it counts.
	const path = withoutQuery.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
	const lastSegment = decodePath(path).split('/').pop() ?? '';
	const match = /\.([a-z0-9]{1,5})$/i.exec(lastSegment);
	return match ? match[1].toLowerCase() : null;
}

function decodePath(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/** What a URL's ending (or a `data:` URL's type) says the medium is; null when it does not say. */
export function kindFromUrl(url: string): MediaKind | null {
	const dataType = /^\s*data:(image|video|audio)\//i.exec(url);
	if (dataType) return dataType[1].toLowerCase() as MediaKind;
	const extension = extensionOf(url);
	return (extension !== null && KIND_OF_EXTENSION.get(extension)) || null;
}

/**
 * The kind of a medium: from its URL, else `image` with a warning.
 * `label` is how the warning calls the medium, e.g. `Media item 3`.
 */
export function kindOrImage(url: string, label: string): { kind: MediaKind; warning?: string } {
	const kind = kindFromUrl(url);
	if (kind !== null) return { kind };
	return {
		kind: 'image',
		warning: `${label} is sent as an image, because its address does not end in a file type such as .jpg, .mp4 or .mp3. If it is a video or audio, set its kind.`,
	};
}
