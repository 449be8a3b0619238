import { cleanWord, unquote } from './invisible';

/** Yes and no, as the spreadsheets of many countries, their check boxes and people write them. */
const TRUE_WORDS =
	'true t yes y on 1 1.0 checked enabled wahr ja j vrai oui verdadero sí si vero sì verdadeiro sim waar prawda tak да истина так evet doğru kyllä ano áno igen da ναι はい 真 是 对 對 有 예 네 참 ใช่ हाँ نعم כן ✓ ✔ ✅ ☑ 🗸 🗹 [x] (x) 👍';
const FALSE_WORDS =
	'false f no n off 0 0.0 unchecked disabled falsch nein faux non falso nao não onwaar nee fałsz nie нет ложь ні hayır yanlış ei nej nei nem ne όχι いいえ 偽 假 否 不 不是 无 無 아니요 아니오 거짓 ไม่ नहीं لا לא ✗ ✘ ❌ ☐ □ ◻ [] () 👎';

const setOf = (words: string) => new Set(words.split(' '));
const TRUTH: ReadonlyArray<readonly [Set<string>, boolean]> = [
	[setOf(TRUE_WORDS), true],
	[setOf(FALSE_WORDS), false],
];

/** Null when the cell is neither, or could be both. */
export function truthFromCell(cell: string): boolean | null {
	const word = unquote(cleanWord(cell))
		.normalize('NFKC')
		.toLowerCase()
		.replace(/\s|[.!]$/g, '');
	return TRUTH.find(([words]) => words.has(word))?.[1] ?? null;
}
