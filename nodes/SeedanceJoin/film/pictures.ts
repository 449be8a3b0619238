import { BROKEN, Unreadable } from './read/boxes';
import type { Clip, Track } from './read/clip';
import type { PictureFormat } from './read/pictures';
import type { Sample } from './read/samples';

/** When a sample is decoded and shown in the film, in units of the film. */
export interface PlacedSample {
	sample: Sample;
	decode: number;
	show: number;
}

export interface PicturePlan {
	/** Units per second. */
	timescale: number;
	/** By clip, in the order of decoding. Times are those of the track. */
	clips: PlacedSample[][];
	/** Where each clip begins in the film; one more for the end of the film. */
	starts: number[];
	/** Which parts of the track make up the film: a single one, but for clips that hide some of their pictures. */
	segments: Array<{ begin: number; length: number }>;
	/** Where the track ends. */
	end: number;
}

/** What of a clip is shown. */
export interface Extent {
	/** Seconds of the clip's own time at which its first picture is shown: where it begins in the film. */
	origin: number;
	/** Seconds from there to the end of its last picture. */
	seconds: number;
	/** The same in the units of its pictures, exactly. */
	units: number;
	/** Those of its samples that are needed. */
	samples: Sample[];
	/** When its first picture is shown, in the units of its pictures. */
	firstShow: number;
	/** Seconds of pictures before that one, which are decoded and not shown. */
	hiddenSeconds: number;
	isShown: (sample: Sample) => boolean;
}

/** Seconds by which the end of a track may differ from its edit list, which is written in milliseconds. */
const ROUNDED = 0.002;

/** So long can a film be in units, for its tables have 32 bits. */
const MOST_UNITS = 2 ** 31;

/** Units per second for clips that have none in common. */
const FALLBACK_UNITS = 90_000;

function earliest(samples: readonly Sample[]): number {
	return samples.reduce((least, { show }) => Math.min(least, show), Number.POSITIVE_INFINITY);
}

/** @throws Unreadable when the clip shows no picture */
export function extentOf({ samples, timescale, window }: Track<PictureFormat>): Extent {
	const isShown = ({ show }: Sample) => {
		const time = show / timescale + window.start;
		return time > window.from - 0.5 / timescale && time < window.until - 1e-6;
	};
	const shown = samples.filter(isShown);
	if (shown.length === 0) throw new Unreadable('shows no picture');
	let firstShow = Number.POSITIVE_INFINITY;
	let end = Number.NEGATIVE_INFINITY;
	for (const { show, duration } of shown) {
		firstShow = Math.min(firstShow, show);
		end = Math.max(end, show + duration);
	}
	const origin = firstShow / timescale + window.start;
	const units = end - firstShow;
	const left = window.until - origin;
	const isCut = left < units / timescale - ROUNDED - 1 / timescale;
	// Behind the last picture that is shown nothing is needed.
	let needed = samples.length;
	while (!isShown(samples[needed - 1])) needed -= 1;
	return {
		origin,
		seconds: isCut ? left : units / timescale,
		units: isCut ? left * timescale : units,
		samples: samples.slice(0, needed),
		firstShow,
		hiddenSeconds: (firstShow - earliest(samples)) / timescale,
		isShown,
	};
}

function greatestDivisor(a: number, b: number): number {
	return b === 0 ? a : greatestDivisor(b, a % b);
}

/**
 * A number of units per second in which the times of all clips are whole numbers, where there is one.
 * @param seconds length of the film
 */
function commonTimescale(timescales: readonly number[], seconds: number): number {
	const most = Math.floor(MOST_UNITS / Math.max(1, seconds));
	let common = 1;
	for (const timescale of timescales) {
		common = (common / greatestDivisor(common, timescale)) * timescale;
		if (common > most) return Math.min(most, FALLBACK_UNITS);
	}
	return common;
}

/** Where one clip lies in the film's track, in units of the film. */
interface Place {
	/** When its first picture is shown, in the time of the track. */
	begin: number;
	/** The same for what follows the clip. */
	end: number;
	/** When the sample before it is decoded. */
	after: number;
	/** Units of the film per unit of the clip. */
	ratio: number;
}

/** When its samples are decoded: each after the one before, the last one before the next clip begins. */
function decodeTimes(
	{ samples, firstShow }: Extent,
	{ begin, end, after, ratio }: Place,
): number[] {
	const first = samples[0].decode + firstShow - earliest(samples);
	let last = after;
	const times = samples.map(({ decode }) => {
		last = Math.max(last + 1, begin + Math.round((decode - first) * ratio));
		return last;
	});
	for (let index = times.length - 1, limit = end - 1; times[index] > limit; index--, limit--) {
		times[index] = limit;
	}
	if (times[0] <= after) throw new Unreadable(BROKEN);
	return times;
}

/** Units of pictures behind the last one that is shown, which are decoded and not shown. */
function hiddenTail({ samples, isShown, firstShow, units }: Extent): number {
	return samples.reduce(
		(most, sample) =>
			isShown(sample) || sample.show < firstShow
				? most
				: Math.max(most, sample.show + sample.duration - firstShow - units),
		0,
	);
}

/**
 * Lays the pictures of all clips one after the other. What a clip decodes and does not show (its edit list hides it)
 * lies between the segments of the film's own edit list.
 * @param extents what of each clip is shown
 * @param held seconds for which the last picture of each clip stays, because its sound goes on
 * @throws Unreadable
 */
export function planPictures(
	clips: readonly Clip[],
	extents: readonly Extent[],
	held: readonly number[],
): PicturePlan {
	const timescale = commonTimescale(
		clips.map((clip) => clip.pictures.timescale),
		extents.reduce(
			(sum, { seconds, hiddenSeconds }, place) => sum + seconds + hiddenSeconds + held[place],
			0,
		),
	);
	const starts = [0];
	const segments: PicturePlan['segments'] = [];
	let after = Number.NEGATIVE_INFINITY;
	let track = 0;
	const placed = extents.map((extent, place) => {
		const { firstShow, samples } = extent;
		const ratio = timescale / clips[place].pictures.timescale;
		const begin = track + Math.round((firstShow - earliest(samples)) * ratio);
		const length = Math.round(extent.units * ratio + held[place] * timescale);
		track = begin + length + Math.ceil(hiddenTail(extent) * ratio);
		starts.push(starts[place] + length);
		const last = segments[segments.length - 1];
		if (last !== undefined && last.begin + last.length === begin) last.length += length;
		else segments.push({ begin, length });
		const decodes = decodeTimes(extent, { begin, end: track, after, ratio });
		after = decodes[decodes.length - 1];
		return samples.map((sample, index) => ({
			sample,
			decode: decodes[index],
			show: begin + Math.round((sample.show - firstShow) * ratio),
		}));
	});
	return { timescale, clips: placed, starts, segments, end: track };
}
