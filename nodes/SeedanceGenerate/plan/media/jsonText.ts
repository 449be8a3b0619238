import { findJsonBreak } from './jsonPosition';

/** What cells and chat programs do to a JSON text, each undone on its own. */
const REPAIRS: ReadonlyArray<(text: string) => string> = [
	(text) => text,
	// Quotes that a word processor has rounded
	(text) => text.replace(/[“”„‟«»＂]/g, '"'),
	// A separator after the last entry
	(text) => text.replace(/,(\s*[\]}])/g, '$1').replace(/[,;\s]{1,50}$/, ''),
	// Quotes doubled by CSV
	(text) =>
		/^"?[[{]\s*""|""[\]}]/.test(text)
			? text.replace(/""/g, '"').replace(/^"([[{])|([\]}])"$/g, '$1$2')
			: text,
	// Lists of Python and JavaScript
	(text) => (text.includes('"') ? text : text.replace(/[‘’']/g, '"')),
	// Keys and words of other languages
	(text) =>
		text
			.replace(/([{,]\s*)([A-Za-z_]\w*)(?=\s*:\s*["\d[{tfnTFN])/g, '$1"$2"')
			.replace(/(?<=[:,[]\s*)(?:None|True|False)(?=\s*[,\]}])/g, (word) =>
				word === 'None' ? 'null' : word.toLowerCase(),
			),
	// Quotes behind backslashes
	(text) => (/^[[{]\s*\\"/.test(text) ? text.replace(/\\"/g, '"') : text),
	// Entries without a comma between them
	(text) => text.replace(/"\s+(?="https?:)/g, '", '),
	// Entries one after the other, with or without commas
	(text) => (text.startsWith('{') ? `[${text.replace(/\}\s*,?\s*\{/g, '},{')}]` : text),
];

function parse(text: string): { value: unknown } | null {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return null;
	}
}

/**
 * Reads a JSON text, also one whose quotes and commas have suffered on their way through a cell. Texts without an
 * address are read strictly: there is nothing to be saved in them. Null when it cannot be read.
 */
export function parseLenient(text: string): { value: unknown } | null {
	const strict = parse(text);
	if (strict !== null || !text.includes('://')) return strict;
	let repaired = text;
	for (const repair of REPAIRS) {
		repaired = repair(repaired);
		const parsed = parse(repaired);
		if (parsed !== null) return parsed;
	}
	return null;
}

/** Where a text stops being JSON, for people. */
export function describeBreak(text: string): string {
	const broken = findJsonBreak(text);
	if (broken === null || broken.found === null) return 'the text ends too early';
	return `“${broken.found}” does not fit at character ${broken.column} of line ${broken.line}`;
}
