import type { Clip, Track } from './read/clip';
import type { PictureFormat } from './read/pictures';
import type { Sample } from './read/samples';
import { packetLength } from './sound';

/** In what a clip differs from the film: both values, in words that follow "is". */
export interface Difference {
	/** About the sound only, so that a film without sound would be possible. */
	isSound: boolean;
	found: string;
	wanted: string;
}

/** What must be equal, with the words for it; a value of null fits everything. */
interface Fact {
	isSound: boolean;
	value: string | null;
	text: string;
	/** The same about the clip that the others are compared with, where other words are needed. */
	wantedText?: string;
	/** Where equal values are not the only ones that fit. */
	fits?: (other: Fact) => boolean;
}

/** Rates within this part of each other are of one family: 23.976 and 24. */
const SAME_RATE = 0.01;

const OWN_SETTINGS = 'made with settings of its own';

/** Pictures per second, where (nearly) all pictures last equally long; null for a single picture and for changing rates. */
function frameRate({ samples, timescale }: Track<PictureFormat>): number | null {
	// The last picture often lasts longer or shorter.
	const durations = samples.slice(0, -1).map((sample: Sample) => sample.duration);
	if (durations.length < 2) return null;
	const usual = [...durations].sort((a, b) => a - b)[Math.floor(durations.length / 2)];
	const alike = durations.filter((duration) => Math.abs(duration - usual) <= usual * SAME_RATE + 1);
	if (usual === 0 || alike.length < durations.length * 0.9) return null;
	const span = alike.reduce((sum, duration) => sum + duration, 0);
	return (alike.length * timescale) / span;
}

/** 24 and 23.976 go together, as do 30 and 60: no picture of either falls between two of the other. */
function isSameFamily(one: number, other: number): boolean {
	const octaves = Math.log2(one / other);
	return Math.abs(octaves - Math.round(octaves)) < Math.log2(1 + SAME_RATE);
}

function rateFact(track: Track<PictureFormat>): Fact {
	const rate = frameRate(track);
	const value = rate === null ? null : String(rate);
	return {
		isSound: false,
		value,
		text: `of ${Math.round((rate ?? 0) * 1000) / 1000} pictures per second`,
		fits: (other) => isSameFamily(Number(value), Number(other.value)),
	};
}

/** The quarter turns with which pictures are shown, as in `tkhd`. */
function turnFact({ display }: Track<PictureFormat>): Fact {
	const [a, b] = [display.readInt32BE(0), display.readInt32BE(4)];
	const degrees = Math.round((Math.atan2(b, a) * 180) / Math.PI);
	return {
		isSound: false,
		value: display.subarray(0, 20).toString('hex'),
		text: degrees === 0 ? 'upright' : `turned by ${degrees} degrees`,
	};
}

function pictureFacts(track: Track<PictureFormat>): Fact[] {
	const { format } = track;
	const fact = (value: string | null, text: string): Fact => ({ isSound: false, value, text });
	return [
		fact(`${format.width}x${format.height}`, `${format.width}x${format.height} pixels`),
		fact(format.codec, `coded in ${format.codec}`),
		fact(format.pixels, `in the pixel format ${format.pixels}`),
		rateFact(track),
		turnFact(track),
		fact(format.pixelShape, `of pixels with the shape ${format.pixelShape}`),
		{
			...fact(format.setup.toString('hex'), `coded with other settings of ${format.codec}`),
			wantedText: OWN_SETTINGS,
		},
	];
}

function soundFacts(clip: Clip): Fact[] {
	if (clip.sound === null) return [];
	const { format } = clip.sound;
	const fact = (value: string, text: string): Fact => ({ isSound: true, value, text });
	const packet = packetLength(clip.sound);
	return [
		fact(`${format.codec} ${format.aacKind}`, `with sound in ${format.codec}`),
		fact(`${format.rate}`, `with sound of ${format.rate} Hz`),
		fact(`${format.channels}`, `with sound of ${channelText(format.channels)}`),
		fact(`${packet}`, `with sound in packets of ${packet} samples`),
		{
			...fact(format.setup.toString('hex'), `with sound in other settings of ${format.codec}`),
			wantedText: OWN_SETTINGS,
		},
	];
}

function channelText(channels: number): string {
	if (channels === 2) return '2 channels (stereo)';
	return channels === 1 ? '1 channel (mono)' : `${channels} channels`;
}

function compare(wanted: readonly Fact[], found: readonly Fact[]): Difference[] {
	return found.flatMap((fact, index) => {
		const other = wanted[index];
		if (fact.value === null || other.value === null || fact.value === other.value) return [];
		if (fact.fits?.(other)) return [];
		return [{ isSound: fact.isSound, found: fact.text, wanted: other.wantedText ?? other.text }];
	});
}

/**
 * Finds the first clip that does not fit to those before it.
 * @returns its place, that of the clip it was compared with, and all differences; null when all fit
 */
export function findMisfit(
	clips: readonly Clip[],
): { place: number; comparedWith: number; differences: Difference[] } | null {
	const firstWithSound = clips.findIndex((clip) => clip.sound !== null);
	for (const [place, clip] of clips.entries()) {
		const pictures = compare(pictureFacts(clips[0].pictures), pictureFacts(clip.pictures));
		const sound =
			clip.sound === null ? [] : compare(soundFacts(clips[firstWithSound]), soundFacts(clip));
		if (pictures.length > 0)
			return { place, comparedWith: 0, differences: [...pictures, ...sound] };
		if (sound.length > 0) return { place, comparedWith: firstWithSound, differences: sound };
	}
	return null;
}
