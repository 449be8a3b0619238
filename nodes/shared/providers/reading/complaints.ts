import { asReading, opened, readText } from './reading';
import type { Reading } from './reading';

/** What a validator says, with the field it means. */
export interface Complaints {
	message: string;
	param: string;
}

/** More sentences than this help nobody. */
const MOST_SHOWN = 5;

/** Entries of a list that are looked at. */
const MOST_READ = 100;

/** Where validators name the field: FastAPI, zod, express-validator, ajv, JSON:API, problem details. */
const FIELD_NAMES = [
	'loc',
	'path',
	'instancePath',
	'field',
	'param',
	'pointer',
	'propertyPath',
	'name',
];
const SENTENCE_NAMES = ['msg', 'message', 'detail', 'reason', 'title'];

/** Names under which an object lists sentences by field. */
const HOLDERS = ['error', 'errors', 'detail', 'details'];

/** Where a field lies in the request, and not what it is called. */
const FIRST_STEPS = /^(body|query|data|attributes|json|input|params)$/;

function fieldText(value: unknown): string {
	const steps = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[/.]/) : [];
	const named = steps
		.filter((step) => typeof step === 'string' || typeof step === 'number')
		.map(String);
	while (named.length > 1 && (named[0] === '' || FIRST_STEPS.test(named[0]))) named.shift();
	return named.join('.');
}

function complaintOf(value: unknown): Complaints | null {
	const entry = asReading(value);
	if (entry === null) return null;
	const message = SENTENCE_NAMES.map((name) => readText(entry[name])).find((text) => text !== null);
	if (message === undefined || message === null) return null;
	const source = asReading(entry.source);
	const named = [...FIELD_NAMES.map((name) => entry[name]), source?.pointer, source?.parameter];
	const param = named.map(fieldText).find((text) => text !== '') ?? '';
	return param === '' ? null : { message, param };
}

/** `{ "duration": ["must be …"] }`, as Laravel, Rails and Django answer. */
function byField(object: Reading): Complaints[] | null {
	const entries = Object.entries(object);
	const isList = (value: unknown) =>
		Array.isArray(value) &&
		value.length > 0 &&
		value.every((text) => /\s/.test(readText(text) ?? ''));
	if (entries.length === 0 || !entries.every(([, value]) => isList(value))) return null;
	return entries.map(([param, value]) => ({ param, message: (value as string[]).join(' ') }));
}

/**
 * Reads the complaints of a validator, each with its field. Null when the value is none of their lists.
 * @param name what the value is called in the answer
 * @returns all of them as one message, and the field of the first
 */
export function complaintsIn(value: unknown, name: string): Complaints | null {
	const held = opened(value);
	const object = asReading(held);
	const listed = Array.isArray(held)
		? held.slice(0, MOST_READ).map((part) => complaintOf(opened(part)))
		: null;
	const fields = object !== null && HOLDERS.includes(name) ? byField(object) : null;
	const complaints = (listed ?? fields ?? []).filter((each) => each !== null);
	const first = complaints[0];
	if (first === undefined) return null;
	const sentences = complaints
		.slice(0, MOST_SHOWN)
		.map(({ param, message }) => `${param}: ${message}`);
	return { message: [...new Set(sentences)].join(' '), param: first.param };
}
