/**
 * Characters that nobody sees. Cells bring them along from web pages, chats and exports, and a text
 * that holds one is another text for a computer.
 */

/** First and last code points. */
type Ranges = ReadonlyArray<readonly [from: number, to: number]>;

/** Control characters, and marks of a byte order, a hyphen or an annotation: they mean nothing, wherever they stand. */
const NEVER_MEANT: Ranges = [
	[0x00, 0x08],
	[0x0b, 0x0c],
	[0x0e, 0x1f],
	[0x7f, 0x9f],
	[0xad, 0xad],
	[0x2060, 0x2064],
	[0xfeff, 0xfeff],
	[0xfff9, 0xfffb],
];

/** What belongs to the sign before it: joiners, variants of a letter or of an emoji, the letters of a flag. */
const PARTS_OF_A_SIGN: Ranges = [
	[0x180b, 0x180d],
	[0x200c, 0x200d],
	[0xfe00, 0xfe0f],
	[0xe0020, 0xe007f],
	[0xe0100, 0xe01ef],
];

/** What Unicode calls ignorable, formatting or a filler, and the braille blank; spaces are not among them. */
const UNSEEN: Ranges = [
	...NEVER_MEANT,
	...PARTS_OF_A_SIGN,
	[0x034f, 0x034f],
	[0x061c, 0x061c],
	[0x115f, 0x1160],
	[0x17b4, 0x17b5],
	[0x180e, 0x180f],
	[0x200b, 0x200f],
	[0x202a, 0x202e],
	[0x2065, 0x206f],
	[0x2800, 0x2800],
	[0x3164, 0x3164],
	[0xffa0, 0xffa0],
	[0x1bca0, 0x1bca3],
	[0x1d173, 0x1d17a],
	[0xe0000, 0xe0fff],
];

function isIn(ranges: Ranges, character: string): boolean {
	const point = character.codePointAt(0) ?? 0;
	return ranges.some(([from, to]) => point >= from && point <= to);
}

function isBlank(character: string): boolean {
	return character.trim() === '' || isIn(UNSEEN, character);
}

/**
 * A longer text as it was meant: what nobody sees is gone at its ends, and inside it where it never means
 * anything. Joiners of emoji, Persian and Indic scripts stay where they belong to a sign.
 */
export function cleanText(text: string): string {
	const characters = Array.from(text).filter((character) => !isIn(NEVER_MEANT, character));
	const start = characters.findIndex((character) => !isBlank(character));
	if (start < 0) return '';
	let end = characters.length;
	while (isBlank(characters[end - 1])) end -= 1;
	// Only signs beyond ASCII have such parts.
	if (characters[end - 1] > '~')
		while (end < characters.length && isIn(PARTS_OF_A_SIGN, characters[end])) end += 1;
	return characters.slice(start, end).join('');
}

/** A word, number, id or the like: nothing unseen in it, and any kind of space is a plain one. */
export function cleanWord(text: string): string {
	const seen = Array.from(text).filter((character) => !isIn(UNSEEN, character));
	return seen.join('').replace(/\s/g, ' ').trim();
}

const QUOTES: readonly RegExp[] = [
	/^"""([^"]*)"""$/u,
	/^""([^"]+)""$/u,
	/^"([^"]*)"$/u,
	/^'([^']*)'$/u,
	/^`([^`]*)`$/u,
	/^[“”„‟″]([^“”„‟″]*)[“”″]$/u,
	/^[‘’‚‛′]([^‘’‚‛′]*)[‘’′]$/u,
	/^[«»]([^«»]*)[«»]$/u,
	/^[‹›]([^‹›]*)[‹›]$/u,
	/^[「『]([^「」『』]*)[」』]$/u,
	/^＂([^＂]*)＂$/u,
];

/** A value without the quotes around it as a whole; for values of a few characters, as quotes are part of a prompt. */
export function unquote(text: string): string {
	for (const pair of QUOTES) {
		const inside = pair.exec(text)?.[1];
		if (inside !== undefined) return inside.trim();
	}
	return text;
}
