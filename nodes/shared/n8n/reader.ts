import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import type { TextUse } from '../cells/cell';
import { faultMessage, faultOf, readCell, shown } from '../cells/cell';
import type { ListedChoice } from '../cells/choices';
import { findChoice, listedChoices } from '../cells/choices';
import { cleanText } from '../cells/invisible';
import type { Unit } from '../cells/numbers';
import { numberFromCell } from '../cells/numbers';
import { truthFromCell } from '../cells/truth';
import type { JsonObject } from '../domain/json';
import type { Problem } from '../domain/request';
import { changesShownFields, listOf } from '../fields/steering';

/** Where the values of one row come from; every context of n8n for one item is such a place. */
export interface ParameterSource {
	getNodeParameter(name: string, itemIndex: number, fallback: unknown): unknown;
	getNode?(): { parameters: INodeParameters };
}

/** How a choice can be written besides its value. */
export interface ChoiceWritings<T extends string> {
	/** The lines of the panel, which are understood as people read them there. */
	list?: readonly ListedChoice[];
	/** Further writings. */
	aliases?: Readonly<Record<string, T>>;
	/** Reads writings that no table can hold; null when it is none of them. */
	read?: (cell: unknown) => T | null;
	/** True when only the value itself can be taken for what was written, because n8n hides fields by it. */
	isStrictFor?: (written: string, meant: T) => boolean;
}

/** An empty sheet cell means "not set": nothing is sent for it and the provider decides. */
function isUnset(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && cleanText(value) === '')
	);
}

/** Lists, dates and the like are none. */
function isJsonObject(value: unknown): value is JsonObject {
	return Object.prototype.toString.call(value) === '[object Object]';
}

/**
 * Some programs hand over more than a text: Airtable an object for a formula that does not work, n8n points
 * in time. What they hold is read as if it stood in the cell.
 */
function unwrapped(value: unknown): unknown {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? value : value.toISOString();
	if (typeof value !== 'object' || value === null) return value;
	const { error, specialValue, toISO } = value as Record<string, unknown>;
	if (typeof toISO === 'function') return String(toISO.call(value));
	const word = Object.keys(value).length === 1 ? (error ?? specialValue) : undefined;
	return typeof word === 'string' && faultOf(word, 'prompt') !== null ? word : value;
}

/** How n8n keeps a field that is filled by hand or from a list. */
function isLocator(value: unknown): value is { value: unknown } {
	return typeof value === 'object' && value !== null && '__rl' in value && 'value' in value;
}

/**
 * Reads the parameters of one item. Cells of a sheet arrive as text, so numbers and yes/no are read
 * leniently; what cannot be understood becomes a problem that names the field and shows the cell,
 * never a guess.
 */
export class ParameterReader {
	readonly problems: Problem[] = [];

	private readonly options: Record<string, unknown>;

	constructor(
		private readonly source: ParameterSource,
		private readonly itemIndex: number,
	) {
		const options = this.value('options');
		this.options = typeof options === 'object' && options !== null ? { ...options } : {};
	}

	/** The value as n8n resolved it; undefined when the field is hidden. */
	value(name: string): unknown {
		try {
			const value = this.source.getNodeParameter(name, this.itemIndex, null);
			return (isLocator(value) ? value.value : value) ?? undefined;
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

	/** True when the field holds something that cannot be used; it counts as empty then, and needs no second message. */
	isFaulty(field: string): boolean {
		return this.problems.some((problem) => problem.field === field);
	}

	/** @param use what the text is for, which decides what is no value and what belongs to it */
	text(cell: unknown, field: string, use: TextUse = 'word'): string {
		const value = unwrapped(cell);
		if (isUnset(value)) return '';
		if (!['string', 'number', 'boolean'].includes(typeof value)) {
			this.report(field, `${field} needs text, but it is ${shown(value)}.`);
			return '';
		}
		const read = readCell(String(value), use);
		if ('text' in read) return read.text;
		this.report(field, faultMessage(field, read.fault));
		return '';
	}

	/** @returns undefined when the field is empty */
	number(cell: unknown, field: string, unit: Unit = 'count'): number | undefined {
		const value = this.usable(cell, field);
		if (value === undefined) return undefined;
		const number = typeof value === 'string' ? numberFromCell(value, unit) : value;
		if (typeof number === 'number' && Number.isFinite(number)) return number;
		this.report(field, `${field} needs a number, but it is "${shown(value)}".`);
		return undefined;
	}

	/** @returns undefined when the field is empty */
	boolean(cell: unknown, field: string): boolean | undefined {
		const value = this.usable(cell, field);
		if (value === undefined || typeof value === 'boolean') return value;
		const truth = truthFromCell(String(value));
		if (truth !== null) return truth;
		this.report(field, `${field} needs true or false, but it is "${shown(value)}".`);
		return undefined;
	}

	/** One of a list, in the writing of the panel, too (Hero Shot); @returns undefined when the field is empty or not in the list */
	choice<T extends string>(
		cell: unknown,
		field: string,
		allowed: readonly T[],
		{ list = [], aliases, read, isStrictFor = () => false }: ChoiceWritings<T> = {},
	): T | undefined {
		const value = this.usable(cell, field);
		if (value === undefined) return undefined;
		const written = typeof value === 'object' ? '' : String(value);
		const exact = allowed.find((candidate) => candidate === written);
		if (exact !== undefined) return exact;
		const meant = read?.(written) ?? findChoice(written, allowed, list, aliases);
		if (meant !== undefined && !isStrictFor(written, meant)) return meant;
		const choices = listedChoices(allowed, list);
		const strict =
			meant === undefined ? '' : ' n8n shows other fields by this choice, so it has to be exact.';
		this.report(field, `${field} is "${shown(value)}".${strict} Choose one of: ${choices}.`);
		return undefined;
	}

	/**
	 * The choice of a parameter, in the writing of its list in the panel, too. Where n8n shows other fields
	 * by it, a fixed value has to be the list's own: n8n has already left out what it hides then. (For an
	 * expression it shows all.)
	 * @param panel the fields of the node, of which the list is one
	 */
	listed<T extends string>(
		name: string,
		field: string,
		allowed: readonly T[],
		panel: readonly INodeProperties[],
		writings: Pick<ChoiceWritings<T>, 'aliases' | 'read'> = {},
	): T | undefined {
		return this.choice(this.value(name), field, allowed, {
			...writings,
			list: listOf(panel, name),
			isStrictFor: (written, meant) =>
				this.isFixed(name) && changesShownFields(panel, name, written, meant),
		});
	}

	/** True when a parameter is typed as it is, not worked out for each row. */
	isFixed(...path: Array<string | number>): boolean {
		let typed: unknown = this.source.getNode?.().parameters;
		for (const step of path) typed = (typed as Record<string, unknown> | undefined)?.[step];
		return typeof typed === 'string' && !typed.startsWith('=');
	}

	/** A JSON object, given as an object or as text; @returns undefined when the field is empty or `{}` */
	jsonObject(cell: unknown, field: string): JsonObject | undefined {
		const value = typeof cell === 'string' ? this.usable(cell, field) : cell;
		if (isUnset(value)) return undefined;
		let parsed: unknown = value;
		if (typeof value === 'string') {
			try {
				parsed = JSON.parse(cleanText(value));
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

	/** What stands in the cell; undefined when it is empty, or holds what can be no value of any field. */
	private usable(cell: unknown, field: string): unknown {
		const value = unwrapped(cell);
		if (isUnset(value)) return undefined;
		const fault = typeof value === 'string' ? faultOf(value) : null;
		if (fault === null) return value;
		this.report(field, faultMessage(field, fault));
		return undefined;
	}
}
