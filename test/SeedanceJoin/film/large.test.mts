import fs from 'node:fs';
import { readClip } from '../../../nodes/SeedanceJoin/film/read/clip.ts';
import { decideFilm } from '../../../nodes/SeedanceJoin/film/join.ts';
import { filmBytes } from '../../../nodes/SeedanceJoin/film/write.ts';
import { openClips, sourceOf } from '../clips.mts';
import type { Film } from '../../../nodes/SeedanceJoin/film/join.ts';
import type { Clip, ClipSource } from '../../../nodes/SeedanceJoin/film/read/clip.ts';
import type { Clips } from '../clips.mts';

const MEGABYTE = 1024 * 1024;
const GIGABYTE = 1024 * MEGABYTE;
const ZEROS = Buffer.alloc(MEGABYTE);

let clips: Clips;
beforeAll(async () => {
	clips = await openClips();
});

/**
 * A clip whose first picture begins with so many zeros, which are made while they are read: a real clip with its
 * places moved. Its index comes first, with places in 64 bits.
 */
function hugeClip(zeros: number): ClipSource {
	const bytes = Buffer.from(
		fs.readFileSync(clips.make({ tone: null, file: '-movflags +faststart' })),
	);
	const media = bytes.indexOf('mdat') + 4;
	const stsz = bytes.indexOf('stsz');
	bytes.writeUInt32BE(bytes.readUInt32BE(stsz + 16) + zeros, stsz + 16);
	// With a length of 0 the pictures reach to the end of the file.
	bytes.writeUInt32BE(0, media - 8);
	async function* pieces() {
		yield bytes.subarray(0, media);
		for (let left = zeros; left > 0; left -= MEGABYTE) yield ZEROS.subarray(0, left);
		yield bytes.subarray(media);
	}
	return { open: async () => pieces() };
}

async function decided(sources: ClipSource[]): Promise<Film> {
	const all: Clip[] = [];
	for (const source of sources) all.push(await readClip(source));
	const film = decideFilm(all);
	if ('kind' in film) throw new Error(JSON.stringify(film));
	return film;
}

it('P19 Joining holds little memory, however large the clips', async () => {
	const sources = [sourceOf(clips.make()), hugeClip(2 * GIGABYTE), sourceOf(clips.make())];
	const before = process.memoryUsage();
	let most = 0;
	let bytes = 0;
	const film = await decided(sources);
	for await (const part of filmBytes(film, sources, () => {})) {
		bytes += part.length;
		const { heapUsed, arrayBuffers } = process.memoryUsage();
		most = Math.max(most, heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers);
	}
	expect(bytes).toBe(film.bytes);
	expect(bytes).toBeGreaterThan(2 * GIGABYTE);
	expect(most).toBeLessThan(100 * MEGABYTE);
});

it('A film of more than 4 GB has places in 64 bits, and each leads to its picture', async () => {
	const small = clips.make({ video: '-c:v libx264 -bf 0' });
	const parts = [hugeClip(2 * GIGABYTE), hugeClip(2.5 * GIGABYTE), sourceOf(small)];
	const film = await decided(parts);
	expect(film.bytes).toBeGreaterThan(4.5 * GIGABYTE);
	// Read back by the same reader (whose tables ffmpeg checks elsewhere): the last clip is there, behind 4 GB.
	async function* whole() {
		yield* filmBytes(film, parts, () => {});
	}
	const again = await readClip({ open: async () => whole() });
	expect(again.pictures.samples).toHaveLength(72);
	const last = again.pictures.samples.slice(48);
	expect(last[0].offset).toBeGreaterThan(4.5 * GIGABYTE);
	const wanted = last.map(({ size }) => Buffer.alloc(size));
	let at = 0;
	for await (const part of filmBytes(film, parts, () => {})) {
		last.forEach(({ offset, size }, index) => {
			const from = Math.max(offset, at);
			const to = Math.min(offset + size, at + part.length);
			if (from < to) part.copy(wanted[index], from - offset, from - at, to - at);
		});
		at += part.length;
	}
	const original = await readClip(sourceOf(small));
	const bytes = fs.readFileSync(small);
	original.pictures.samples.forEach(({ offset, size }, index) => {
		// A key picture has its parameter sets in front.
		const found = wanted[index].subarray(wanted[index].length - size);
		expect(found.equals(bytes.subarray(offset, offset + size))).toBe(true);
	});
});
