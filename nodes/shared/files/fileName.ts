/** Characters that Windows, macOS or Linux do not allow in names, invisible ones that disguise a name, and cut halves of characters. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Names that Windows keeps for devices, with any extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;

/** What is left of an expression without a value. */
const EMPTY_EXPRESSION = /^(?:undefined|null|nan|\[object object\])?$/i;

/** Bytes of UTF-8: the usual limit of a name is 255, and users like to put something in front. */
const LONGEST_BYTES = 180;

function splitName(name: string): [stem: string, extension: string] {
	// `Bottle 1.5L` and `Sneaker 2.0` have no ending.
	const match = /^([\s\S]*)(\.(?:[A-Za-z][A-Za-z0-9]{0,7}|3gp))$/.exec(name);
	return match === null ? [name, ''] : [match[1], match[2]];
}

function shorten(text: string, maximum: number): string {
	let short = text;
	while (Buffer.byteLength(short) > maximum) short = Array.from(short).slice(0, -1).join('');
	return short;
}

/** One path part that every platform takes as it is; may come out empty. */
function clean(text: string): string {
	return text
		.normalize('NFC')
		.replace(FORBIDDEN, '_')
		.replace(/^[\s.]+|[\s.]+$/g, '')
		.replace(/\s+/g, ' ');
}

/**
 * Makes a file name that is the same and harmless on Windows, macOS and Linux: no folders, no forbidden or invisible
 * characters, no device names, at most 180 bytes, always with an extension. Never throws.
 * @param wanted what the user asked for
 * @param fallback used where nothing usable is left, e.g. the task id
 * @param extension added when the name has none, without the dot
 */
export function safeFileName(wanted: string, fallback: string, extension: string): string {
	const [rawStem, ownExtension] = splitName(lastPart(wanted));
	const stem = [rawStem, fallback, 'video']
		.map((candidate) => clean(candidate))
		.find((candidate) => !EMPTY_EXPRESSION.test(candidate.replace(/_/g, '')));
	const ending = ownExtension === '' ? `.${extension}` : ownExtension;
	const short = clean(shorten(stem ?? 'video', LONGEST_BYTES - ending.length));
	return RESERVED.test(`${short}${ending}`) ? `_${short}${ending}` : `${short}${ending}`;
}

/** `launch/hero.mp4` and `C:\clips\hero.mp4` both mean `hero.mp4`. */
function lastPart(path: string): string {
	const parts = path
		.trim()
		.split(/[\\/]+/)
		.filter((part) => part !== '');
	return parts.length === 0 ? '' : parts[parts.length - 1];
}

/** The same name with something added before the extension, e.g. `hero-last-frame.png`. */
export function siblingName(fileName: string, suffix: string, extension: string): string {
	return safeFileName(`${splitName(fileName)[0]}${suffix}.${extension}`, suffix, extension);
}

/** Endings that say which kind of video a file is. */
const VIDEO_ENDINGS = /^\.(?:mp4|m4v|mov|qt|3gp|webm|mkv|avi|ts|mts|m2ts|flv|wmv|mpe?g|ogv)$/i;

/** What may stay where a type has more than one ending. MP4 and MOV are one family: only `.mp4` names the other one. */
const ENDINGS_OF: Readonly<Record<string, RegExp>> = {
	'video/mp4': /./,
	'video/quicktime': /^(?!\.mp4$)/i,
	'video/mp2t': /^\.(?:ts|mts|m2ts)$/i,
	'video/mpeg': /^\.mpe?g$/i,
};

/** The same name, with another ending where it has that of another kind of video. */
export function withFittingEnding(fileName: string, mimeType: string, extension: string): string {
	const [stem, ending] = splitName(fileName);
	const fits = ENDINGS_OF[mimeType]?.test(ending) ?? ending.toLowerCase() === `.${extension}`;
	return fits || !VIDEO_ENDINGS.test(ending) ? fileName : `${stem}.${extension}`;
}
