/** Clips made with ffmpeg, once per machine, and films of them looked at with ffmpeg. */

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { decideFilm } from '../../nodes/SeedanceJoin/film/join.ts';
import { readClip } from '../../nodes/SeedanceJoin/film/read/clip.ts';
import { filmBytes } from '../../nodes/SeedanceJoin/film/write.ts';
import { ensureFfmpeg } from '../../tools/support/ffmpeg.mts';
import type { Film, Refusal } from '../../nodes/SeedanceJoin/film/join.ts';
import type { Clip, ClipSource } from '../../nodes/SeedanceJoin/film/read/clip.ts';

export const CLIPS = path.join(os.tmpdir(), 'n8n-nodes-seedance-clips');

export interface ClipWish {
	seconds?: number;
	/** Pictures per second */
	rate?: number | string;
	size?: string;
	/** Hz of the tone; null for a clip without sound */
	tone?: number | null;
	/** Samples of sound per second */
	hertz?: number;
	/** Seconds of sound, as long as the pictures unless told */
	soundSeconds?: number;
	/** Words for ffmpeg about the pictures */
	video?: string;
	/** Words for ffmpeg about the sound */
	audio?: string;
	/** Words for ffmpeg about the file */
	file?: string;
	extension?: string;
}

const words = (text: string) => text.split(' ').filter((word) => word !== '');

/** ffmpeg, with what the tests ask of it. */
export async function openClips() {
	const { ffmpeg, ffprobe, complaints, program } = await ensureFfmpeg();
	fs.mkdirSync(CLIPS, { recursive: true });

	/** Runs ffmpeg for a file unless it is there already; `{}` stands for the file. */
	const made = (extension: string, recipe: string[], inputs: string[] = []): string => {
		const key = createHash('sha256')
			.update(JSON.stringify([recipe, inputs.map((file) => path.basename(file))]))
			.digest('hex');
		const target = path.join(CLIPS, `${key.slice(0, 24)}.${extension}`);
		if (!fs.existsSync(target)) {
			const draft = path.join(CLIPS, `${key.slice(0, 24)}-${process.pid}.${extension}`);
			ffmpeg('-y', ...recipe, draft);
			fs.renameSync(draft, target);
		}
		return target;
	};

	return {
		ffmpeg,
		ffprobe,
		complaints,
		program,

		/** A clip with a picture counter and a tone. */
		make({
			seconds = 1,
			rate = 24,
			size = '160x90',
			tone = 440,
			hertz = 48_000,
			soundSeconds = seconds,
			video = '-c:v libx264 -preset veryfast',
			audio = '-c:a aac',
			file = '',
			extension = 'mp4',
		}: ClipWish = {}): string {
			const picture = `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`;
			const sound = `sine=frequency=${tone}:sample_rate=${hertz}:duration=${soundSeconds}`;
			const pixels = video.includes('-pix_fmt') ? [] : ['-pix_fmt', 'yuv420p'];
			return made(extension, [
				...['-f', 'lavfi', '-i', picture],
				...(tone === null ? [] : ['-f', 'lavfi', '-i', sound]),
				...words(video),
				...pixels,
				...(tone === null ? [] : words(audio)),
				...words(file),
			]);
		},

		/** A clip made of another one; `before` and `after` are words before and after `-i`. */
		remake(from: string, after: string, { before = '', extension = 'mp4' } = {}): string {
			return made(extension, [...words(before), '-i', from, ...words(after)], [from]);
		},

		/** Checksums of the pictures as they are seen. */
		pictures(file: string): string[] {
			const text = ffmpeg(
				...['-i', file, '-map', '0:v:0', '-fps_mode', 'passthrough', '-f', 'framemd5', '-'],
			).toString();
			return text
				.split('\n')
				.filter((line) => line !== '' && !line.startsWith('#'))
				.map((line) => line.split(',').pop()?.trim() ?? '');
		},

		/** The sound as it is heard when a player goes by the number of samples alone: mono, 48 kHz. */
		sound(file: string): Float32Array {
			const bytes = ffmpeg(
				...['-i', file, '-map', '0:a:0', '-ac', '1', '-ar', '48000', '-f', 'f32le', '-'],
			);
			return new Float32Array(new Uint8Array(bytes).buffer);
		},

		/** What ffprobe says of a stream, and of the file. */
		facts(file: string): { streams: Array<Record<string, string | number>> } {
			return JSON.parse(ffprobe('-show_streams', '-of', 'json', file));
		},
	};
}

export type Clips = Awaited<ReturnType<typeof openClips>>;

/** A file in small pieces, so that every header is cut somewhere. */
export function sourceOf(content: Buffer | string, piece = 7_001): ClipSource {
	const bytes = typeof content === 'string' ? fs.readFileSync(content) : content;
	async function* pieces() {
		for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
	}
	return { open: async () => pieces() };
}

/** What becomes of some clips: a film, a refusal of all, or the thrown reason why one cannot be read. */
export async function decide(sources: ClipSource[]): Promise<Film | Refusal> {
	const clips: Clip[] = [];
	for (const source of sources) clips.push(await readClip(source));
	return decideFilm(clips);
}

/** Joins clips to a file in the folder of the clips. */
export async function join(
	contents: Array<Buffer | string>,
): Promise<{ file: string; film: Film }> {
	const sources = contents.map((content) => sourceOf(content));
	const film = await decide(sources);
	if ('kind' in film) throw new Error(JSON.stringify(film));
	const parts: Buffer[] = [];
	for await (const part of filmBytes(film, sources, () => {})) parts.push(part);
	const bytes = Buffer.concat(parts);
	if (bytes.length !== film.bytes) throw new Error(`${bytes.length} bytes, not ${film.bytes}`);
	const name = createHash('sha256').update(bytes).digest('hex').slice(0, 24);
	const file = path.join(CLIPS, `film-${name}.mp4`);
	fs.writeFileSync(file, bytes);
	return { file, film };
}
