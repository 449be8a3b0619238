import type { TagSpelling } from '../../../shared/domain/capabilities';
import type { Medium, Problem } from '../../../shared/domain/request';
import { MEDIA_KINDS } from '../../../shared/domain/vocabulary';
import type { MediaKind } from '../../../shared/domain/vocabulary';
import { aliasOf, aliasProblems, isUsableAlias } from './aliases';
import { hasChineseText } from './language';
import { findCandidates, GOES_ON, WORD_CHARACTER } from './tagForms';
import type { TagCandidate } from './tagForms';

/** A tag of a prompt, tied to the medium it points at. */
export interface FoundTag extends TagCandidate {
	/** Index in the media list; null when the tag points at nothing. */
	mediaIndex: number | null;
}

export interface TranslatedPrompt {
	prompt: string;
	/** Indices of the media that the prompt mentions, ascending. */
	used: number[];
	problems: Problem[];
	warnings: string[];
}

const TITLES: Readonly<Record<MediaKind, string>> = {
	image: 'Image',
	video: 'Video',
	audio: 'Audio',
};

/**
 * Finds the tags of a prompt: `@Image1` in any letter case, `@alias`, the native spellings of
 * every provider, and near misses such as `@img 1` that point at a medium. E-mail addresses, web
 * addresses, handles and unknown @words are not tags.
 * A bare `图片4` or `image 4` that points at nothing is ordinary text and is not returned.
 */
export function findTags(prompt: string, media: readonly Medium[]): FoundTag[] {
	return locateTags(prompt, media).filter((tag) => tag.mediaIndex !== null || isCertain(tag));
}

/** All that has the form of a tag, tied to the media as far as it points at one. */
function locateTags(prompt: string, media: readonly Medium[]): FoundTag[] {
	const positions = positionsOf(media);
	const aliases = media.flatMap((medium, index) => {
		const alias = aliasOf(medium);
		if (alias === null || !isUsableAlias(alias)) return [];
		return [{ alias, kind: medium.kind, number: positions[medium.kind].indexOf(index) + 1 }];
	});
	return findCandidates(prompt, aliases).map((candidate) => {
		const kinds = candidate.slip?.kinds ?? [candidate.kind];
		const kind = kinds.find((one) => positions[one].length >= candidate.number) ?? candidate.kind;
		const mediaIndex = kinds.length === 0 ? null : (positions[kind][candidate.number - 1] ?? null);
		return { ...candidate, kind, mediaIndex };
	});
}

/** List indices of the media, per kind and in order. */
function positionsOf(media: readonly Medium[]): Record<MediaKind, number[]> {
	const positions: Record<MediaKind, number[]> = { image: [], video: [], audio: [] };
	media.forEach((medium, index) => positions[medium.kind].push(index));
	return positions;
}

function isCertain(tag: TagCandidate): boolean {
	if (tag.slip !== undefined) return tag.slip.certain;
	return tag.form !== 'bareHan' && tag.form !== 'plainWords';
}

/**
 * True when the prompt points at an image of the list, so that `auto` means `reference`.
 * The plain words `image 1` do not count: they are too easily ordinary text.
 */
export function hasTaggedImage(prompt: string, media: readonly Medium[]): boolean {
	return findTags(prompt, media).some(
		(tag) => tag.kind === 'image' && tag.mediaIndex !== null && tag.form !== 'plainWords',
	);
}

/**
 * Writes every tag in the provider's spelling (README, Tags). Spellings that the provider already
 * understands stay byte for byte. With `enabled: false` nothing is rewritten. In both cases a tag
 * that points at nothing and a name that cannot be a tag come back as problems.
 */
export function translateTags(
	prompt: string,
	media: readonly Medium[],
	spelling: TagSpelling,
	{ enabled }: { enabled: boolean },
): TranslatedPrompt {
	const located = locateTags(prompt, media);
	const tags = located.filter((tag) => tag.mediaIndex !== null || isCertain(tag));
	const used = new Set(tags.flatMap((tag) => (tag.mediaIndex === null ? [] : [tag.mediaIndex])));
	return {
		prompt: enabled ? rewrite(prompt, tags, spelling) : prompt,
		used: [...used].sort((a, b) => a - b),
		problems: [...aliasProblems(media), ...danglingProblems(tags, media)],
		warnings: [
			...(enabled ? [] : untranslatedWarnings(tags)),
			...slipWarnings(located, media),
			...numberlessWarnings(prompt, located, media),
		],
	};
}

function rewrite(prompt: string, tags: readonly FoundTag[], spelling: TagSpelling): string {
	const inChinese = hasChineseText(withoutTags(prompt, tags));
	let result = '';
	let position = 0;
	for (const tag of tags) {
		const touchesTag = tag.start === position && position > 0;
		result += prompt.slice(position, tag.start);
		const stays =
			tag.mediaIndex === null || tag.form === 'plainWords' || spelling.native.test(tag.text);
		const text = stays ? tag.text : spelling.write(tag.kind, tag.number, inChinese);
		// In another spelling it could run together with its neighbours: `@主角3秒` is not image 13.
		const follows = WORD_CHARACTER.test(result.slice(-2));
		if (!stays && follows && (!touchesTag || GOES_ON.test(text.slice(0, 2)))) result += ' ';
		result += text;
		if (!stays && GOES_ON.test(prompt.slice(tag.end, tag.end + 2))) result += ' ';
		position = tag.end;
	}
	return result + prompt.slice(position);
}

/** The prompt's own words: names and @tags say nothing about its language, a Chinese tag does. */
function withoutTags(prompt: string, tags: readonly FoundTag[]): string {
	let result = '';
	let position = 0;
	for (const tag of tags) {
		result += prompt.slice(position, tag.start);
		if (tag.form === 'bareHan' || tag.form === 'bracket') result += tag.text;
		position = tag.end;
	}
	return result + prompt.slice(position);
}

function danglingProblems(tags: readonly FoundTag[], media: readonly Medium[]): Problem[] {
	const texts = new Map<string, FoundTag>();
	tags.filter((tag) => tag.mediaIndex === null).forEach((tag) => texts.set(tag.text, tag));
	return [...texts.values()].map((tag) => ({
		field: 'Prompt',
		message: explainDangling(tag, media),
	}));
}

function explainDangling(tag: FoundTag, media: readonly Medium[]): string {
	const amount = media.filter((medium) => medium.kind === tag.kind).length;
	const noun = tag.kind === 'audio' ? 'audio file' : tag.kind;
	const shown = tag.text.length > 40 ? `${tag.text.slice(0, 40)}…` : tag.text;
	const start = `The tag ${shown} in the prompt points at nothing`;
	const title = TITLES[tag.kind];
	if (amount === 0) {
		return `${start}: there is no ${noun}. Add one under Media, or remove the tag.`;
	}
	if (amount === 1) {
		return `${start}: there is 1 ${noun}. Use @${title}1, or add the missing ${noun} under Media.`;
	}
	return `${start}: there are ${amount} ${noun}s. Use @${title}1 to @${title}${amount}, or add the missing ${noun} under Media.`;
}

function untranslatedWarnings(tags: readonly FoundTag[]): string[] {
	const isUnknown = ({ form }: FoundTag) => form === 'alias' || form === 'slip';
	const texts = new Set(tags.filter(isUnknown).map((tag) => tag.text));
	if (texts.size === 0) return [];
	return [
		`Translate Tags is off, so ${[...texts].join(', ')} ${texts.size === 1 ? 'is' : 'are'} sent as written, and the provider does not know your names.`,
	];
}

/** `@Image` without its number, which can be a handle as well. */
const NUMBERLESS =
	/(?<![\p{L}\p{N}_.@＠])[@＠](image|video|audio)(?![\p{L}\p{N}_@＠-]|\.[\p{L}\p{N}]|\s{0,3}[#:([]?\s?\p{N})/giu;

function numberlessWarnings(
	prompt: string,
	located: readonly FoundTag[],
	media: readonly Medium[],
): string[] {
	const told = [...prompt.matchAll(NUMBERLESS)].flatMap((match) => {
		const kind = match[1].toLowerCase();
		const isTag = located.some(({ start }) => start === match.index);
		if (isTag || !media.some((medium) => medium.kind === kind)) return [];
		return [
			`${match[0]} in the prompt has no number, so it is sent as plain text. If it is to be a tag, write @${TITLES[kind as MediaKind]}1.`,
		];
	});
	return [...new Set(told)];
}

/** Near misses that could not be read, or not for sure. */
function slipWarnings(located: readonly FoundTag[], media: readonly Medium[]): string[] {
	const has = (kind: MediaKind) => media.some((medium) => medium.kind === kind);
	const told = located.flatMap(({ text, number, kind, slip, mediaIndex }) => {
		if (slip === undefined || (slip.certain && mediaIndex === null)) return [];
		const open = slip.kinds.length === 0 ? MEDIA_KINDS.filter(has) : slip.kinds.filter(has);
		const spellings = open.map((one) => `@${TITLES[one]}${number}`);
		if (mediaIndex !== null && open.length > 1) {
			return [
				`${text} in the prompt is read as @${TITLES[kind]}${number}. Write ${spellings.join(' or ')}, so that it is clear which one you mean.`,
			];
		}
		if (mediaIndex !== null || (slip.kinds.length === 0 && open.length === 0)) return [];
		const write = spellings.length === 0 ? `@${TITLES[kind]}${number}` : spellings.join(' or ');
		return [
			`${text} in the prompt looks like a tag but points at no medium, so it is sent as plain text. If it is to be one, write ${write} and add that medium.`,
		];
	});
	return [...new Set(told)];
}
