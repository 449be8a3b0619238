import type { PicturePlan, Extent } from './pictures';
import type { Clip, Track } from './read/clip';
import type { SoundFormat } from './read/sound';
import type { Sample } from './read/samples';

export interface SoundPlan {
	format: SoundFormat;
	/** Samples per second and per packet. */
	rate: number;
	packet: number;
	/** Samples at the beginning of the track that are not heard (the decoder warms up). */
	lead: number;
	/** By clip, one packet after the other; null where there is silence. */
	clips: Array<Array<Sample | null>>;
}

/** Packets before the first one that is heard; a decoder needs one or two to be right from there on. */
const LEAD_PACKETS = 4;

/** Samples per packet: 1024 in usual AAC. The last packet of a clip may be noted as shorter. */
export function packetLength({ samples, timescale, format }: Track<SoundFormat>): number {
	const counts = new Map<number, number>();
	for (const { duration } of samples) counts.set(duration, (counts.get(duration) ?? 0) + 1);
	let usual = 0;
	for (const [duration, count] of counts) {
		if (count > (counts.get(usual) ?? 0)) usual = duration;
	}
	return Math.round((usual / timescale) * format.rate);
}

/** A packet and its place in samples, counted from the first picture of its clip. */
interface Packet {
	sample: Sample;
	at: number;
}

/** The packets of a clip that are heard, and those before them with which the decoder warms up. */
function packetsOf(
	{ samples, timescale, window, format }: Track<SoundFormat>,
	origin: number,
	packet: number,
	isFirst: boolean,
): Packet[] {
	const { rate } = format;
	const packets = samples.map((sample) => ({
		sample,
		at: (sample.decode / timescale + window.start - origin) * rate,
	}));
	// What is heard before the first picture is not in the film.
	const from = Math.max(0, window.from - origin) * rate + 0.5;
	const until = (window.until - origin) * rate - 0.5;
	const first = packets.findIndex(({ at }) => at + packet > from);
	const heard = first < 0 ? [] : packets.slice(first).filter(({ at }) => at < until);
	const lead = packets
		.slice(Math.max(0, first - (isFirst ? LEAD_PACKETS : 1)), Math.max(0, first))
		.filter(({ at }) => at > from - (LEAD_PACKETS + 2) * packet);
	return [...lead, ...heard];
}

/** Seconds, counted from the first picture, between which a clip is heard. */
export function heardBetween(track: Track<SoundFormat>, origin: number): [number, number] {
	const { samples, timescale, window } = track;
	const last = samples[samples.length - 1];
	const begin = samples[0].decode / timescale + window.start;
	const end = (last.decode + last.duration) / timescale + window.start;
	return [Math.max(begin, window.from) - origin, Math.min(end, window.until) - origin];
}

/** Which packet of a clip falls to which place; packets that follow each other stay together, whatever the rounding. */
function placesOf(packets: Packet[], ideal: (at: number) => number): Map<number, Sample> {
	const places = new Map<number, Sample>();
	let next = Number.NEGATIVE_INFINITY;
	for (const { sample, at } of packets) {
		const wanted = ideal(at);
		if (Math.abs(wanted - next) >= 0.75) next = Math.max(next, Math.round(wanted));
		places.set(next, sample);
		next += 1;
	}
	return places;
}

/**
 * Gives each place in the film's sound to the packet that is nearest in time, of the clip that is on screen then. So
 * no packet is heard more than half its length before or after its time (11.6 ms at 44.1 kHz), in every
 * player and however many clips there are. A decoder blends each packet with the one before: at a joint the packet
 * around it is a blend of both clips.
 * @returns null when no clip has sound
 */
export function planSound(
	clips: readonly Clip[],
	extents: readonly Extent[],
	{ timescale, starts }: PicturePlan,
): SoundPlan | null {
	const model = clips.find((clip) => clip.sound !== null)?.sound;
	if (model === undefined || model === null) return null;
	const { format } = model;
	const { rate } = format;
	const packet = packetLength(model);
	const tracks = clips.map(({ sound }, index) =>
		sound === null ? [] : packetsOf(sound, extents[index].origin, packet, index === 0),
	);
	const lead = Math.round(Math.max(0, -(tracks[0][0]?.at ?? 0)));
	const placeAt = (seconds: number) => (seconds * rate + lead) / packet;
	const edges = starts.map((start) => Math.floor(placeAt(start / timescale) + 1e-6));
	edges[0] = 0;
	edges[clips.length] = Math.ceil(placeAt(starts[clips.length] / timescale) - 1e-6);
	const places = tracks.map((packets, index) =>
		placesOf(packets, (at) => placeAt(starts[index] / timescale + at / rate)),
	);
	for (let index = 1; index < clips.length; index++) {
		// A clip that begins a little later leaves the place of the joint to the one before.
		const edge = Math.max(edges[index], edges[index - 1]);
		const isLeft = !places[index].has(edge) && places[index - 1].has(edge);
		edges[index] = Math.min(isLeft ? edge + 1 : edge, edges[clips.length]);
	}
	return {
		format,
		rate,
		packet,
		lead,
		clips: places.map((own, index) =>
			Array.from(
				{ length: Math.max(0, edges[index + 1] - edges[index]) },
				(_, offset) => own.get(edges[index] + offset) ?? null,
			),
		),
	};
}

/** Gaps of sound up to this, in packets, are no silence: packets are rarely as long as pictures. */
const SHORT_GAP = 3;

/**
 * Closes short gaps of one clip by the packet beside them, for codecs in which no silence can be written. Longer ones
 * stay.
 */
export function closeShortGaps(slots: ReadonlyArray<Sample | null>): Array<Sample | null> {
	const closed = [...slots];
	for (let at = 0; at < slots.length; at++) {
		if (slots[at] !== null) continue;
		let end = at;
		while (end < slots.length && slots[end] === null) end += 1;
		const beside = slots[at - 1] ?? slots[end] ?? null;
		if (end - at <= SHORT_GAP) closed.fill(beside, at, end);
		at = end;
	}
	return closed;
}
