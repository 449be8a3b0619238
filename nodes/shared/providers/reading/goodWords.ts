/** Codes and messages with which providers and relays say that all is well. */
const GOOD_WORD =
	/^(|0|00000|20\d|ok|okay|true|success\w*|accepted|submitted|created|done|成功|操作成功|请求成功|查询成功|提交成功)[.!。]?$/i;

/** "Query successful", "Task submitted successfully". */
const GOOD_SENTENCE = /\b(success(ful|fully)?|succeeded|submitted|accepted)\b|成功/i;
const DENIAL = /\b(not|un|no|fail\w*|error|denied)\b|未|不|失败/i;

/** Longer sentences have more to say than that. */
const LONGEST_SENTENCE = 60;

/** Status words and empty phrases where a reason belongs. */
const EMPTY_WORD =
	/^(fail\w*|errors?|none|null|undefined|unknown|unknown error|n\/?a|false|nil|-|失败|未知|未知错误|task failed|生成失败|任务失败)[.!。]?$/i;

/** True for the words that only say that a call went well. */
export function isGoodWord(text: string): boolean {
	return GOOD_WORD.test(text.trim());
}

/** True for a text that gives no reason why something went wrong. */
export function saysNothing(text: string): boolean {
	const plain = text.trim();
	if (isGoodWord(plain) || EMPTY_WORD.test(plain)) return true;
	return plain.length <= LONGEST_SENTENCE && GOOD_SENTENCE.test(plain) && !DENIAL.test(plain);
}
