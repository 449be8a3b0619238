import { BROKEN, CUT_OFF, optional, readUint64, required, Unreadable } from './boxes';

/** One picture, or one packet of sound. */
export interface Sample {
	/** Where it is in the file. */
	offset: number;
	size: number;
	/** When it is decoded, how long it lasts and when it is shown, in units of the track. */
	decode: number;
	duration: number;
	show: number;
	/** True when nothing before it is needed to decode it. */
	isKey: boolean;
}

/** Eleven hours of sound; no clip has more. */
export const MOST_SAMPLES = 2_000_000;

/** Reads a table of runs (`count`, `value`) into one value per sample. */
function readRuns(table: Buffer, samples: number, read: (at: number) => number): number[] {
	const values: number[] = [];
	const runs = table.readUInt32BE(4);
	for (let run = 0; run < runs && values.length < samples; run++) {
		const at = 8 + run * 8;
		const count = Math.min(table.readUInt32BE(at), samples - values.length);
		const value = read(at + 4);
		for (let index = 0; index < count; index++) values.push(value);
	}
	return values;
}

/** `stsz`, or `stz2` with its short sizes. */
function readSizes(table: Buffer, bytes: number): number[] {
	const stsz = optional(table, 'stsz');
	const sizes = stsz ?? required(table, 'stz2');
	const same = stsz === null ? 0 : stsz.readUInt32BE(4);
	const count = sizes.readUInt32BE(8);
	const bits = stsz === null ? sizes[7] : same === 0 ? 32 : 0;
	if (![0, 4, 8, 16, 32].includes(bits)) throw new Unreadable(BROKEN);
	if (
		count > MOST_SAMPLES ||
		(bits === 0 ? count * same > bytes : 12 + (count * bits) / 8 > sizes.length)
	) {
		throw new Unreadable(BROKEN);
	}
	return Array.from({ length: count }, (_, index) => {
		if (bits === 0) return same;
		if (bits === 32) return sizes.readUInt32BE(12 + index * 4);
		if (bits === 16) return sizes.readUInt16BE(12 + index * 2);
		if (bits === 8) return sizes[12 + index];
		const pair = sizes[12 + (index >> 1)];
		return index % 2 === 0 ? pair >> 4 : pair & 15;
	});
}

/** Where each sample is, by `stsc` and `stco` or `co64`; `entry` is the sample entry that all of them use. */
function readPlaces(table: Buffer, sizes: number[]): { offsets: number[]; entry: number } {
	const stsc = required(table, 'stsc');
	const stco = optional(table, 'stco');
	const chunks = stco ?? required(table, 'co64');
	const chunkCount = chunks.readUInt32BE(4);
	const runs = stsc.readUInt32BE(4);
	const offsets: number[] = [];
	let entry = 0;
	for (let run = 0; run < runs && offsets.length < sizes.length; run++) {
		const at = 8 + run * 12;
		const first = stsc.readUInt32BE(at);
		const next = run + 1 < runs ? stsc.readUInt32BE(at + 12) : chunkCount + 1;
		const perChunk = stsc.readUInt32BE(at + 4);
		const used = stsc.readUInt32BE(at + 8);
		if (first < 1 || next <= first || perChunk === 0) throw new Unreadable(BROKEN);
		if (entry !== 0 && entry !== used) {
			throw new Unreadable('is itself joined of parts with different settings. Use those parts');
		}
		entry = used;
		for (let chunk = first; chunk < next && offsets.length < sizes.length; chunk++) {
			let offset =
				stco === null
					? readUint64(chunks, 8 + (chunk - 1) * 8)
					: stco.readUInt32BE(8 + (chunk - 1) * 4);
			for (let index = 0; index < perChunk && offsets.length < sizes.length; index++) {
				const size = sizes[offsets.length];
				offsets.push(offset);
				offset += size;
			}
		}
	}
	if (offsets.length < sizes.length) throw new Unreadable(BROKEN);
	return { offsets, entry };
}

/** The numbers of the key samples; null when all are. */
function readKeys(table: Buffer): Set<number> | null {
	const stss = optional(table, 'stss');
	if (stss === null) return null;
	const count = Math.min(stss.readUInt32BE(4), Math.floor((stss.length - 8) / 4));
	return new Set(Array.from({ length: count }, (_, index) => stss.readUInt32BE(8 + index * 4) - 1));
}

/** @throws Unreadable when a sample is not in the file */
export function checkPlaces(samples: readonly Sample[], bytes: number): void {
	for (const { offset, size } of samples) {
		if (offset + size > bytes) throw new Unreadable(CUT_OFF);
	}
}

/**
 * Reads the sample table (`stbl`) of a track of a file that is not fragmented.
 * @param bytes size of the file
 */
export function readSampleTable(stbl: Buffer, bytes: number): { samples: Sample[]; entry: number } {
	const sizes = readSizes(stbl, bytes);
	if (sizes.length === 0) return { samples: [], entry: 1 };
	const { offsets, entry } = readPlaces(stbl, sizes);
	const stts = required(stbl, 'stts');
	const durations = readRuns(stts, sizes.length, (at) => stts.readUInt32BE(at));
	if (durations.length < sizes.length) throw new Unreadable(BROKEN);
	const ctts = optional(stbl, 'ctts');
	// Files of version 0 hold negative offsets as well, written by QuickTime.
	const shifts = ctts === null ? [] : readRuns(ctts, sizes.length, (at) => ctts.readInt32BE(at));
	const keys = readKeys(stbl);
	let decode = 0;
	const samples = sizes.map((size, index) => {
		const duration = durations[index];
		const sample: Sample = {
			offset: offsets[index],
			size,
			decode,
			duration,
			show: decode + (shifts[index] ?? 0),
			isKey: keys === null || keys.has(index),
		};
		decode += duration;
		return sample;
	});
	return { samples, entry };
}
