import type { TagSpelling } from '../../../shared/domain/capabilities';
import type { Medium } from '../../../shared/domain/request';
import type { MediaKind, Mode } from '../../../shared/domain/vocabulary';
import { countHan, countWords, languageOf } from './language';
import { chineseMotion, englishMotion } from './motionWords';
import { findTags } from './tags';

export interface AdviceQuestion {
	prompt: string;
	media: readonly Medium[];
	mode: Mode;
	/** Seconds; -1 or undefined = nobody knows, so nothing is said about length. */
	durationSeconds?: number;
	/** The words `image 1` may be a tag here, elsewhere they are only a mention. */
	spelling: TagSpelling;
}

/** Providers advise at most this much text (docs/providers.md 1.5 and 2.4). */
const LONG_CHINESE_CHARACTERS = 500;
const LONG_ENGLISH_WORDS = 1000;

/** Longer descriptions practically always hold some movement that a word list can miss. */
const SHORT_ENGLISH_WORDS = 20;
const SHORT_CHINESE_CHARACTERS = 40;

/** docs/providers.md 2.11: one action fits 4-6 s, two or three 6-10 s, more 10-15 s. The rules leave a wide margin. */
const MANY_ACTIONS = 4;
const SECONDS_PER_ACTION = 1.5;
const LONG_SECONDS = 12;

const TITLES: Readonly<Record<MediaKind, string>> = {
	image: 'Image',
	video: 'Video',
	audio: 'Audio',
};

/**
 * Warnings for prompts that usually disappoint (docs/providers.md 2.11). English and Chinese only; other
 * languages are judged by length and tags alone. Returns few and only sure hints, never a refusal.
 */
export function promptAdvice(question: AdviceQuestion): string[] {
	return [...lengthAdvice(question.prompt), ...motionAdvice(question), ...tagAdvice(question)];
}

function lengthAdvice(prompt: string): string[] {
	const han = countHan(prompt);
	if (han > LONG_CHINESE_CHARACTERS) {
		return [
			`The prompt has ${han} Chinese characters. Above ${LONG_CHINESE_CHARACTERS} the model begins to skip details; keep what matters most.`,
		];
	}
	const count = countWords(prompt);
	if (count <= LONG_ENGLISH_WORDS) return [];
	return [
		`The prompt has ${count} words. Above ${LONG_ENGLISH_WORDS} the model begins to skip details; keep what matters most.`,
	];
}

function motionAdvice(question: AdviceQuestion): string[] {
	// A reference video brings its own movement, and a sound its own rhythm.
	if (question.media.some((medium) => medium.kind !== 'image')) return [];
	const text = withoutTags(question);
	const language = languageOf(text);
	if (language === 'other') return [];
	const isEnglish = language === 'english';
	const motion = isEnglish ? englishMotion(text).all : chineseMotion(text);
	const isShort = isEnglish
		? countWords(text) <= SHORT_ENGLISH_WORDS
		: countHan(text) <= SHORT_CHINESE_CHARACTERS;
	if (motion === 0 && isShort) {
		return [
			'The prompt describes how things look but not what happens, so the video may hardly move. Say what the subject does and how the camera moves, for example "turns slowly while the camera moves closer".',
		];
	}
	const seconds = question.durationSeconds ?? -1;
	if (seconds <= 0) return [];
	if (seconds >= LONG_SECONDS && motion <= 1 && isShort) {
		return [
			`The prompt describes one movement for ${seconds} seconds, which often looks stretched. Use 4 to 6 seconds, or describe what happens next.`,
		];
	}
	const actions = isEnglish ? englishMotion(text).actions : chineseSteps(text);
	if (actions >= MANY_ACTIONS && seconds < actions * SECONDS_PER_ACTION) {
		return [
			`The prompt describes about ${actions} actions in ${seconds} seconds, which often looks rushed. Make the video longer, or describe fewer actions.`,
		];
	}
	return [];
}

/** Steps of a sequence, told by the words between them: verbs are too hard to count in Chinese. */
function chineseSteps(text: string): number {
	return (text.match(/然后|接着|随后|紧接着|再接着|最后|最终/gu) ?? []).length + 1;
}

/** Tags are no words of the description. */
function withoutTags({ prompt, media }: AdviceQuestion): string {
	let result = '';
	let position = 0;
	for (const tag of findTags(prompt, media)) {
		result += prompt.slice(position, tag.start);
		position = tag.end;
	}
	return result + prompt.slice(position);
}

function tagAdvice({ prompt, media, mode, spelling }: AdviceQuestion): string[] {
	const images = media.filter((medium) => medium.kind === 'image').length;
	if (mode !== 'reference' || images < 2) return [];
	const tagged = findTags(prompt, media).some(
		(tag) => tag.kind === 'image' && (tag.form !== 'plainWords' || spelling.native.test(tag.text)),
	);
	if (tagged) return [];
	return [
		`The prompt does not say what each of the ${images} images is for, so the model guesses. Point at them, for example "@Image1 is the product, @Image2 is the background".`,
	];
}

/**
 * One warning that lists the media a `reference` prompt never mentions, none when it mentions all
 * (not part of the switchable advice).
 */
export function unmentionedMedia({
	prompt,
	media,
	mode,
}: Pick<AdviceQuestion, 'prompt' | 'media' | 'mode'>): string[] {
	if (mode !== 'reference') return [];
	const mentioned = new Set(findTags(prompt, media).map((tag) => tag.mediaIndex));
	const counts: Record<MediaKind, number> = { image: 0, video: 0, audio: 0 };
	const tags = media.map(({ kind }) => `@${TITLES[kind]}${(counts[kind] += 1)}`);
	const missing = tags.filter((_, index) => !mentioned.has(index));
	if (missing.length === 0) return [];
	return [
		`The prompt never mentions ${missing.join(', ')}. The model decides by itself what to do with ${missing.length === 1 ? 'it' : 'them'}; write ${missing[0]} where it belongs, or remove it.`,
	];
}
