import { readUint64, Unreadable } from './boxes';

/** Which part of a track is shown, and when; seconds of the clip's own time. */
export interface Window {
	/** When the track's media time 0 is shown, were it shown at all; negative when the beginning is left out. */
	start: number;
	from: number;
	/** Infinity when the track is shown to its end. */
	until: number;
}

interface Edit {
	/** Seconds; 0 stands for "to the end" in fragmented files. */
	duration: number;
	/** Seconds into the track; -1 means that nothing is shown. */
	mediaTime: number;
}

const WHOLE: Window = { start: 0, from: 0, until: Number.POSITIVE_INFINITY };

const CUT_UP =
	'was cut in an editor that left the pieces apart. Export it once more as an ordinary MP4';

function readEdits(elst: Buffer, movieTimescale: number, timescale: number): Edit[] {
	const isLong = elst[0] === 1;
	const size = isLong ? 20 : 12;
	const edits: Edit[] = [];
	// Of a list that is longer than its box the rest counts as missing.
	const count = Math.min(elst.readUInt32BE(4), Math.floor((elst.length - 8) / size));
	for (let index = 0; index < count; index++) {
		const at = 8 + index * size;
		const isEmpty = elst.readInt32BE(at + (isLong ? 8 : 4)) === -1;
		const duration = isLong ? readUint64(elst, at) : elst.readUInt32BE(at);
		const time = isEmpty ? -1 : isLong ? readUint64(elst, at + 8) : elst.readUInt32BE(at + 4);
		const rate = elst.readInt32BE(at + size - 4);
		if (!isEmpty && rate !== 0x10000 && rate !== 0) throw new Unreadable(CUT_UP);
		edits.push({
			duration: duration / movieTimescale,
			mediaTime: isEmpty ? -1 : time / timescale,
		});
	}
	return edits;
}

/**
 * The part of a track that its edit list shows: nothing for a while, then one piece of the track. Pieces that follow
 * each other without a gap are one.
 * @param timescale units per second of the track
 * @throws Unreadable for anything more
 */
export function readWindow(elst: Buffer | null, movieTimescale: number, timescale: number): Window {
	if (elst === null) return WHOLE;
	const edits = readEdits(elst, movieTimescale, timescale);
	const first = edits.findIndex(({ mediaTime }) => mediaTime >= 0);
	if (first < 0) return WHOLE;
	const from = edits.slice(0, first).reduce((sum, { duration }) => sum + duration, 0);
	const pieces = edits.slice(first);
	while (pieces.length > 1 && pieces[pieces.length - 1].mediaTime < 0) pieces.pop();
	let length = 0;
	for (const { duration, mediaTime } of pieces) {
		const gap = Math.abs(mediaTime - (pieces[0].mediaTime + length));
		if (mediaTime < 0 || gap > 2 / movieTimescale + 1 / timescale) throw new Unreadable(CUT_UP);
		length += duration;
	}
	return {
		start: from - pieces[0].mediaTime,
		from,
		until: length === 0 ? Number.POSITIVE_INFINITY : from + length,
	};
}

/**
 * What iTunes notes about an AAC track instead of an edit list: samples before and behind the sound itself.
 * @param rate samples per second
 */
export function readITunesWindow(udta: Buffer | null, rate: number): Window {
	const text = udta?.toString('latin1') ?? '';
	const note = text.indexOf('iTunSMPB');
	const match =
		note < 0
			? null
			: / [0-9A-F]{8} ([0-9A-F]{8}) ([0-9A-F]{8}) ([0-9A-F]{16})/.exec(
					text.slice(note, note + 400),
				);
	if (match === null) return WHOLE;
	const length = parseInt(match[3], 16) / rate;
	return {
		start: -parseInt(match[1], 16) / rate,
		from: 0,
		until: length > 0 ? length : Number.POSITIVE_INFINITY,
	};
}
