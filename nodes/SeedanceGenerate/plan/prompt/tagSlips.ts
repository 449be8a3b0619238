import { plainDigits } from '../../../shared/cells/numbers';
import type { MediaKind } from '../../../shared/domain/vocabulary';
import { NUMBER_WORDS, TAG_WORDS, WORDS_BEFORE } from './tagWords';
import type { TagWords } from './tagWords';

/** A tag that is spelled in no way a provider knows, such as `@img 1`, `@[Image 1]` or `@圖片1`. */
export interface TagSlip {
	start: number;
	end: number;
	text: string;
	/** 1-based, per kind. */
	number: number;
	/** What it can point at; empty when the word names no kind. */
	kinds: readonly MediaKind[];
	/** It can be nothing but a tag. */
	certain: boolean;
}

/** More media than any model takes; greater numbers belong to a handle or a year. */
const HIGHEST_NUMBER = { certain: 99, likely: 20 };

const BRACKETS: Readonly<Record<string, string>> = {
	'[': ']',
	'(': ')',
	'{': '}',
	'<': '>',
	'【': '】',
	'「': '」',
	'《': '》',
	'“': '”',
	'"': '"',
	"'": "'",
};

const WORDS: ReadonlyMap<string, TagWords> = new Map(
	TAG_WORDS.flatMap((entry) => entry.words.map((word): [string, TagWords] => [word, entry])),
);

/** Keyboards write é in one character, names of files on a Mac in two; longer words come first. */
function oneOf(words: Iterable<string>): string {
	const spellings = new Set([...words].flatMap((word) => [word, word.normalize('NFD')]));
	return [...spellings].sort((a, b) => b.length - a.length).join('|');
}

const WORD = `(?:(?:${oneOf(WORDS_BEFORE)})[ _-]?)?(?<word>${oneOf(WORDS.keys())})`;
const HAN_NUMBER = '[一二三四五六七八九十]';
const ENGLISH_NUMBER = oneOf(Object.keys(NUMBER_WORDS).filter((word) => /^[a-z]/.test(word)));
const NUMBER = `(?<number>[\\p{Nd}]{1,4}(?!\\p{Nd})|${HAN_NUMBER}(?!${HAN_NUMBER})|(?<=[ _-])(?:${ENGLISH_NUMBER}))`;
const NAME = `${WORD}[ _\\-–—#:.·№]{0,3}(?:(?:no|nr)[. ]{1,2}|(?:number|num|n[º°]) ?)?第?${NUMBER}`;

/** `[@Image 1]`, `@Image 1` and `@[Image 1]`, and `@第一张图片`, which has the number first. */
const PATTERNS = [
	new RegExp(`[[【] ?@ ?${NAME} ?[\\]】]`, 'giu'),
	new RegExp(`@ ?(?<open>[\\[({<【「《“"'])? ?${NAME}`, 'giu'),
	new RegExp(`@ ?${WORD} ?[\\[({<]${NUMBER}[\\])}>]`, 'giu'),
	new RegExp(`@ ?第${NUMBER}[张張幅个個段条條枚]?${WORD}`, 'giu'),
];

/** What makes a number an amount: `@video 5 seconds`, `@圖片1張`. */
const AMOUNT_FOLLOWS =
	/^(?:[张張幅枚秒条條份]|分[钟鐘]|[个個](?![性人])|段(?!落)|[.:×x/%]\d|%| ?(?:s|secs?|seconds?|mins?|minutes?|hours?|days?|fps|px|k|times|percent|views|likes)(?![\p{L}\p{N}]))/iu;

/** The rest of a handle such as `@photo1.official`; `@photo1.jpg` is a file. */
const HANDLE_FOLLOWS = /^\.(?!(?:jpe?g|png|webp|mp4|mov|mp3|wav)(?![a-z]))[a-z]/u;

/** Full-width letters, digits and signs, and the circled digits, one for one. */
function folded(text: string): string {
	return (
		text
			.replace(/[！-～]/gu, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
			.replace(/[①-⑨]/gu, (one) => String(one.charCodeAt(0) - 0x245f))
			.replace(/﹫/gu, '@')
			.replace(/[\u3000\u00a0\t]/gu, ' ')
			// Nobody sees these between the parts of a tag.
			.replace(
				/(?<=[@\p{L}])[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069](?=[\p{L}\p{Nd}])/gu,
				' ',
			)
	);
}

/** Everything in a prompt that was meant as a tag by its look. Neighbours and overlaps are the caller's matter. */
export function findSlips(prompt: string): TagSlip[] {
	const text = folded(prompt);
	return PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)]).flatMap((match) => {
		const { groups = {}, index: start = 0 } = match;
		const entry = WORDS.get(groups.word.normalize('NFC').toLowerCase());
		if (entry === undefined) return [];
		const { kinds, certain = false } = entry;
		const digits = plainDigits(groups.number).toLowerCase();
		const number = NUMBER_WORDS[digits] ?? Number(digits);
		if (number > HIGHEST_NUMBER[certain ? 'certain' : 'likely']) return [];
		const end = start + match[0].length + lengthOfClosing(text.slice(start), match[0], groups.open);
		const after = text.slice(end, end + 20);
		if (AMOUNT_FOLLOWS.test(after) || HANDLE_FOLLOWS.test(after)) return [];
		return [{ start, end, text: prompt.slice(start, end), number, kinds, certain }];
	});
}

/** The closing bracket belongs to the tag; without one, as in `@[Image 1, Image 2]`, the tag ends at the number. */
function lengthOfClosing(text: string, match: string, open: string | undefined): number {
	if (open === undefined) return 0;
	const rest = text.slice(match.length);
	const space = rest.startsWith(' ') ? 1 : 0;
	return rest[space] === BRACKETS[open] ? space + 1 : 0;
}
