import { complaintsIn } from './complaints';
import { saysNothing, isGoodWord } from './goodWords';
import { levelsOf } from './levels';
import { readable } from './message';
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

/** How far an answer is looked through. */
interface Search {
	/** Errors inside errors: each relay on the way adds one. */
	layers: number;
	/** Places that may still be looked at, so that no answer can hold the node up. */
	budget: { left: number };
}

const newSearch = (): Search => ({ layers: 12, budget: { left: 2000 } });

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

/** What frameworks write beside the sentence: the name of the status. */
const HTTP_PHRASE =
	/^(bad request|unauthorized|payment required|forbidden|not found|conflict|unprocessable (entity|content)|too many requests|internal server error|bad gateway|service unavailable)$/i;

/** Characters of a code or of the name of a field. */
const LONGEST_NAME = 200;

const CODE_PARTS = /^[A-Z]\w*(\.[A-Z]\w*)*$/;
const TWO_PARTS = /^[A-Z]\w+\.[A-Z]\w|^[^a-z.]*[a-z][^A-Z.]*[A-Z]/;

/** `InvalidParameter.TaskTypeConstraint`: a word of this form is nothing but a code. */
function isCodeForm(text: string): boolean {
	return CODE_PARTS.test(text) && TWO_PARTS.test(text);
}

function codeText(value: unknown): string {
	if (typeof value === 'number') return String(value);
	return (readText(value) ?? '').slice(0, LONGEST_NAME).trim();
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
	const told = Array.isArray(value) && value.every((part) => readText(part) !== null);
	const text = readText(told ? (value as string[]).slice(0, 20).join(' ') : value) ?? '';
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

function fromText(text: string, search: Search): ReportedError {
	const inner = innermost(jsonInside(text), search);
	if (inner !== null && inner.message + inner.code !== '') return inner;
	return { ...NO_REASON, code: CODE_IN_TEXT.exec(text.trim())?.[0] ?? '', message: readable(text) };
}

/** What is further in says more; where it is silent, the error around it counts. */
function within(inner: ReportedError, outer: ReportedError): ReportedError {
	// A reason in one word belongs to the sentence around it.
	const isWord =
		/^\S+$/.test(inner.message) &&
		/\s/.test(outer.message) &&
		!/[\p{Script=Han}]/u.test(inner.message);
	const isOuter = (isWord || HTTP_PHRASE.test(inner.message)) && outer.message !== '';
	return {
		code: inner.code || (isWord ? inner.message : '') || outer.code,
		type: inner.type || outer.type,
		message: (isOuter ? outer.message : inner.message) || outer.message,
		param: inner.param || outer.param,
	};
}

function fromObject(error: Reading, search: Search): ReportedError | null {
	const own: ReportedError = {
		code: firstOf(error, CODE_NAMES, goodless),
		type: codeText(error.type),
		message: firstOf(error, MESSAGE_NAMES, sentence),
		param: codeText(error.param),
	};
	for (const name of INNER_NAMES) {
		const held = opened(readAt(error, [name]));
		if (typeof held === 'string' && HOLDERS.includes(name)) continue;
		const inner = innermost(held, search, name);
		if (inner !== null && inner.code + inner.message !== '') return within(inner, own);
	}
	if (own.message === '') return isEmpty(own) ? null : own;
	const inner = fromText(own.message, search);
	const message = readable(own.message);
	if (inner.message !== message) return within(inner, { ...own, message: '' });
	return { ...own, message, code: codeOf(own, inner.code) };
}

/** A code at the beginning of the message is more than a number, or none, in the place for it. */
function codeOf(own: ReportedError, inText: string): string {
	return isCodeForm(inText) && !isCodeForm(own.code) ? inText : own.code;
}

/** The error furthest in; null for what says nothing: null, `""`, `{}`, "ok". */
function innermost(value: unknown, { layers, budget }: Search, name = ''): ReportedError | null {
	if (value === undefined || layers <= 0 || budget.left <= 0) return null;
	budget.left -= 1;
	const further = { layers: layers - 1, budget };
	const held = opened(value);
	const text = readText(held);
	if (text !== null) return saysNothing(text) ? null : fromText(text, further);
	const complaints = complaintsIn(held, name);
	if (complaints !== null) return { ...NO_REASON, ...complaints };
	if (Array.isArray(held)) {
		for (const part of held.slice(0, 20)) {
			const error = innermost(part, further);
			if (error !== null) return error;
		}
		return null;
	}
	const object = asReading(held);
	return object === null ? null : fromObject(object, further);
}

/** Reads the value of an `error` or `failure_reason` field; null, `""` and `{}` mean "no error". */
export function readErrorField(field: unknown): ReportedError | null {
	return innermost(field, newSearch());
}

/**
 * Reads the complaint of an answer that is not a task, in every form that providers, relays and validators use
 * (docs/providers.md 9 no. 41). Null when there is none.
 */
export function readReportedError(body: unknown): ReportedError | null {
	return innermost(body, newSearch());
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
	const inside = innermost(task, newSearch());
	if (inside !== null && inside.code + inside.message !== '') return inside;
	for (const level of around) {
		const error = innermost(level, newSearch());
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
