import type { Failure } from '../../domain/task';
import {
	CONTENT_RULES,
	GENERIC_RULES,
	HANDED_THROUGH,
	HINTS,
	STATUS_RULES,
	WRAPPING_CODE,
} from './failureRules';
import type { FailureRule } from './failureRules';
import { HINTING_SENTENCES, SENTENCES } from './failureWords';
import { fieldNamed, names } from './fieldNames';
import type { FieldNames } from './fieldNames';
import { cleanMessage, plainText } from './message';
import { bodyOf, opened } from './reading';
import { NO_REASON, isRefusalInside, readReportedError } from './reportedError';
import type { ReportedError } from './reportedError';
import { findTask } from './taskBody';

/** What a provider folder contributes to the classification. */
export interface FailureDialect {
	displayName: string;
	/** The codes of this provider, most special first. */
	rules: readonly FailureRule[];
	/** The provider's field names and how our nodes call them, most special first. */
	fieldNames: FieldNames;
}

type Verdict = Omit<FailureRule, 'code'>;

function fits(rule: FailureRule, reported: ReportedError, where: 'task' | 'answer'): boolean {
	if (rule.where !== undefined && rule.where !== where) return false;
	if (!reported.code.toLowerCase().includes(rule.code)) return false;
	if (rule.param !== undefined && !names(reported.param.toLowerCase(), rule.param)) return false;
	if (rule.message === undefined) return true;
	return typeof rule.message === 'string'
		? reported.message.toLowerCase().includes(rule.message)
		: rule.message.test(reported.message);
}

function statusRule(status: number): Verdict | undefined {
	if (STATUS_RULES[status] !== undefined) return STATUS_RULES[status];
	if (status >= 500) return { category: 'provider', hint: HINTS.provider, retryable: true };
	if (status >= 300 && status < 400) {
		return { category: 'account', hint: HINTS.credential, retryable: false };
	}
	return status >= 400 ? { category: 'input', hint: HINTS.input, retryable: false } : undefined;
}

/** Older pages and relays write the HTTP status where the code belongs. */
function statusInCode(code: string): number {
	return /^[45]\d\d$/.test(code) ? Number(code) : 0;
}

function toFailure(
	reported: ReportedError,
	dialect: FailureDialect,
	verdict: Verdict,
	fallbackCode: string,
	fallbackMessage: string,
): Failure {
	const field = verdict.hint === HINTS.input ? fieldNamed(reported, dialect.fieldNames) : null;
	return {
		category: verdict.category,
		code: cleanMessage(reported.code || reported.type) || fallbackCode,
		message: cleanMessage(reported.message) || fallbackMessage,
		hint: field === null ? verdict.hint : `Change ${field} in this row, then submit it again.`,
		retryable: verdict.retryable,
	};
}

/** Clear words of money count at a 429, too; "quota" alone may be the limit of a minute. */
const CLEAR_MONEY = /balance|credit|fund|insufficient|余额|欠费|充值/i;

/** What a sentence says where no code does, also where the code only names the place that it passed. */
function spoken(
	reported: ReportedError,
	httpStatus: number,
	sentences: readonly FailureRule[],
): Verdict | undefined {
	const text = { ...reported, code: '', message: `${reported.code} ${reported.message}` };
	const rule = sentences.find((candidate) => fits(candidate, text, 'answer'));
	const isLimit = httpStatus === 429 && rule?.category === 'account';
	return isLimit && !CLEAR_MONEY.test(text.message) ? undefined : rule;
}

function verdictOf(
	reported: ReportedError,
	dialect: FailureDialect,
	where: 'task' | 'answer',
	httpStatus: number,
): Verdict | undefined {
	const rules = [...HANDED_THROUGH, ...dialect.rules, ...CONTENT_RULES];
	const known = rules.find((rule) => fits(rule, reported, where));
	const isVague = known === undefined || known.hint === HINTS.input;
	const isWrapped = WRAPPING_CODE.test(reported.code);
	if (!isVague && !isWrapped) return known;
	const isSilent = where === 'task' && (known === undefined || isWrapped);
	const sentences = [...SENTENCES, ...(isSilent ? HINTING_SENTENCES : [])];
	const said = spoken(reported, httpStatus, sentences);
	if (said !== undefined) return said;
	if (known !== undefined) return known;
	const byStatus = statusRule(httpStatus) ?? statusRule(statusInCode(reported.code));
	// Without a code the family has to do; `invalid_request_error` comes with every status.
	const family = { ...reported, code: reported.code || reported.type };
	const guess = [...rules, ...GENERIC_RULES].find((rule) => fits(rule, family, where));
	// A status that names its reason (401, 402, 429, 5xx) outranks a guess from words.
	if (byStatus !== undefined && guess?.category !== 'content' && byStatus.category !== 'input') {
		return byStatus;
	}
	// A general guess says less than a status with a remedy of its own (404, 413).
	return guess === undefined || guess.hint === HINTS.input ? (byStatus ?? guess) : guess;
}

/**
 * Classifies what a finished task reports. `reported` is null when it gives no reason.
 */
export function classifyTaskError(
	reported: ReportedError | null,
	dialect: FailureDialect,
): Failure {
	const error = reported ?? NO_REASON;
	const verdict = verdictOf(error, dialect, 'task', 0) ?? {
		category: 'unknown' as const,
		hint: `Look at the task in the console of ${dialect.displayName}; a simpler Prompt or other Media may help.`,
		retryable: false,
	};
	const message = `${dialect.displayName} could not make the video and gives no reason.`;
	return toFailure(error, dialect, verdict, 'failed', message);
}

function isTask(body: Record<string, unknown>): boolean {
	const found = findTask(body);
	return found !== null && found.taskId !== '' && found.rawStatus !== '';
}

/** What web servers say where no API answers. */
const NO_API =
	/^(4\d\d)?[\s:-]*((page|route|file|url|path|resource) )?(not found|method not allowed|bad request|forbidden|unauthorized)\.?$/i;

/** An answer that is no JSON: a web page comes from a wrong address, a sentence is the reason. */
function unreadable(httpStatus: number, body: unknown, dialect: FailureDialect): Failure {
	const said = typeof body === 'string' ? plainText(body) : '';
	const verdict = statusRule(httpStatus) ?? STATUS_RULES[400];
	const isElsewhere = said === '' || NO_API.test(said) || httpStatus < 400;
	if (!isElsewhere) return failureIn({ ...NO_REASON, message: said }, httpStatus, dialect);
	const mayBeAddress = httpStatus >= 300 && httpStatus < 500 && ![413, 429].includes(httpStatus);
	return {
		category: verdict.category,
		code: `http${httpStatus}`,
		message: said || `The provider answered with HTTP ${httpStatus} and no readable reason.`,
		hint: mayBeAddress ? HINTS.credential : verdict.hint,
		retryable: verdict.retryable,
	};
}

function failureIn(reported: ReportedError, httpStatus: number, dialect: FailureDialect): Failure {
	const verdict = verdictOf(reported, dialect, 'answer', httpStatus) ?? {
		category: 'unknown' as const,
		hint: HINTS.input,
		retryable: false,
	};
	const message = `The provider refused the request (HTTP ${httpStatus}) and gives no reason.`;
	return toFailure(reported, dialect, verdict, `http${httpStatus}`, message);
}

/**
 * Classifies the answer to a call, see `Provider.failureOf`.
 * @returns null when the status is 2xx and the body reports nothing wrong with the call itself;
 * a failed task is not a failed call
 */
export function classifyAnswer(
	httpStatus: number,
	body: unknown,
	dialect: FailureDialect,
): Failure | null {
	const reading = bodyOf(body);
	if (httpStatus >= 200 && httpStatus < 300) {
		if (reading === null || isTask(reading) || !isRefusalInside(reading)) return null;
	}
	const answer = opened(body);
	if (typeof answer !== 'object' || answer === null) return unreadable(httpStatus, body, dialect);
	return failureIn(readReportedError(answer) ?? NO_REASON, httpStatus, dialect);
}
