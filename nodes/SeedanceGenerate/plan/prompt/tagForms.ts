import type { MediaKind } from '../../../shared/domain/vocabulary';
import { findSlips } from './tagSlips';

/**
 * How a tag was written. `at`, `alias` and `bracket` are unmistakable; `bareHan` (`图片1`) and
 * `plainWords` (`image 1`) are also ordinary text, so they never refuse a prompt. A `slip`
 * (`@img 1`) is meant as a tag and spelled in no way that a provider knows.
 */
export type TagForm = 'at' | 'alias' | 'bracket' | 'bareHan' | 'plainWords' | 'slip';

/** A place in the prompt that has the form of a tag, whether or not it points at something. */
export interface TagCandidate {
	start: number;
	end: number;
	text: string;
	form: TagForm;
	kind: MediaKind;
	/** 1-based, per kind. */
	number: number;
	/** Of a slip only: every kind that the word can mean, and whether it can be nothing but a tag. */
	slip?: { kinds: readonly MediaKind[]; certain: boolean };
}

const KIND_OF_WORD: Readonly<Record<string, MediaKind>> = {
	image: 'image',
	image_file_: 'image',
	图片: 'image',
	图: 'image',
	圖片: 'image',
	圖: 'image',
	video: 'video',
	video_file_: 'video',
	视频: 'video',
	視頻: 'video',
	audio: 'audio',
	audio_file_: 'audio',
	音频: 'audio',
	音頻: 'audio',
};

/** Letters and digits of scripts that put spaces between words; in the others a tag may touch its neighbours. */
const WORD = '\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Nd}_';

/** Chinese measure words and number tails that make `图片1` an amount, not a name. */
const AMOUNT = '[张張幅枚秒条條份]|分[钟鐘]|[个個](?![性人])|段(?!落)|[.．:：×/%]\\d|%';

/** Each pattern gives the word of KIND_OF_WORD and the number. */
const FORMS: ReadonlyArray<{ form: TagForm; pattern: RegExp }> = [
	{
		form: 'at',
		pattern:
			/[@＠](image_file_|video_file_|audio_file_|image|video|audio|图片|图|视频|音频)(\d+)/giu,
	},
	{
		form: 'bracket',
		pattern: /\[(image|video|audio|图片|图|视频|音频|圖片|圖|視頻|音頻) ?(\d+)\]/giu,
	},
	{
		form: 'bareHan',
		pattern: new RegExp(`(?<![@＠])(图片|视频|音频|圖片|視頻|音頻)(\\d+)(?!\\d|${AMOUNT})`, 'gu'),
	},
	{
		form: 'plainWords',
		pattern: new RegExp(`(?<![@＠${WORD}])(image|video|audio) (\\d+)(?![${WORD}]|[.:]\\d)`, 'giu'),
	},
];

/** Web addresses inside a prompt keep every character. */
const ADDRESSES = [
	/(?:[a-z][a-z0-9+.-]{0,30}:\/\/|www\.)[!-~]+/giu,
	/(?<![@\w-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[a-z]{2,20}\/[!-~]*/giu,
];

export const WORD_CHARACTER = new RegExp(`[${WORD}]$`, 'u');
export const GOES_ON = new RegExp(`^[${WORD}]`, 'u');
const ALIAS_GOES_ON = new RegExp(`^-?[${WORD}\\p{M}]`, 'u');
/** `@Image1.com`, `@Image1@mastodon.social`: a host name or a handle, not the end of a sentence. */
const HOST_FOLLOWS =
	/^(?:@[\w-]+(?:\.[\w-]+)*)?\.(?:com|net|org|info|io|ai|co|cn|app|dev|shop|store|social|xyz)(?![\p{L}\p{N}])/iu;

/** Everything in a prompt that has the form of a tag, in order and without overlaps. */
export function findCandidates(
	prompt: string,
	aliases: ReadonlyArray<{ alias: string; kind: MediaKind; number: number }>,
): TagCandidate[] {
	const all = [
		...FORMS.flatMap(({ form, pattern }) => matchForm(prompt, form, pattern)),
		...aliases.flatMap((alias) => matchAlias(prompt, alias)),
		...findSlips(prompt).map(({ kinds, certain, ...slip }) => ({
			...slip,
			form: 'slip' as const,
			kind: kinds[0] ?? 'image',
			slip: { kinds, certain },
		})),
	];
	const closed = ADDRESSES.flatMap((pattern) => [...prompt.matchAll(pattern)]).map((match) => ({
		start: match.index ?? 0,
		end: (match.index ?? 0) + match[0].length,
	}));
	// A name that the user has given goes before a spelling that is only guessed.
	const guessed = ({ form }: TagCandidate, other: TagCandidate) =>
		Number(form === 'slip' && other.form === 'alias');
	all.sort((a, b) => a.start - b.start || guessed(a, b) - guessed(b, a) || b.end - a.end);
	return keepSeparate(prompt, all, closed);
}

function matchForm(prompt: string, form: TagForm, pattern: RegExp): TagCandidate[] {
	return [...prompt.matchAll(pattern)].map((match) => ({
		start: match.index ?? 0,
		end: (match.index ?? 0) + match[0].length,
		text: match[0],
		form,
		kind: KIND_OF_WORD[match[1].toLowerCase()],
		number: Number(match[2]),
	}));
}

function matchAlias(
	prompt: string,
	{ alias, kind, number }: { alias: string; kind: MediaKind; number: number },
): TagCandidate[] {
	// An alias holds only letters, digits, _ and -, none of which mean anything in a pattern. Names
	// of files on a Mac write é in two characters, keyboards in one.
	const spellings = `${alias.normalize('NFC')}|${alias.normalize('NFD')}`;
	const pattern = new RegExp(`[@＠](?:${spellings})`, 'giu');
	return [...prompt.matchAll(pattern)].map((match) => ({
		start: match.index ?? 0,
		end: (match.index ?? 0) + match[0].length,
		text: match[0],
		form: 'alias' as const,
		kind,
		number,
	}));
}

function keepSeparate(
	prompt: string,
	candidates: TagCandidate[],
	closed: ReadonlyArray<{ start: number; end: number }>,
): TagCandidate[] {
	const kept: TagCandidate[] = [];
	let previousEnd = -1;
	for (const candidate of candidates) {
		const { start, end } = candidate;
		if (start < previousEnd) continue;
		if (closed.some((span) => start >= span.start && start < span.end)) continue;
		if (!standsAlone(prompt, candidate, previousEnd)) continue;
		kept.push(candidate);
		previousEnd = end;
	}
	return kept;
}

/** Tells a tag from the middle of an e-mail address, a handle or a longer word. */
function standsAlone(prompt: string, candidate: TagCandidate, previousEnd: number): boolean {
	const { start, end, form } = candidate;
	if (form !== 'at' && form !== 'alias' && form !== 'slip') return true;
	const before = prompt.slice(Math.max(0, start - 2), start);
	if (start !== previousEnd && WORD_CHARACTER.test(before)) return false;
	const after = prompt.slice(end, end + 80);
	if (HOST_FOLLOWS.test(after)) return false;
	// After a Chinese alias the next word follows without a space.
	if (form === 'alias') return !(WORD_CHARACTER.test(candidate.text) && ALIAS_GOES_ON.test(after));
	// After a closing bracket nothing can run on.
	return !(GOES_ON.test(after) && !/[\])}>】」》”"'］）｝＞]$/u.test(candidate.text));
}
