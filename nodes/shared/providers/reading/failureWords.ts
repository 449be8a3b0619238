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
	/\bprivacy information\b|\bfaces? (was |were |is |are )?(detected|found|not allowed)\b|真人|人脸|肖像|人物面部|名人|公众人物/i,
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
	/\bnsfw\b|\b(inappropriate|prohibited|unsafe|harmful|explicit|sexual)[ _](content|material|text|images?|words?)\b/i,
	/\bcontent (is |was )?(blocked|rejected|flagged|refused|prohibited)\b|\bnudity\b|\bpornograph/i,
	/敏感|违规|违禁|违反.{0,10}(政策|规定|规范|条款)|审核(未|不)通过|未通过.{0,6}审核|色情|涉黄|涉政|不合规|不当内容|不适当|不恰当|内容安全/,
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
	/(余额|额度|积分|点数|配额|次数|资源包|费用).{0,8}(不足|不够|用完|用尽|耗尽|已用)|欠费|预扣费.{0,4}失败|请.{0,4}充值|账户.{0,6}(欠|停)/,
];

/** A file of the row that could not be opened; not the finished video on its way through a relay. */
const NO_FILE: readonly RegExp[] = [
	/\b(fail\w*|unable|cannot|could not|couldn't|can't)\b.{0,12}\b(download|fetch|access|load|retrieve|open|read)\b.{0,12}\b(image|reference|input|audio|media|file|url|picture)s?\b/i,
	/\bdownload(ing)?\b.{0,20}\b(input|image|reference|audio|media|file|picture)s?\b.{0,20}\b(fail|timed? ?out|error)/i,
	/\b(input|image|reference|audio|media|picture)s?( video| file| image)?( url)? (download|fetch|is (unreachable|inaccessible|not accessible))/i,
	/(图片|音频|素材|参考图|参考视频|输入视频|媒体).{0,6}(下载|获取|读取|访问|加载|拉取)(失败|超时|错误|异常)|(下载|获取|读取|访问|加载|拉取).{0,4}(图片|音频|素材|参考图|参考视频|输入视频|媒体).{0,6}(失败|超时|错误)/,
];

const TOO_SLOW: readonly RegExp[] = [
	/\btim(ed|e)[ _-]?out\b|\bdeadline exceeded\b|\btook too long\b/i,
	/超时/,
];

const BROKEN: readonly RegExp[] = [
	/\binternal (server |service )?error\b|\bbad gateway\b|\b(server|unexpected) error\b|\b(service|server|system|model)( is)? (temporarily |currently )?unavailable\b|\btry again later\b|\bretry later\b|\b50[023]\b/i,
	/(系统|服务器?|内部|网络)(内部)?(错误|异常|故障)|(服务|系统|模型)(暂时?)?不可用|(稍后|稍候)(再试|重试)/,
];

const NOT_AS_ASKED: readonly RegExp[] = [
	/\btoo (long|short|large|small|big)\b|\b(must|should) (not )?be\b|\b(not |un)supported\b|\bexceeds? (the )?(max|limit|allowed)|\binvalid (parameter|image|video|audio|prompt|format|size|ratio|duration|resolution)/i,
	/(过|太)(长|短|大|小)|不支持|不合法|格式(错误|不正确|有误)|超出.{0,6}(限制|范围|长度)|参数(错误|无效|不正确|有误)/,
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

/** The same of a finished task where neither a code nor a clear sentence tells: words that mean less. */
export const HINTING_SENTENCES: readonly FailureRule[] = [
	...rulesOf(NO_FILE, { category: 'input', hint: HINTS.file, retryable: false }),
	...rulesOf(TOO_SLOW, { category: 'timeout', hint: HINTS.timeout, retryable: true }),
	...rulesOf(BROKEN, { category: 'provider', hint: HINTS.provider, retryable: true }),
	...rulesOf(NOT_AS_ASKED, { category: 'input', hint: HINTS.input, retryable: false }),
];
