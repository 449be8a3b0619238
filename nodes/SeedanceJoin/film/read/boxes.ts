/** The boxes of which MP4 and MOV files are made (ISO/IEC 14496-12, section 4.2). */

/** Something in a clip that cannot be joined; `what` continues "Row 1 (a.mp4) …". */
export class Unreadable extends Error {
	constructor(readonly what: string) {
		super(what);
		this.name = 'Unreadable';
	}
}

export const BROKEN = 'is damaged: its inner structure is broken';
export const CUT_OFF = 'is not complete: its end is missing';

/** True for what Buffer throws behind its end: a table is shorter than it says. Told by its name, which is the same in every realm. */
export function isOutOfRange(thrown: unknown): boolean {
	return (
		typeof thrown === 'object' &&
		thrown !== null &&
		'name' in thrown &&
		thrown.name === 'RangeError'
	);
}

export interface Box {
	type: string;
	content: Buffer;
}

/** An unsigned 64-bit number. @throws Unreadable when it is larger than any file */
export function readUint64(content: Buffer, offset: number): number {
	const value = content.readUInt32BE(offset) * 2 ** 32 + content.readUInt32BE(offset + 4);
	if (!Number.isSafeInteger(value)) throw new Unreadable(BROKEN);
	return value;
}

/**
 * The boxes in the content of a box. Less than a header's 8 bytes at the end is filling (QuickTime's zero word).
 * @throws Unreadable when a box is longer than what holds it
 */
export function boxesIn(content: Buffer): Box[] {
	const boxes: Box[] = [];
	let at = 0;
	while (content.length - at >= 8) {
		const shortSize = content.readUInt32BE(at);
		const header = shortSize === 1 ? 16 : 8;
		if (content.length - at < header) throw new Unreadable(BROKEN);
		const size =
			shortSize === 1
				? readUint64(content, at + 8)
				: shortSize === 0
					? content.length - at
					: shortSize;
		if (size < header || at + size > content.length) throw new Unreadable(BROKEN);
		boxes.push({
			type: content.toString('latin1', at + 4, at + 8),
			content: content.subarray(at + header, at + size),
		});
		at += size;
	}
	return boxes;
}

/** The content of the first box of a kind, null when there is none. */
export function child(content: Buffer, type: string): Buffer | null {
	return boxesIn(content).find((box) => box.type === type)?.content ?? null;
}

/** The content of the box at the end of a path. @throws Unreadable when there is none */
export function required(content: Buffer, ...path: string[]): Buffer {
	return path.reduce((inner, type) => {
		const found = child(inner, type);
		if (found === null) throw new Unreadable(BROKEN);
		return found;
	}, content);
}

/** The same for a box that may be missing. */
export function optional(content: Buffer, ...path: string[]): Buffer | null {
	return path.reduce<Buffer | null>(
		(inner, type) => (inner === null ? null : child(inner, type)),
		content,
	);
}
