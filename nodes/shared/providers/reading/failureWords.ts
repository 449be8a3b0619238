import { HINTS } from './failureRules';
import type { FailureRule } from './failureRules';

/**
 * What sentences say, where no code does: whole turns of phrase only, so that a word in passing decides nothing.
 * The first that fits decides: busy, content, money.
 */

const MONEY = 'balance|credits?|funds?|quota|points?';

const BUSY: readonly RegExp[] = [
	/\brate[ _-]?limit|\btoo many (requests|tasks|concurrent|jobs)|requests? per (second|minute|hour|day)/i,
	/overload(ed)?\b|saturat(ed|ion)\b|\b(server|system|service|model|upstream)s? (is |are )?(currently |too )?busy\b/i,
	/\bat (full )?capacity\b|\bhigh (demand|load|traffic)\b|\bqueue is full\b/i,
	/\bconcurren(t|cy)\b.{0,40}\b(limit|exceed\w*|reached|maximum)\b/i,
	/负载.{0,4}(饱和|过高)|(系统|服务|服务器|上游|模型)(当前)?(繁忙|过载)|请求(过于|太)?频繁|请求过多|并发.{0,6}(超|达到|上限|限制)|(排队|队列).{0,3}满/,
];

const REAL_PERSON: readonly RegExp[] = [
	/\breal[ -](person|people|human|humans|face|faces)\b|\b(human|celebrity|public figure)s? faces?\b/i,
	/\bprivacy information\b|真人|人脸|肖像/i,
];

const COPYRIGHT: readonly RegExp[] = [
	/\bcopyright(ed)?\b|\btrademark|\bintellectual property\b|\bprotected (material|content|character)/i,
	/版权|侵权|知识产权/,
];

const CONTENT: readonly RegExp[] = [
	/\bsensitive (information|content|material|words?|text|image|topics?)\b/i,
	/\bcontent[ _-](policy|safety|moderation|check|checks|filter|filters|review|violation|security|guidelines?)\b/i,
	/\bviolat\w+\b.{0,60}\b(polic(y|ies)|guidelines?|terms|community|safety|usage|content)\b/i,
	/\b(policy|guidelines?|safety) violation|\b(safety|moderation) (system|filter|check|policy)|\bmoderation\b.{0,40}\b(fail|refus|reject|block|flag|not pass)/i,
	/\bagainst (our|the) (content |usage |safety )?polic|\b(flagged|blocked) (as|by|for|due)\b.{0,40}\b(safety|content|filter|policy|unsafe)/i,
	/\bnsfw\b|\b(inappropriate|prohibited|unsafe|harmful|explicit|sexual) (content|material|text|images?|words?)\b/i,
	/敏感|违规|违禁|违反.{0,10}(政策|规定|规范|条款)|审核(未|不)通过|未通过.{0,6}审核|色情|涉黄|涉政|不合规|不当内容|内容安全/,
];

/** A check that did not work has refused nothing. */
const CHECK_IS_DOWN =
	/\b(content|moderation|safety)\b.{0,40}\b(unavailable|timed? ?out|not available|did not respond)\b/i;

const NO_MONEY: readonly RegExp[] = [
	new RegExp(
		`\\b(insufficient|not enough|too few|lack of|out of|no (more |remaining )?|run out of|depleted|exhausted)\\s*(user |account |remaining |available |api |token |your )*(${MONEY})\\b`,
		'i',
	),
	new RegExp(
		`\\b(${MONEY})\\b.{0,30}\\b(insufficient|not enough|not sufficient|too low|exhausted|used up|depleted|run out|negative|is 0)\\b`,
		'i',
	),
	/\b(account|payment|bill|invoice)\b.{0,30}\b(overdue|in arrears|past due|unpaid)\b|\bplease (top[ -]?up|recharge)\b|\btop[ -]?up (your|the|is)\b/i,
	/(余额|额度|积分|点数|配额|次数|资源包|费用).{0,8}(不足|不够|用完|用尽|耗尽|已用)|欠费|请.{0,4}充值|账户.{0,6}(欠|停)/,
];

function rulesOf(
	forms: readonly RegExp[],
	verdict: Pick<FailureRule, 'category' | 'hint' | 'retryable'>,
): FailureRule[] {
	return forms.map((message) => ({ code: '', message, ...verdict }));
}

const refused = (hint: string) => ({ category: 'content', hint, retryable: false }) as const;

export const SENTENCES: readonly FailureRule[] = [
	...rulesOf(BUSY, { category: 'rateLimit', hint: HINTS.rateLimit, retryable: true }),
	...rulesOf([CHECK_IS_DOWN], { category: 'provider', hint: HINTS.provider, retryable: true }),
	...rulesOf(REAL_PERSON, refused(HINTS.realFace)),
	...rulesOf(COPYRIGHT, refused(HINTS.copyright)),
	...rulesOf(CONTENT, refused(HINTS.content)),
	...rulesOf(NO_MONEY, { category: 'account', hint: HINTS.balance, retryable: false }),
];
