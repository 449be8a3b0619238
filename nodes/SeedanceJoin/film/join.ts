import { findMisfit } from './fit';
import type { Difference } from './fit';
import type { FilmTrack } from './header';
import { UPRIGHT, writeBox, writeHeader } from './header';
import type { ClipBytes, Layout } from './layout';
import { layOut } from './layout';
import type { Extent, PicturePlan } from './pictures';
import { extentOf, planPictures } from './pictures';
import { BROKEN, isOutOfRange, Unreadable } from './read/boxes';
import type { Clip } from './read/clip';
import { withSetsInside } from './read/pictures';
import { silentPacket } from './silence';
import type { SoundPlan } from './sound';
import { closeShortGaps, heardBetween, packetLength, planSound } from './sound';

export interface FilmPart {
	startSeconds: number;
	durationSeconds: number;
}

/** A film that is decided and not yet written. */
export interface Film {
	header: Buffer;
	clips: ClipBytes[];
	/** Size of the whole file. */
	bytes: number;
	durationSeconds: number;
	/** Pixels as shown. */
	width: number;
	height: number;
	hasAudio: boolean;
	/** One per clip. */
	parts: FilmPart[];
	/** Each about one clip, to continue "Row 1 (a.mp4) …"; and about the whole film. */
	clipWarnings: Array<{ place: number; text: string }>;
	warnings: string[];
}

/** Why clips make no film, and which clip it is about. */
export type Refusal =
	| { kind: 'unreadable'; place: number; what: string }
	| { kind: 'misfit'; place: number; comparedWith: number; differences: Difference[] }
	| { kind: 'noSilence'; place: number; codec: string };

/** Seconds of sound before or after the pictures of a clip that nobody misses: packets are rarely as long as pictures. */
const SPARE_SOUND = 0.1;

/** Seconds; a film that claims to be longer is damaged. */
const LONGEST = 12 * 3600;

/** Seconds; packets of sound are never shorter (Opus has the shortest ones). */
const SHORTEST_PACKET = 0.002;

/** Longer packets (below 20480 Hz in usual AAC) cannot be placed within 25 ms of their time. */
const LONGEST_EXACT_PACKET = 0.05;

/** A thing that was decided about one clip, or the reason why it cannot be. */
class Refused extends Error {
	constructor(readonly refusal: Refusal) {
		super(refusal.kind);
	}
}

/** Says with which clip something was unreadable. */
function about<T>(place: number, work: () => T): T {
	try {
		return work();
	} catch (thrown) {
		throw named(thrown, place);
	}
}

function named(thrown: unknown, place: number): unknown {
	if (!(thrown instanceof Unreadable)) return thrown;
	return new Refused({ kind: 'unreadable', place, what: thrown.what });
}

/** Numbers that no table can hold are damage, too. */
function isDamage(thrown: unknown): boolean {
	return thrown instanceof Unreadable || isOutOfRange(thrown);
}

/** Finds the clip that cannot be a film even alone. */
function culprit(clips: readonly Clip[]): number {
	const place = clips.findIndex((clip) => {
		try {
			filmOf([clip]);
			return false;
		} catch (thrown) {
			return isDamage(thrown);
		}
	});
	return Math.max(0, place);
}

/** @throws whatever is no refusal */
function refusalOf(thrown: unknown, clips: readonly Clip[]): Refusal {
	if (thrown instanceof Refused) return thrown.refusal;
	if (!isDamage(thrown)) throw thrown;
	return { kind: 'unreadable', place: culprit(clips), what: BROKEN };
}

function checkSound({ sound }: Clip): void {
	if (sound === null) return;
	const packet = packetLength(sound);
	if (packet === 1)
		throw new Unreadable('has sound without compression (PCM), which cannot be joined');
	if (!(packet / sound.format.rate >= SHORTEST_PACKET)) throw new Unreadable(BROKEN);
}

function round(seconds: number): number {
	return Math.round(seconds * 1000) / 1000;
}

/** Seconds for which the last picture stays because the sound of the clip goes on. */
function heldSeconds({ sound }: Clip, { origin, seconds }: Extent): number {
	if (sound === null) return 0;
	const over = heardBetween(sound, origin)[1] - seconds;
	return over > SPARE_SOUND ? over : 0;
}

function clipWarnings(clip: Clip, extent: Extent): string[] {
	const warnings = [...clip.warnings];
	const held = heldSeconds(clip, extent);
	if (held > 0) {
		warnings.push(
			`has sound that goes on ${round(held)} s after its pictures; the last one stays that long`,
		);
	}
	const early = clip.sound === null ? 0 : -heardBetween(clip.sound, extent.origin)[0];
	if (early > SPARE_SOUND) {
		warnings.push(`has ${round(early)} s of sound before its first picture, which are left out`);
	}
	if (!extent.samples[0].isKey) {
		warnings.push('does not begin with a complete picture, so its first pictures may look broken');
	}
	return warnings;
}

/** The parameter sets that go in front of key pictures; null where one set is enough for the whole film. */
function prefixesOf(clips: readonly Clip[]): Array<Buffer | null> {
	const formats = clips.map(({ pictures }) => pictures.format);
	const [first] = formats;
	const areEqual = formats.every(
		({ parameterSets, hasSetsInside }) =>
			!hasSetsInside &&
			(first.parameterSets === null || parameterSets?.equals(first.parameterSets)),
	);
	const isAlone = clips.length === 1;
	return formats.map(({ parameterSets: sets }) =>
		areEqual || isAlone || sets === null || sets.length === 0 ? null : sets,
	);
}

/** The sample entry of the film: of the kind that most players know (`hvc1` rather than `hev1`), and with parameter sets. */
function pictureEntry(clips: readonly Clip[], hasSetsInside: boolean): Buffer {
	const formats = clips.map(({ pictures }) => pictures.format);
	const known = formats.find(({ entryType }) => ['avc1', 'hvc1'].includes(entryType));
	const filled = formats.find(
		({ parameterSets }) => parameterSets !== null && parameterSets.length > 0,
	);
	const { entry } = filled ?? formats[0];
	return writeBox((known ?? formats[0]).entryType, hasSetsInside ? withSetsInside(entry) : entry);
}

function pictureTrack(
	clips: readonly Clip[],
	plan: PicturePlan,
	layout: Layout,
	hasSetsInside: boolean,
): FilmTrack {
	const placed = plan.clips.flat();
	const late = placed.reduce((most, { decode, show }) => Math.max(most, decode - show), 0);
	const keys = placed.flatMap(({ sample }, index) => (sample.isKey ? [index + 1] : []));
	const begin = placed[0].decode;
	return {
		kind: 'vide',
		entry: pictureEntry(clips, hasSetsInside),
		timescale: plan.timescale,
		samples: layout.pictures,
		durations: placed.map(({ decode }, index) => (placed[index + 1]?.decode ?? plan.end) - decode),
		shifts: placed.map(({ decode, show }) => show + late - decode),
		keys: keys.length === placed.length ? null : keys,
		segments: plan.segments.map((segment) => ({
			...segment,
			begin: segment.begin + late - begin,
		})),
		display: clips[0].pictures.display.subarray(0, 44),
	};
}

function soundTrack(
	{ format, rate, packet, lead }: SoundPlan,
	layout: Layout,
	length: number,
): FilmTrack {
	return {
		kind: 'soun',
		entry: format.entry,
		timescale: rate,
		samples: layout.sound,
		durations: layout.sound.map(() => packet),
		shifts: [],
		keys: null,
		segments: [{ begin: lead, length }],
		display: Buffer.concat([UPRIGHT, Buffer.alloc(8)]),
	};
}

/**
 * The sound of the film with one packet of silence for the places where clips have none.
 * @throws Refused where the codec has none
 */
function withSilence(sound: SoundPlan | null): { sound: SoundPlan | null; silence: Buffer } {
	const none = Buffer.alloc(0);
	if (sound === null || !sound.clips.some((slots) => slots.includes(null))) {
		return { sound, silence: none };
	}
	const silence = silentPacket(sound.format);
	if (silence !== null) return { sound, silence };
	const clips = sound.clips.map(closeShortGaps);
	const place = clips.findIndex((slots) => slots.includes(null));
	if (place >= 0) throw new Refused({ kind: 'noSilence', place, codec: sound.format.codec });
	return { sound: { ...sound, clips }, silence: none };
}

function shownSize({ display, format }: Clip['pictures']): [width: number, height: number] {
	const isTurned = display.readInt32BE(0) === 0 && display.readInt32BE(16) === 0;
	return isTurned ? [format.height, format.width] : [format.width, format.height];
}

function filmOf(clips: readonly Clip[]): Film {
	clips.forEach((clip, place) => about(place, () => checkSound(clip)));
	const misfit = findMisfit(clips);
	if (misfit !== null) throw new Refused({ kind: 'misfit', ...misfit });
	const extents = clips.map(({ pictures }, place) => about(place, () => extentOf(pictures)));
	const held = clips.map((clip, place) => heldSeconds(clip, extents[place]));
	let total = 0;
	extents.forEach(({ seconds, hiddenSeconds }, place) => {
		total += seconds + hiddenSeconds + held[place];
		if (total > LONGEST) {
			throw new Refused({ kind: 'unreadable', place, what: 'claims to be hours long' });
		}
	});
	const plan = planPictures(clips, extents, held);
	const { sound, silence } = withSilence(planSound(clips, extents, plan));
	const prefixes = prefixesOf(clips);
	const layout = layOut(plan, sound, prefixes, silence);
	const duration = plan.starts[clips.length];
	const hasSetsInside = prefixes.some((prefix) => prefix !== null);
	const tracks = [pictureTrack(clips, plan, layout, hasSetsInside)];
	if (sound !== null) tracks.push(soundTrack(sound, layout, duration));
	const header = writeHeader({ timescale: plan.timescale, duration, tracks }, layout.bytes);
	const [width, height] = shownSize(clips[0].pictures);
	const isCoarse = sound !== null && sound.packet / sound.rate > LONGEST_EXACT_PACKET;
	return {
		header,
		clips: layout.clips,
		bytes: header.length + layout.bytes,
		durationSeconds: round(duration / plan.timescale),
		width,
		height,
		hasAudio: sound !== null,
		parts: clips.map((_, place) => ({
			startSeconds: round(plan.starts[place] / plan.timescale),
			durationSeconds: round((plan.starts[place + 1] - plan.starts[place]) / plan.timescale),
		})),
		clipWarnings: clips.flatMap((clip, place) =>
			clipWarnings(clip, extents[place]).map((text) => ({ place, text })),
		),
		warnings: isCoarse
			? [
					`The sound has ${sound.rate} Hz and comes in pieces of ${Math.round((sound.packet / sound.rate) * 1000)} ms, so it can be half a piece early or late behind a joint.`,
				]
			: [],
	};
}

/**
 * Decides a film: all pictures of all clips in order, each clip as long as its pictures, with its sound. Reads and
 * writes nothing.
 * @param clips at least one; without their `sound` for a silent film
 */
export function decideFilm(clips: readonly Clip[]): Film | Refusal {
	try {
		return filmOf(clips);
	} catch (thrown) {
		return refusalOf(thrown, clips);
	}
}
