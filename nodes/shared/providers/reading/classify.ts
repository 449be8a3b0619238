import type { Failure } from '../../domain/task';
import { CONTENT_RULES, GENERIC_RULES, HINTS, STATUS_RULES } from './failureRules';
import type { FailureRule } from './failureRules';
import { cleanMessage } from './message';
import { bodyOf } from './reading';
import { NO_REASON, isRefusalInside, readErrorField, readReportedError } from './reportedError';
import type { ReportedError } from './reportedError';
import { findTask } from './taskBody';

/** What a provider folder contributes to the classification. */
export interface FailureDialect {
	displayName: string;
	/** The codes of this provider, most special first. */
	rules: readonly FailureRule[];
	/** The provider's field names and how our nodes call them, most special first. */
	fieldNames: ReadonlyArray<readonly [field: string, ours: string]>;
}

type Verdict = Omit<FailureRule, 'code'>;

/** `model` is named by `model` and `body.model`, not by `model_params`. Both in lower case. */
function names(words: string, field: string): boolean {
	return new RegExp(`(^|[^a-z_])${field}([^a-z_]|$)`).test(words);
}

function fits(rule: FailureRule, reported: ReportedError, where: 'task' | 'answer'): boolean {
	if (rule.where !== undefined && rule.where !== where) return false;
	if (!reported.code.toLowerCase().includes(rule.code)) return false;
	if (rule.param !== undefined && !names(reported.param.toLowerCase(), rule.param)) return false;
	return rule.message === undefined || reported.message.toLowerCase().includes(rule.message);
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

/** How our nodes call the field that the provider complains about, or null. */
function namedField(reported: ReportedError, dialect: FailureDialect): string | null {
	const codeSuffix = reported.code.split('.').slice(1).join('.');
	const quoted = (reported.message.match(/[`'"]([\w.[\]]+)[`'"]/g) ?? []).join(' ');
	// Validators often begin with the field: "duration: must be between 4 and 15".
	const leading = /^([\w.[\]]+):/.exec(reported.message)?.[1] ?? '';
	for (const text of [reported.param, codeSuffix, quoted, leading]) {
		const row = dialect.fieldNames.find(([field]) => names(text.toLowerCase(), field));
		if (row !== undefined) return row[1];
	}
	return null;
}

function toFailure(
	reported: ReportedError,
	dialect: FailureDialect,
	verdict: Verdict,
	fallbackCode: string,
	fallbackMessage: string,
): Failure {
	const field = verdict.hint === HINTS.input ? namedField(reported, dialect) : null;
	return {
		category: verdict.category,
		code: cleanMessage(reported.code || reported.type) || fallbackCode,
		message: cleanMessage(reported.message) || fallbackMessage,
		hint: field === null ? verdict.hint : `Change ${field} in this row, then submit it again.`,
		retryable: verdict.retryable,
	};
}

function verdictOf(
	reported: ReportedError,
	dialect: FailureDialect,
	where: 'task' | 'answer',
	httpStatus: number,
): Verdict | undefined {
	const known = [...dialect.rules, ...CONTENT_RULES].find((rule) => fits(rule, reported, where));
	if (known !== undefined) return known;
	const byStatus = statusRule(httpStatus) ?? statusRule(statusInCode(reported.code));
	// Without a code the family has to do; `invalid_request_error` comes with every status.
	const family = { ...reported, code: reported.code || reported.type };
	const guess = [...dialect.rules, ...CONTENT_RULES, ...GENERIC_RULES].find((rule) =>
		fits(rule, family, where),
	);
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

function unreadable(httpStatus: number): Failure {
	const verdict = statusRule(httpStatus) ?? STATUS_RULES[400];
	const wrongAddress = httpStatus >= 300 && httpStatus < 500 && httpStatus !== 429;
	return {
		category: verdict.category,
		code: `http${httpStatus}`,
		message: `The provider answered with HTTP ${httpStatus} and no readable reason.`,
		hint: wrongAddress && httpStatus !== 413 ? HINTS.credential : verdict.hint,
		retryable: verdict.retryable,
	};
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
	if (reading === null) {
		const plainText = typeof body === 'string' ? cleanMessage(body) : '';
		const failure = unreadable(httpStatus);
		return plainText === '' ? failure : { ...failure, message: plainText };
	}
	const reported = readErrorField(reading.error) ?? readReportedError(reading) ?? NO_REASON;
	const verdict = verdictOf(reported, dialect, 'answer', httpStatus) ?? {
		category: 'unknown' as const,
		hint: HINTS.input,
		retryable: false,
	};
	const message = `The provider refused the request (HTTP ${httpStatus}) and gives no reason.`;
	return toFailure(reported, dialect, verdict, `http${httpStatus}`, message);
}
