import { asReading, readText } from './reading';
import type { Reading } from './reading';

/** What a provider says went wrong, in whatever shape it said it. */
export interface ReportedError {
	/** Empty when it gave none. */
	code: string;
	/** The family of the complaint, e.g. `invalid_request_error`: says less than the code. */
	type: string;
	message: string;
	/** The field it complains about, where it names one. */
	param: string;
}

/** A complaint without any content. */
export const NO_REASON: ReportedError = { code: '', type: '', message: '', param: '' };

/** A text that is a code (`content_filter`), or begins with one and a colon. Bounded: strangers send texts, too. */
const CODE_IN_TEXT = /^\w{1,80}[A-Z_.]\w{1,80}(?=:|$)/;

function codeText(value: unknown): string {
	if (typeof value === 'number') return String(value);
	return readText(value)?.trim() ?? '';
}

function fromObject(error: Reading): ReportedError | null {
	const reported = {
		code: codeText(error.code),
		type: codeText(error.type),
		message: readText(error.message) ?? readText(error.msg) ?? readText(error.reason) ?? '',
		param: readText(error.param) ?? '',
	};
	return reported.code + reported.type + reported.message === '' ? null : reported;
}

/** Reads the value of an `error` or `failure_reason` field; null, `""` and `{}` mean "no error". */
export function readErrorField(field: unknown): ReportedError | null {
	let value = field;
	while (Array.isArray(value)) value = value[0] as unknown;
	const message = readText(value);
	if (message !== null) {
		return { ...NO_REASON, code: CODE_IN_TEXT.exec(message)?.[0] ?? '', message };
	}
	const object = asReading(value);
	return object === null ? null : fromObject(object);
}

/**
 * Reads the complaint of an answer that is not a task: `{error: {...}}`, `{error: "text"}`,
 * `{code, message}` or `{code, msg}`. Null when there is none.
 */
export function readReportedError(body: Reading): ReportedError | null {
	return (
		readErrorField(body.error) ??
		readErrorField(body.errors) ??
		fromObject(body) ??
		readErrorField(body.detail)
	);
}

/** Codes and messages with which relays say that all is well. */
const GOOD_WORD = /^(|0|20\d|ok|success\w*|accepted|submitted|created)[.!]?$/i;

/**
 * True when an answer with a 2xx status says by its body that the call was refused
 * (docs/providers.md 9 no. 27). Ask only when the body is not a task.
 */
export function isRefusalInside(body: Reading): boolean {
	if (body.success === false) return true;
	if (readErrorField(body.error) !== null) return true;
	const complaint = readText(body.message) ?? readText(body.msg);
	const said = [codeText(body.code), complaint?.trim() ?? ''];
	return !said.some((word) => GOOD_WORD.test(word));
}
