import type { PicturePlan } from './pictures';
import type { SoundPlan } from './sound';
import { BROKEN, Unreadable } from './read/boxes';
import type { Sample } from './read/samples';

/** A part of a clip that goes into the film as it is. */
export interface Piece {
	/** Where it is in the clip. */
	offset: number;
	size: number;
	/** What is written before it; null for nothing. */
	prefix: Buffer | null;
}

/** What the film holds of one clip, in the order in which it is written. */
export interface ClipBytes {
	/** Packets of silence, written before the rest. */
	silence: Buffer;
	/** In the order in which they lie in the clip. */
	pieces: Piece[];
}

/** A sample of the film. */
export interface FilmSample {
	/** Counted from the first byte of the content of `mdat`. */
	position: number;
	size: number;
}

export interface Layout {
	clips: ClipBytes[];
	/** By track, in the order of decoding. */
	pictures: FilmSample[];
	sound: FilmSample[];
	bytes: number;
}

interface Wanted {
	sample: Sample;
	prefix: Buffer | null;
	result: FilmSample;
}

/** Puts the samples of one clip behind each other as they lie in it, so that one pass over the clip is enough. */
function layClip(wanted: readonly Wanted[], start: number): { pieces: Piece[]; end: number } {
	const pieces: Piece[] = [];
	let position = start;
	let last: Wanted | null = null;
	const inOrder = [...wanted].sort((a, b) => a.sample.offset - b.sample.offset);
	for (const next of inOrder) {
		const { sample, prefix, result } = next;
		const piece = pieces[pieces.length - 1];
		result.size = sample.size + (prefix?.length ?? 0);
		// Some writers store equal samples once.
		if (
			last !== null &&
			sample.offset === last.sample.offset &&
			sample.size === last.sample.size &&
			prefix === last.prefix
		) {
			result.position = last.result.position;
			continue;
		}
		if (piece !== undefined && sample.offset < piece.offset + piece.size) {
			throw new Unreadable(BROKEN);
		}
		result.position = position;
		position += result.size;
		last = next;
		if (piece !== undefined && prefix === null && piece.offset + piece.size === sample.offset) {
			piece.size += sample.size;
		} else {
			pieces.push({ offset: sample.offset, size: sample.size, prefix });
		}
	}
	return { pieces, end: position };
}

/**
 * Decides where each sample stands in the film.
 * @param prefixes by clip, what is written before its key pictures; null for nothing
 * @param silence one packet of it
 * @throws Unreadable when samples of a clip overlap; `place` is the clip that it happened with
 */
export function layOut(
	pictures: PicturePlan,
	sound: SoundPlan | null,
	prefixes: ReadonlyArray<Buffer | null>,
	silence: Buffer,
): Layout {
	const layout: Layout = { clips: [], pictures: [], sound: [], bytes: 0 };
	pictures.clips.forEach((placed, place) => {
		const wanted: Wanted[] = [];
		const add = (sample: Sample, prefix: Buffer | null, track: FilmSample[]) => {
			const result: FilmSample = { position: 0, size: 0 };
			track.push(result);
			if (sample.size > 0) wanted.push({ sample, prefix, result });
		};
		for (const { sample } of placed) {
			add(sample, sample.isKey ? prefixes[place] : null, layout.pictures);
		}
		const slots = sound === null ? [] : sound.clips[place];
		let silentBytes = 0;
		for (const slot of slots) {
			if (slot !== null) {
				add(slot, null, layout.sound);
				continue;
			}
			layout.sound.push({ position: layout.bytes + silentBytes, size: silence.length });
			silentBytes += silence.length;
		}
		const silent = Buffer.alloc(silentBytes, silence.length > 0 ? silence : 0);
		const { pieces, end } = layClip(wanted, layout.bytes + silentBytes);
		layout.clips.push({ silence: silent, pieces });
		layout.bytes = end;
	});
	return layout;
}
