import { complaintsIn } from './complaints';
import { saysNothing, isGoodWord } from './goodWords';
import { levelsOf } from './levels';
import { asReading, opened, readAt, readText } from './reading';
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

/** Errors inside errors: each relay on the way adds one. */
const MOST_LAYERS = 12;

/** Where an answer or an error holds the error that caused it, best first. */
const INNER_NAMES: readonly string[] = [
	'error errors err inner_error innererror innerError cause upstream_error upstreamError upstream last_error issues',
	'violations invalid-params data result response output body raw metadata task_result',
	'fail_reason failReason failure_reason failureReason failure error_info errorInfo detail details',
].flatMap((line) => line.split(' '));

/** Of those, the ones that may hold any text. */
const HOLDERS: readonly string[] =
	'data result response output body raw metadata task_result'.split(' ');

const CODE_NAMES: readonly string[] =
	'code error_code errorCode err_code errcode errCode fail_code failCode failure_code'.split(' ');

/** Names of the sentence that says what went wrong, best first. */
const MESSAGE_NAMES: readonly string[] = [
	'message msg error_message errorMessage error_msg errorMsg errmsg errMsg err_msg fail_msg failMsg fail_message',
	'failure_message failureMessage status_message statusMessage reason error_description',
].flatMap((line) => line.split(' '));

/** A code at the beginning of a text. Bounded: strangers send texts, too. */
const CODE_IN_TEXT = /^\w{1,80}[A-Z_.]\w{1,80}(?:\.\w{1,80}){0,4}(?=:|$)/;

/** `InvalidParameter.TaskTypeConstraint`: a word of this form is nothing but a code. */
const CODE_FORM = /^[A-Z]\w*[a-z]\w*[A-Z]\w*(\.[A-Z]\w*)*$|^[A-Z]\w+(\.[A-Z]\w+)+$/;

function codeText(value: unknown): string {
	if (typeof value === 'number') return String(value);
	return readText(value)?.trim() ?? '';
}

function firstOf(object: Reading, names: readonly string[], read: (value: unknown) => string) {
	for (const name of names) {
		const text = read(readAt(object, [name]));
		if (text !== '') return text;
	}
	return '';
}

function goodless(value: unknown): string {
	const code = codeText(value);
	return isGoodWord(code) ? '' : code;
}

function sentence(value: unknown): string {
	const text = readText(value) ?? '';
	return saysNothing(text) ? '' : text;
}

function isEmpty({ code, type, message }: ReportedError): boolean {
	return code + type + message === '';
}

/** The part of a text that is JSON: `upstream answered 400: {"error":{…}}`, also with escaped quotes. */
function jsonInside(text: string): unknown {
	const begin = text.search(/[{[]/);
	const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
	if (begin < 0 || end <= begin) return null;
	const part = text.slice(begin, end + 1);
	for (const spelling of [part, part.replace(/\\"/g, '"')]) {
		const value = opened(spelling);
		if (typeof value === 'object') return value;
	}
	return null;
}

function fromText(text: string, layers: number): ReportedError {
	const inner = innermost(jsonInside(text), layers);
	if (inner !== null && inner.message + inner.code !== '') return inner;
	return { ...NO_REASON, code: CODE_IN_TEXT.exec(text.trim())?.[0] ?? '', message: text };
}

/** What is further in says more; where it is silent, the error around it counts. */
function within(inner: ReportedError, outer: ReportedError): ReportedError {
	// A reason in one word belongs to the sentence around it.
	const isWord =
		/^\S+$/.test(inner.message) &&
		/\s/.test(outer.message) &&
		!/[\p{Script=Han}]/u.test(inner.message);
	return {
		code: inner.code || (isWord ? inner.message : '') || outer.code,
		type: inner.type || outer.type,
		message: (isWord ? outer.message : inner.message) || outer.message,
		param: inner.param || outer.param,
	};
}

function fromObject(error: Reading, layers: number): ReportedError | null {
	const own: ReportedError = {
		code: firstOf(error, CODE_NAMES, goodless),
		type: codeText(error.type),
		message: firstOf(error, MESSAGE_NAMES, sentence),
		param: readText(error.param) ?? '',
	};
	for (const name of INNER_NAMES) {
		const held = opened(readAt(error, [name]));
		if (typeof held === 'string' && HOLDERS.includes(name)) continue;
		const inner = innermost(held, layers, name);
		if (inner !== null && inner.code + inner.message !== '') return within(inner, own);
	}
	if (own.message === '') return isEmpty(own) ? null : own;
	const inner = fromText(own.message, layers);
	if (inner.message !== own.message) return within(inner, { ...own, message: '' });
	return { ...own, code: codeOf(own, inner.code) };
}

/** A code at the beginning of the message is more than a number, or none, in the place for it. */
function codeOf(own: ReportedError, inText: string): string {
	return CODE_FORM.test(inText) && !CODE_FORM.test(own.code) ? inText : own.code;
}

/** The error furthest in; null for what says nothing: null, `""`, `{}`, "ok". */
function innermost(value: unknown, layersLeft: number, name = ''): ReportedError | null {
	if (layersLeft <= 0) return null;
	const held = opened(value);
	const text = readText(held);
	if (text !== null) return saysNothing(text) ? null : fromText(text, layersLeft - 1);
	const complaints = complaintsIn(held, name);
	if (complaints !== null) return { ...NO_REASON, ...complaints };
	if (Array.isArray(held)) {
		for (const part of held.slice(0, 20)) {
			const error = innermost(part, layersLeft - 1);
			if (error !== null) return error;
		}
		return null;
	}
	const object = asReading(held);
	return object === null ? null : fromObject(object, layersLeft - 1);
}

/** Reads the value of an `error` or `failure_reason` field; null, `""` and `{}` mean "no error". */
export function readErrorField(field: unknown): ReportedError | null {
	return innermost(field, MOST_LAYERS);
}

/**
 * Reads the complaint of an answer that is not a task, in every form that providers, relays and validators use
 * (docs/providers.md 9 no. 41). Null when there is none.
 */
export function readReportedError(body: unknown): ReportedError | null {
	return innermost(body, MOST_LAYERS);
}

/**
 * Why a task ended badly: the innermost error of what tells of it, else what the answer around it says.
 * @param told the object with the task's status and what it wraps; `around` is what wraps it, nearest first
 */
export function readReason(
	told: readonly Reading[],
	around: readonly Reading[],
): ReportedError | null {
	// What a task calls its type is not that of an error.
	const task = told[0] === undefined ? null : { ...told[0], type: null, param: null };
	const inside = innermost(task, MOST_LAYERS);
	if (inside !== null && inside.code + inside.message !== '') return inside;
	for (const level of around) {
		const error = innermost(level, MOST_LAYERS);
		if (error !== null && error.code + error.message !== '') return error;
	}
	return null;
}

/**
 * True when an answer with a 2xx status says by its body that the call was refused
 * (docs/providers.md 9 no. 27). Ask only when the body is not a task.
 */
export function isRefusalInside(body: Reading): boolean {
	const levels = levelsOf(body);
	const isRefused = ({ success, error }: Reading) =>
		success === false || readErrorField(error) !== null || !isGoodWord(codeText(error));
	if (levels.some(isRefused)) return true;
	const complaint = readText(body.message) ?? readText(body.msg);
	const said = [codeText(body.code), complaint?.trim() ?? ''];
	return !said.some((word) => isGoodWord(word));
}
