import { cleanWord, unquote } from './invisible';

/** One line of a list in the panel: what people read and what a saved workflow holds. */
export interface ListedChoice {
	name: string;
	value: unknown;
}

/** What makes no difference between two writings of a choice. */
function plain(text: string): string {
	return unquote(cleanWord(text))
		.normalize('NFKC')
		.toLowerCase()
		.replace(/&/g, 'and')
		.replace(/[^\p{L}\p{M}\p{N}:.]/gu, '')
		.replace(/\.$/, '');
}

const withoutBrackets = (name: string) => name.replace(/\s*\(.*\)\s*$/, '');

/** How one choice can be written: its value and its name; the name also without its brackets, or what stands in them. */
function writingsOf({ name, value }: ListedChoice): string[] {
	const inBrackets = /\((.*)\)\s*$/.exec(name)?.[1] ?? '';
	const parts = inBrackets.split(/, | and /);
	return [String(value), name, withoutBrackets(name), inBrackets, ...parts].map(plain);
}

/**
 * The value of the list that a cell means, in the writing of the panel, too; undefined when it means none, or several.
 * @param aliases further writings of a value
 */
export function findChoice<T extends string>(
	cell: string,
	allowed: readonly T[],
	list: readonly ListedChoice[],
	aliases: Readonly<Record<string, T>> = {},
): T | undefined {
	const wanted = plain(cell);
	if (wanted === '') return undefined;
	const also = Object.entries(aliases).filter(([writing]) => plain(writing) === wanted);
	const meant = new Set([
		...allowed.filter((value) => plain(value) === wanted),
		...also.map(([, value]) => value),
	]);
	if (meant.size === 0) {
		for (const choice of list) {
			const value = allowed.find((candidate) => candidate === choice.value);
			if (value !== undefined && writingsOf(choice).includes(wanted)) meant.add(value);
		}
	}
	return meant.size === 1 ? [...meant][0] : undefined;
}

/** The list in words, for a message: as the panel shows it, with the value where that is written otherwise. */
export function listedChoices(allowed: readonly string[], list: readonly ListedChoice[]): string {
	const shownAs = (value: string) => {
		const name = withoutBrackets(list.find((choice) => choice.value === value)?.name ?? value);
		return name.toLowerCase() === value.toLowerCase() ? value : `${name} (${value})`;
	};
	return allowed.map(shownAs).join(', ');
}
