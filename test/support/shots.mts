/** What films of the sandbox's clips show and sound, as ffmpeg decodes them. */

import { ensureFfmpeg } from '../../tools/support/ffmpeg.mts';
import { toneOf } from '../../sandbox/engine/clips/index.mts';

const BLOCK = 16;
/** White, black and 8 bits. */
const BLOCKS = 10;
const SOUND_RATE = 44_100;
/** Samples in which tones are told apart. */
const WINDOW = 512;
const STEP = 64;

export interface Picture {
	/** Which job's clip it is of; null where the blocks show no number. */
	shot: number | null;
	/** Which picture of the clip it is, from 0. */
	count: number | null;
}

/** The number that a row of blocks shows. */
function numberIn(row: Buffer): number | null {
	const blocks = Array.from({ length: BLOCKS }, (_, block) => row[block * BLOCK + BLOCK / 2] > 128);
	const [white, black, ...bits] = blocks;
	return white && !black ? bits.reduce((value, bit) => value * 2 + Number(bit), 0) : null;
}

/** How loud a tone is in a window. */
function loudness(sound: Int16Array, start: number, hertz: number): number {
	let real = 0;
	let imaginary = 0;
	for (let at = 0; at < WINDOW; at += 1) {
		const angle = (2 * Math.PI * hertz * at) / SOUND_RATE;
		real += sound[start + at] * Math.cos(angle);
		imaginary += sound[start + at] * Math.sin(angle);
	}
	return Math.hypot(real, imaginary) / WINDOW;
}

export async function openShots() {
	const { ffmpeg, ffprobe, complaints } = await ensureFfmpeg();

	function sound(file: string): Int16Array {
		// By the times of the packets, as players do, and not by the number of samples.
		const timed = 'aresample=async=1:min_hard_comp=0.001:first_pts=0';
		const words = ['-map', '0:a:0', '-af', timed, '-ac', '1', '-ar', String(SOUND_RATE)];
		const bytes = ffmpeg('-i', file, ...words, '-f', 's16le', '-');
		return new Int16Array(new Uint8Array(bytes).buffer);
	}

	return {
		complaints,

		/** Every picture of a file, in order. */
		pictures(file: string): Picture[] {
			const width = BLOCK * BLOCKS;
			const height = Number(
				ffprobe('-select_streams', 'v:0', '-show_entries', 'stream=height', '-of', 'csv=p=0', file),
			);
			const crop = `crop=${width}:${height}:0:0:exact=1`;
			const words = ['-fps_mode', 'passthrough', '-vf', crop, '-pix_fmt', 'gray'];
			const bytes = ffmpeg('-i', file, '-map', '0:v:0', ...words, '-f', 'rawvideo', '-');
			const size = width * height;
			return Array.from({ length: bytes.length / size }, (_, index) => {
				const picture = bytes.subarray(index * size, (index + 1) * size);
				const rowAt = (y: number) => picture.subarray(y * width, (y + 1) * width);
				return { shot: numberIn(rowAt(height - 4)), count: numberIn(rowAt(BLOCK / 2)) };
			});
		},

		/** At which second the tone of each shot but the first takes over, for clips of equal length. */
		changes(file: string, shots: number[], clipSeconds: number): number[] {
			const samples = sound(file);
			return shots.slice(1).map((shot, index) => {
				const [before, after] = [toneOf(shots[index]), toneOf(shot)];
				const near = Math.round((index + 1) * clipSeconds * SOUND_RATE);
				for (let start = near - SOUND_RATE / 5; start < near + SOUND_RATE / 5; start += STEP) {
					const at = Math.round(start - WINDOW / 2);
					if (loudness(samples, at, after) > loudness(samples, at, before))
						return start / SOUND_RATE;
				}
				return Number.NaN;
			});
		},

		/** The shot, of some, whose tone is heard at a second. */
		heard(file: string, second: number, shots: number[]): number | undefined {
			const samples = sound(file);
			const start = Math.round(second * SOUND_RATE);
			const [loudest] = [...shots].sort(
				(one, other) =>
					loudness(samples, start, toneOf(other)) - loudness(samples, start, toneOf(one)),
			);
			return loudest;
		},
	};
}

export type Shots = Awaited<ReturnType<typeof openShots>>;
