/** Where a text stops being JSON. Line and column are 1-based, `offset` is 0-based. */
export interface JsonBreak {
	offset: number;
	line: number;
	column: number;
	/** The character that does not fit; null when the text ends too early. */
	found: string | null;
}

const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
/** Deeper than any media list; keeps a hostile cell from exhausting the stack. */
const MAX_DEPTH = 50;

/**
 * Finds the first character that makes a text invalid JSON; null when the text is valid.
 * Meant for a text that `JSON.parse` refused: the engine's own message often names no position.
 */
export function findJsonBreak(text: string): JsonBreak | null {
	const scanner = new Scanner(text);
	const complete = scanner.value(0) && scanner.atEnd();
	if (complete) return null;
	const before = text.slice(0, scanner.offset).split('\n');
	return {
		offset: scanner.offset,
		line: before.length,
		column: before[before.length - 1].length + 1,
		found: scanner.offset < text.length ? text[scanner.offset] : null,
	};
}

/** Every method returns false where the text stops fitting, with `offset` on that character. */
class Scanner {
	offset = 0;

	constructor(private readonly text: string) {}

	value(depth: number): boolean {
		this.skipSpace();
		if (depth > MAX_DEPTH) return false;
		const first = this.text[this.offset];
		if (first === '{') return this.sequence('}', () => this.property(depth));
		if (first === '[') return this.sequence(']', () => this.value(depth + 1));
		return first === '"' ? this.match(STRING) : this.match(LITERAL);
	}

	atEnd(): boolean {
		this.skipSpace();
		return this.offset === this.text.length;
	}

	private property(depth: number): boolean {
		this.skipSpace();
		return this.match(STRING) && this.character(':') && this.value(depth + 1);
	}

	/** Entries with commas between them, after an opening bracket that is still to be skipped. */
	private sequence(close: string, entry: () => boolean): boolean {
		this.offset += 1;
		if (this.character(close)) return true;
		do {
			if (!entry()) return false;
		} while (this.character(','));
		return this.character(close);
	}

	private character(expected: string): boolean {
		this.skipSpace();
		if (this.text[this.offset] !== expected) return false;
		this.offset += 1;
		return true;
	}

	private match(pattern: RegExp): boolean {
		pattern.lastIndex = this.offset;
		const match = pattern.exec(this.text);
		if (match) this.offset += match[0].length;
		return match !== null;
	}

	private skipSpace(): void {
		while (this.offset < this.text.length && ' \t\r\n'.includes(this.text[this.offset])) {
			this.offset += 1;
		}
	}
}
