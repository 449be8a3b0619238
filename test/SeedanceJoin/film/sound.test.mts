import { join, openClips } from '../clips.mts';
import type { Clips } from '../clips.mts';

/** Of the sound that ffmpeg decodes. */
const HERTZ = 48_000;
/** Seconds by which sound and picture may be apart. */
const APART = 0.025;

let clips: Clips;
beforeAll(async () => {
	clips = await openClips();
});

/** How strong a tone is in a piece of sound (Goertzel). */
function strength(sound: Float32Array, from: number, length: number, tone: number): number {
	const factor = 2 * Math.cos((2 * Math.PI * tone) / HERTZ);
	let [one, two] = [0, 0];
	for (let at = Math.max(0, from); at < Math.min(sound.length, from + length); at++) {
		[two, one] = [one, sound[at] + factor * one - two];
	}
	return Math.sqrt(Math.max(0, one * one + two * two - factor * one * two)) / length;
}

/** Second at which a tone begins or ends. */
function edgeAt(sound: Float32Array, around: number, tone: number, isBegin: boolean): number {
	const WINDOW = 480;
	// Half of what a tone of ffmpeg has.
	const loud = 0.031;
	const from = Math.round((around - 0.2) * HERTZ);
	for (let at = from; at < from + 0.4 * HERTZ; at += 48) {
		const isLoud = strength(sound, at, WINDOW, tone) > loud;
		if (isLoud === isBegin) return (at + WINDOW / 2) / HERTZ;
	}
	return Number.NaN;
}

const peak = (sound: Float32Array, from: number, to: number) =>
	sound
		.subarray(Math.round(from * HERTZ), Math.round(to * HERTZ))
		.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('P19 Sound and picture stay within 25 ms of each other', () => {
	const TONES = [500, 900, 1400, 2000, 2700];
	const KINDS: Array<[string, (make: Clips['make'], tone: number, index: number) => string]> = [
		['48 kHz, 24 pictures per second', (make, tone) => make({ tone, seconds: 0.5 })],
		['44.1 kHz', (make, tone) => make({ tone, hertz: 44_100, seconds: 0.5 })],
		[
			'22.05 kHz, whose packets are twice as long',
			(make, tone) => make({ tone, hertz: 22_050, seconds: 0.5 }),
		],
		[
			'lengths that fit no packet at all',
			(make, tone, index) =>
				make({ tone, hertz: 44_100, rate: '24000/1001', seconds: 0.46 + index * 0.042 }),
		],
		[
			'sound that is a little longer',
			(make, tone) => make({ tone, seconds: 0.5, soundSeconds: 0.56 }),
		],
		[
			'sound that is a little shorter',
			(make, tone) => make({ tone, seconds: 0.5, soundSeconds: 0.47 }),
		],
		['no edit list', (make, tone) => make({ tone, seconds: 0.5, file: '-use_editlist 0' })],
		[
			'fragmented',
			(make, tone) => make({ tone, seconds: 0.5, file: '-movflags frag_keyframe+empty_moov' }),
		],
	];

	it.each(KINDS)('at every joint of 100 clips: %s', async (_title, makeClip) => {
		const five = TONES.map((tone, index) => makeClip(clips.make, tone, index));
		const files = Array.from({ length: 100 }, (_, index) => five[index % 5]);
		const { file, film } = await join(files);
		const sound = clips.sound(file);
		const apart = film.parts.slice(1).map(({ startSeconds }, index) => {
			const tone = TONES[(index + 1) % 5];
			return edgeAt(sound, startSeconds, tone, true) - startSeconds;
		});
		expect(apart).toHaveLength(99);
		expect(Math.max(...apart.map(Math.abs))).toBeLessThanOrEqual(APART);
		expect(sound.length / HERTZ).toBeCloseTo(film.durationSeconds, 1);
	});

	it('also by the times that are written in the film', async () => {
		const files = Array.from({ length: 100 }, () => clips.make({ hertz: 44_100, seconds: 0.5 }));
		const { file, film } = await join(files);
		const times = clips
			.ffprobe(
				'-select_streams',
				'a',
				'-show_entries',
				'packet=pts_time,duration_time',
				'-of',
				'csv=p=0',
				file,
			)
			.split('\n')
			.filter((line) => /^-?\d/.test(line))
			.map((line) => line.split(',').map(Number));
		times.slice(1).forEach(([time], index) => {
			expect(time - times[index][0]).toBeCloseTo(1024 / 44_100, 4);
		});
		const [last, length] = times[times.length - 1];
		expect(last + length).toBeGreaterThanOrEqual(film.durationSeconds);
		expect(last).toBeLessThan(film.durationSeconds);
	});

	it('where the sound of a clip begins later than its pictures', async () => {
		const late = clips.make({ tone: 900, seconds: 1, soundSeconds: 0.5 });
		const shifted = clips.remake(late, `-itsoffset 0.3 -i ${late} -map 0:v -map 1:a -c copy`);
		const { file } = await join([clips.make({ tone: 500 }), shifted, clips.make({ tone: 500 })]);
		const sound = clips.sound(file);
		expect(Math.abs(edgeAt(sound, 1.3, 900, true) - 1.3)).toBeLessThanOrEqual(APART);
		expect(Math.abs(edgeAt(sound, 1.8, 900, false) - 1.8)).toBeLessThanOrEqual(APART);
		expect(Math.abs(edgeAt(sound, 2, 500, true) - 2)).toBeLessThanOrEqual(APART);
	});

	it('where the sound of a clip begins before its pictures, which is left out with a warning', async () => {
		const clip = clips.make({ tone: 900 });
		const early = clips.remake(clip, `-itsoffset 0.4 -i ${clip} -map 1:v -map 0:a -c copy`);
		const { file, film } = await join([
			clips.make({ tone: 500 }),
			early,
			clips.make({ tone: 500 }),
		]);
		expect(film.clipWarnings[0].text).toMatch(/^has 0\.\d+ s of sound before its first picture/);
		const sound = clips.sound(file);
		expect(Math.abs(edgeAt(sound, 1, 900, true) - 1)).toBeLessThanOrEqual(APART);
		expect(Math.abs(edgeAt(sound, 1.6, 900, false) - 1.6)).toBeLessThanOrEqual(APART);
	});

	it('where sound goes on longer: the last picture stays', async () => {
		const long = clips.make({ tone: 900, soundSeconds: 1.5 });
		const { file, film } = await join([long, clips.make({ tone: 500 }), long]);
		expect(film.parts.map(({ startSeconds }) => startSeconds)).toEqual([
			0,
			expect.closeTo(1.5, 1),
			expect.closeTo(2.5, 1),
		]);
		expect(film.clipWarnings.map(({ place }) => place)).toEqual([0, 2]);
		const sound = clips.sound(file);
		const [, second] = film.parts;
		expect(
			Math.abs(edgeAt(sound, second.startSeconds, 500, true) - second.startSeconds),
		).toBeLessThanOrEqual(APART);
		expect(clips.pictures(file)).toHaveLength(72);
	});
});

describe('A clip without sound among clips with sound', () => {
	it.each([
		['in the middle', [1, 0, 1]],
		['at the beginning', [0, 0, 1]],
		['at the end', [1, 0]],
	])('is silent in the film: %s', async (_title, places) => {
		const files = places.map((has) => clips.make({ tone: has ? 700 : null }));
		const { file, film } = await join(files);
		expect(film.hasAudio).toBe(true);
		const sound = clips.sound(file);
		places.forEach((has, index) => {
			const loudest = peak(sound, index + 0.1, index + 0.9);
			if (has) expect(loudest).toBeGreaterThan(0.05);
			else expect(loudest).toBe(0);
		});
		expect(clips.complaints('-i', file, '-f', 'null', '-')).toBe('');
	});

	it.each([1, 2, 3, 4, 5, 6])('is silent with %i channels', async (channels) => {
		const audio = `-c:a aac -ac ${channels}`;
		const { file } = await join([
			clips.make({ audio, tone: 700 }),
			clips.make({ tone: null }),
			clips.make({ audio, tone: 900 }),
		]);
		const bytes = clips.ffmpeg('-i', file, '-map', '0:a', '-f', 'f32le', '-');
		const all = new Float32Array(new Uint8Array(bytes).buffer);
		const middle = all.subarray(
			Math.round(1.1 * HERTZ) * channels,
			Math.round(1.9 * HERTZ) * channels,
		);
		expect(middle.length).toBe(
			Math.round(1.9 * HERTZ) * channels - Math.round(1.1 * HERTZ) * channels,
		);
		expect(middle.every((value) => value === 0)).toBe(true);
		expect(clips.complaints('-i', file, '-f', 'null', '-')).toBe('');
	});

	it('leaves a film of such clips without sound', async () => {
		const { file, film } = await join([clips.make({ tone: null }), clips.make({ tone: null })]);
		expect(film.hasAudio).toBe(false);
		expect(clips.facts(file).streams).toHaveLength(1);
	});
});

describe('Sound that is not AAC', () => {
	it.each([
		['MP3', '-c:a libmp3lame'],
		['AC-3', '-c:a ac3'],
		['Opus', '-c:a libopus'],
		['FLAC', '-c:a flac -strict -2'],
	])('is joined where all clips have it: %s', async (_title, audio) => {
		const files = [500, 900, 1400].map((tone) => clips.make({ audio, tone, seconds: 2, rate: 25 }));
		const { file, film } = await join(files);
		const sound = clips.sound(file);
		film.parts.slice(1).forEach(({ startSeconds }, index) => {
			const at = edgeAt(sound, startSeconds, [900, 1400][index], true);
			expect(Math.abs(at - startSeconds)).toBeLessThanOrEqual(APART);
		});
	});

	it.each([
		['Opus', '-c:a libopus'],
		['AC-3', '-c:a ac3'],
	])('may be a little shorter than the pictures: %s', async (_title, audio) => {
		const files = [500, 900, 1400].map((tone) => clips.make({ audio, tone, soundSeconds: 0.95 }));
		const { file, film } = await join(files);
		const sound = clips.sound(file);
		film.parts.slice(1).forEach(({ startSeconds }, index) => {
			const at = edgeAt(sound, startSeconds, [900, 1400][index], true);
			expect(Math.abs(at - startSeconds)).toBeLessThanOrEqual(APART);
		});
	});
});
