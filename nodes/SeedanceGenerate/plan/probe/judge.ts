import type { MediaKind } from '../../../shared/domain/vocabulary';
import { isSvg, mediaType, otherFile } from '../../../shared/files/fileKind';
import { isCutOff } from '../../../shared/files/wholeness';
import type { Provider } from '../../../shared/providers/types';
import type { UrlFinding } from '../media/url';

/** What is known about a file that is looked at. */
export interface SeenFile {
	/** Its beginning, or all of it. */
	first: Buffer;
	/** Bytes of the whole file; null when nobody says. */
	total: number | null;
	/** The declared content type, which counts only where the bytes tell nothing. */
	declared?: string;
	/** The ending of its name, about which there is a warning already. */
	ending?: string | null;
}

/** The usual ending of a format that providers differ about. */
const ENDINGS: Readonly<Record<string, string>> = {
	'image/svg+xml': 'svg',
	'image/heic': 'heic',
	'image/heif': 'heif',
	'image/avif': 'avif',
	'image/tiff': 'tiff',
	'image/bmp': 'bmp',
	'image/gif': 'gif',
	'image/webp': 'webp',
	'video/webm': 'webm',
	'video/x-msvideo': 'avi',
	'video/x-ms-wmv': 'wmv',
	'video/x-flv': 'flv',
	'video/mpeg': 'mpg',
	'video/3gpp': '3gp',
	'video/ogg': 'ogv',
	'audio/mp4': 'm4a',
	'audio/ogg': 'ogg',
	'audio/flac': 'flac',
	'audio/aiff': 'aiff',
};

/** Formats that are pictures to people and nothing to any provider. */
const NEVER_TAKEN = ['image/vnd.adobe.photoshop', 'image/x-icon', 'image/jp2', 'image/jxl'];

const SAME_ENDINGS: readonly string[][] = [
	['tif', 'tiff'],
	['jpg', 'jpeg'],
	['aif', 'aiff'],
	['mpg', 'mpeg'],
	['heic', 'heif'],
	['webm', 'mkv'],
];

/**
 * What the bytes of a file say against its use, in words that follow the name of the medium; null when nothing does.
 * @param remedy how to get another file, as a sentence
 */
export function judgeFile(
	kind: MediaKind,
	{ first, total, declared, ending }: SeenFile,
	remedy: string,
	{ fileNotes }: Pick<Provider, 'fileNotes'>,
): UrlFinding | null {
	const problem = (message: string): UrlFinding => ({ severity: 'problem', message });
	if (first.length === 0) return problem('is an empty file. Upload it again.');
	const type = isSvg(first) ? 'image/svg+xml' : mediaType(first);
	const other = otherFile(first) ?? (type === null ? declaredOther(declared) : null);
	if (other !== null) return problem(`is ${other}, not the ${kind} itself. ${remedy}`);
	if (type !== null && !fits(type, kind)) {
		const found = type.split('/')[0];
		const article = found === 'video' ? 'a' : 'an';
		return problem(
			`is ${article} ${found} file, but its Kind says ${kind}. Change the Kind, or the file.`,
		);
	}
	if (total !== null && isCutOff(first, total)) {
		return problem('breaks off before its end. Upload or download it again.');
	}
	if (type === null) return null;
	if (NEVER_TAKEN.includes(type)) {
		return problem(
			`has the format ${type.split('/')[1]}, which no provider takes. Convert it to JPEG or PNG.`,
		);
	}
	const usual = ENDINGS[type];
	const isSame =
		usual === ending ||
		SAME_ENDINGS.some((one) => one.includes(usual) && one.includes(ending ?? ''));
	const note = isSame
		? undefined
		: fileNotes.find((one) => one.kind === kind && one.extensions.includes(usual));
	return note === undefined
		? null
		: { severity: 'warning', message: `is a .${usual} file: ${note.message}` };
}

/** Sound alone comes in the containers of video, too. */
function fits(type: string, kind: MediaKind): boolean {
	const isContainer = ['video/mp4', 'video/webm', 'video/3gpp'].includes(type);
	return type.startsWith(`${kind}/`) || (kind === 'audio' && isContainer);
}

function declaredOther(declared: string | undefined): string | null {
	if (/^text\/html\b/i.test(declared ?? '')) return 'a web page';
	return /^application\/pdf\b/i.test(declared ?? '') ? 'a PDF document' : null;
}
