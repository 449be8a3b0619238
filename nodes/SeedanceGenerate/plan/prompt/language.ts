const HAN = /\p{Script=Han}/gu;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Small words that hardly any English sentence does without. */
const ENGLISH_MARKERS = /\b(?:the|a|an|of|with|in|on|at|and|is|to|from|by|for)\b/i;

/** Number of Chinese characters. */
export function countHan(text: string): number {
	return (text.match(HAN) ?? []).length;
}

/** Number of words between spaces. */
export function countWords(text: string): number {
	return (text.match(/\S+/g) ?? []).length;
}

/** True when a text holds Chinese characters; Japanese (which has kana between them) does not count. */
export function hasChineseText(text: string): boolean {
	return countHan(text) > 0 && !KANA.test(text);
}

export type PromptLanguage = 'english' | 'chinese' | 'other';

/** The language that most of a prompt is written in, as far as advice needs it. */
export function languageOf(text: string): PromptLanguage {
	const latinWords = (text.match(/[a-z]+/gi) ?? []).length;
	if (hasChineseText(text) && countHan(text) > latinWords) return 'chinese';
	// Letters beyond ASCII hint at another language that happens to share a small word.
	const otherLetters = (text.match(/[^\p{ASCII}\p{Script=Han}\p{P}\p{S}\p{Z}]/gu) ?? []).length;
	if (otherLetters > latinWords / 10) return 'other';
	return ENGLISH_MARKERS.test(text) ? 'english' : 'other';
}
