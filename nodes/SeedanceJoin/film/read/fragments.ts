import { BROKEN, boxesIn, child, optional, readUint64, required, Unreadable } from './boxes';
import type { Scanned } from './scan';
import type { Sample } from './samples';
import { MOST_SAMPLES } from './samples';

/** What holds for samples that say nothing of their own (`trex`, `tfhd`). */
interface Defaults {
	entry: number;
	duration: number;
	size: number;
	flags: number;
}

const NOT_KEY = 0x10000;

/** Of `tfhd`. */
const HAS = { base: 0x1, entry: 0x2, duration: 0x8, size: 0x10, flags: 0x20 };

/** Of `trun`. */
const RUN = { place: 0x1, first: 0x4, duration: 0x100, size: 0x200, flags: 0x400, shift: 0x800 };

function readTrackDefaults(moov: Buffer, trackId: number): Defaults {
	const trex = boxesIn(required(moov, 'mvex')).find(
		({ type, content }) => type === 'trex' && content.readUInt32BE(4) === trackId,
	);
	if (trex === undefined) return { entry: 1, duration: 0, size: 0, flags: 0 };
	const at = (offset: number) => trex.content.readUInt32BE(offset);
	return { entry: at(8), duration: at(12), size: at(16), flags: at(20) };
}

/** `tfhd`: the defaults of this fragment, and from where its places count; null: from where the data before it ended. */
function readHeader(tfhd: Buffer, start: number, isFirst: boolean, defaults: Defaults) {
	const flags = tfhd.readUInt32BE(0) & 0xffffff;
	let at = 8;
	const next = (flag: number, otherwise: number) => {
		if ((flags & flag) === 0) return otherwise;
		at += 4;
		return tfhd.readUInt32BE(at - 4);
	};
	let base: number | null = isFirst || (flags & 0x20000) !== 0 ? start : null;
	if ((flags & HAS.base) !== 0) {
		base = readUint64(tfhd, at);
		at += 8;
	}
	const own: Defaults = {
		entry: next(HAS.entry, defaults.entry),
		duration: next(HAS.duration, defaults.duration),
		size: next(HAS.size, defaults.size),
		flags: next(HAS.flags, defaults.flags),
	};
	return { base, own };
}

/** Collects the samples of one track from the fragments of a file. */
class FragmentReader {
	readonly samples: Sample[] = [];

	entry = 0;

	private decode = 0;

	/** Samples of all tracks so far, because a few bytes can claim any number of them. */
	private seen = 0;

	constructor(
		private readonly trackId: number,
		private readonly defaults: Defaults,
	) {}

	read({ start, content }: Scanned['fragments'][number]): void {
		let end = start;
		let isFirst = true;
		for (const { type, content: traf } of boxesIn(content)) {
			if (type !== 'traf') continue;
			const tfhd = required(traf, 'tfhd');
			const isOurs = tfhd.readUInt32BE(4) === this.trackId;
			const { base, own } = readHeader(tfhd, start, isFirst, this.defaults);
			isFirst = false;
			if (isOurs) this.readTimes(traf, own);
			end = boxesIn(traf)
				.filter((box) => box.type === 'trun')
				.reduce(
					(at, trun) => this.readRun(trun.content, base ?? end, at, own, isOurs),
					base ?? end,
				);
		}
	}

	private readTimes(traf: Buffer, own: Defaults): void {
		const tfdt = child(traf, 'tfdt');
		if (tfdt !== null) this.decode = tfdt[0] === 1 ? readUint64(tfdt, 4) : tfdt.readUInt32BE(4);
		if (this.entry !== 0 && this.entry !== own.entry) {
			throw new Unreadable('is itself joined of parts with different settings. Use those parts');
		}
		this.entry = own.entry;
	}

	/** @returns where the data of the run ends */
	private readRun(
		trun: Buffer,
		base: number,
		after: number,
		own: Defaults,
		isOurs: boolean,
	): number {
		const flags = trun.readUInt32BE(0) & 0xffffff;
		const count = trun.readUInt32BE(4);
		let at = 8;
		const next = (flag: number, otherwise: number) => {
			if ((flags & flag) === 0) return otherwise;
			at += 4;
			return trun.readUInt32BE(at - 4);
		};
		const hasPlace = (flags & RUN.place) !== 0;
		let offset = hasPlace ? base + (next(RUN.place, 0) | 0) : after;
		const first = next(RUN.first, -1);
		this.seen += count;
		if (this.seen > MOST_SAMPLES) throw new Unreadable(BROKEN);
		for (let index = 0; index < count; index++) {
			const duration = next(RUN.duration, own.duration);
			const size = next(RUN.size, own.size);
			const sampleFlags = next(RUN.flags, index === 0 && first >= 0 ? first : own.flags);
			const shift = next(RUN.shift, 0) | 0;
			if (isOurs) {
				const isKey = (sampleFlags & NOT_KEY) === 0;
				const { decode } = this;
				this.samples.push({ offset, size, decode, duration, show: decode + shift, isKey });
				this.decode += duration;
			}
			offset += size;
		}
		return offset;
	}
}

/** True when the samples are not (only) in the sample tables. */
export function isFragmented(moov: Buffer): boolean {
	return optional(moov, 'mvex') !== null;
}

/** Reads the samples that a fragmented file has of one track. */
export function readFragments(
	{ moov, fragments }: { moov: Buffer; fragments: Scanned['fragments'] },
	trackId: number,
): { samples: Sample[]; entry: number } {
	const reader = new FragmentReader(trackId, readTrackDefaults(moov, trackId));
	fragments.forEach((fragment) => reader.read(fragment));
	return { samples: reader.samples, entry: reader.entry || 1 };
}
