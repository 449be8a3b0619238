import type { IExecuteFunctions } from 'n8n-workflow';
import type { JsonObject } from '../domain/json';
import type { Problem } from '../domain/request';

const TRUE_WORDS: readonly string[] = ['true', 'yes', 'y', 'on', '1'];
const FALSE_WORDS: readonly string[] = ['false', 'no', 'n', 'off', '0'];

/** How a value is shown in a message: short, and never a whole document. */
export function shown(value: unknown): string {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** An empty sheet cell means "not set": nothing is sent for it and the provider decides. */
function isUnset(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

/** Lists, dates and the like are none. */
function isJsonObject(value: unknown): value is JsonObject {
	return Object.prototype.toString.call(value) === '[object Object]';
}

/**
 * Reads the parameters of one item. Cells of a sheet arrive as text, so numbers and yes/no are read
 * leniently; what cannot be understood becomes a problem that names the field, never a guess.
 */
export class ParameterReader {
	readonly problems: Problem[] = [];

	private readonly options: Record<string, unknown>;

	constructor(
		private readonly context: Pick<IExecuteFunctions, 'getNodeParameter'>,
		private readonly itemIndex: number,
	) {
		const options = this.value('options');
		this.options = typeof options === 'object' && options !== null ? { ...options } : {};
	}

	/** The value as n8n resolved it; undefined when the field is hidden. */
	value(name: string): unknown {
		try {
			return this.context.getNodeParameter(name, this.itemIndex, null) ?? undefined;
		} catch (thrown) {
			// It may be this row alone, for example one that has lost its pairing.
			const reason = thrown instanceof Error ? thrown.message : String(thrown);
			this.report(name, `The expression in ${name} gives no value: ${reason}`);
			return undefined;
		}
	}

	option(name: string): unknown {
		return this.options[name];
	}

	/** True when the user has added the option and it is empty here, for example because a cell is. */
	isOptionEmpty(name: string): boolean {
		return name in this.options && isUnset(this.options[name]);
	}

	text(value: unknown, field: string): string {
		if (isUnset(value)) return '';
		if (typeof value === 'string') return value;
		if (typeof value === 'number' || typeof value === 'boolean') return String(value);
		this.report(field, `${field} needs text, but it is ${shown(value)}.`);
		return '';
	}

	/** @returns undefined when the field is empty */
	number(value: unknown, field: string): number | undefined {
		if (isUnset(value)) return undefined;
		// "5 s" and "5,0" are numbers, too.
		const number =
			typeof value === 'string'
				? Number(value.replace(',', '.').replace(/(?<=\d)\s*s(?:e[ck]\w*)?\.?\s*$/i, ''))
				: value;
		if (typeof number === 'number' && Number.isFinite(number)) return number;
		this.report(field, `${field} needs a number, but it is "${shown(value)}".`);
		return undefined;
	}

	/** @returns undefined when the field is empty */
	boolean(value: unknown, field: string): boolean | undefined {
		if (isUnset(value)) return undefined;
		if (typeof value === 'boolean') return value;
		const word = String(value).trim().toLowerCase();
		if (TRUE_WORDS.includes(word)) return true;
		if (FALSE_WORDS.includes(word)) return false;
		this.report(field, `${field} needs true or false, but it is "${shown(value)}".`);
		return undefined;
	}

	/** One of a list, in the writing of the panel, too (Hero Shot); @returns undefined when the field is empty or not in the list */
	choice<T extends string>(value: unknown, field: string, allowed: readonly T[]): T | undefined {
		if (isUnset(value)) return undefined;
		const plain = (text: string) => text.toLowerCase().replace(/[\s-]/g, '');
		const match = allowed.find((candidate) => plain(candidate) === plain(String(value)));
		if (match === undefined) {
			this.report(field, `${field} is "${shown(value)}". Choose one of: ${allowed.join(', ')}.`);
		}
		return match;
	}

	/** A JSON object, given as an object or as text; @returns undefined when the field is empty or `{}` */
	jsonObject(value: unknown, field: string): JsonObject | undefined {
		if (isUnset(value)) return undefined;
		let parsed: unknown = value;
		if (typeof value === 'string') {
			try {
				parsed = JSON.parse(value);
			} catch {
				this.report(
					field,
					`${field} is not valid JSON: ${shown(value)}. Write it like {"name": "value"}, with double quotes.`,
				);
				return undefined;
			}
		}
		if (!isJsonObject(parsed)) {
			this.report(
				field,
				`${field} needs a JSON object like {"name": "value"}, but it is ${shown(parsed)}.`,
			);
			return undefined;
		}
		return Object.keys(parsed).length === 0 ? undefined : { ...parsed };
	}

	report(field: string, message: string): void {
		this.problems.push({ field, message });
	}
}

/**
 * Spreadsheets turn 16:9 into a time of day (16:09:00, or that part of a day). Reads such a cell
 * back as the ratio it was.
 */
export function ratioFromCell(value: unknown): unknown {
	if (typeof value === 'number' && value > 0 && value < 1) {
		const minutes = Math.round(value * 1440);
		return `${Math.floor(minutes / 60)}:${minutes % 60}`;
	}
	if (typeof value !== 'string') return value;
	const match = /^(\d{1,2})\s*[:：x×/]\s*(\d{1,2})(?::00)?$/.exec(value.trim());
	return match === null ? value : `${Number(match[1])}:${Number(match[2])}`;
}

/** People write 720, 720P or 4K. */
export function resolutionFromCell(value: unknown): unknown {
	const text = String(value ?? '').trim();
	return /^\d{3,4}$/.test(text) ? `${text}p` : value;
}
