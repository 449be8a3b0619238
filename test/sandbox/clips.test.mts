import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clipOf, lastFrameOf } from '../../sandbox/engine/clips/index.mts';
import { shapeOf } from '../../sandbox/engine/results.mts';
import { inspect } from '../../sandbox/engine/inspect.mts';
import { openShots } from '../support/shots.mts';
import type { Shape } from '../../sandbox/engine/clips/index.mts';

const SIZES: Array<[Shape, number, number]> = [
	['landscape', 640, 360],
	['portrait', 360, 640],
	['square', 480, 480],
];

/** The boxes of one level; `start` is behind the header. */
function boxes(
	bytes: Buffer,
	start: number = 0,
	end: number = bytes.length,
): { type: string; start: number; end: number }[] {
	const found = [];
	for (let at = start; at < end; ) {
		const size = bytes.readUInt32BE(at);
		if (size < 8 || at + size > end) throw new Error('A box leaves its parent');
		found.push({ type: bytes.toString('latin1', at + 4, at + 8), start: at + 8, end: at + size });
		at += size;
	}
	return found;
}

function inside(bytes: Buffer, parent: { start: number; end: number }, type: string) {
	return boxes(bytes, parent.start, parent.end).filter((box) => box.type === type);
}

describe('the clips', () => {
	test.each(SIZES)(
		'%s is a short MP4 with picture and sound that can start before it is fully loaded',
		(name, width, height) => {
			const bytes = clipOf(name, 7);
			expect(bytes.length).toBeLessThan(120 * 1024);
			const top = boxes(bytes);
			const order = top.map((box) => box.type);
			expect(order[0]).toBe('ftyp');
			expect(order.indexOf('moov')).toBeGreaterThan(0);
			expect(order.indexOf('moov')).toBeLessThan(order.indexOf('mdat'));
			const moov = top[order.indexOf('moov')];
			const tracks = inside(bytes, moov, 'trak').map((trak) => {
				const [header] = inside(bytes, trak, 'tkhd');
				const [media] = inside(bytes, trak, 'mdia');
				const [handler] = inside(bytes, media, 'hdlr');
				return {
					kind: bytes.toString('latin1', handler.start + 8, handler.start + 12),
					width: bytes.readUInt32BE(header.end - 8) / 65536,
					height: bytes.readUInt32BE(header.end - 4) / 65536,
				};
			});
			expect(tracks).toEqual([
				{ kind: 'vide', width, height },
				{ kind: 'soun', width: 0, height: 0 },
			]);
			expect(bytes.includes('avc1')).toBe(true);
			expect(bytes.includes('mp4a')).toBe(true);
			const { seconds } = inspect(bytes);
			expect(seconds).toBeGreaterThanOrEqual(3);
			expect(seconds).toBeLessThanOrEqual(5);
			expect(inspect(lastFrameOf(name))).toMatchObject({
				format: 'png',
				size: { width, height },
			});
		},
	);

	test.each([
		[1280, 720, 'landscape'],
		[1470, 630, 'landscape'],
		[1112, 834, 'landscape'],
		[960, 960, 'square'],
		[834, 1112, 'portrait'],
		[720, 1280, 'portrait'],
	])('%d x %d gets the %s clip', (width, height, shape) => {
		expect(shapeOf(width, height)).toBe(shape);
	});
});

describe('the clips of two jobs', () => {
	const folder = mkdtempSync(join(tmpdir(), 'seedance-clips-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	test.each(SIZES)(
		'%s: every picture shows which job and which picture it is, and the tone is that of the job',
		async (shape) => {
			const shots = await openShots();
			for (const shot of [1, 2, 165, 255]) {
				const file = join(folder, `${shape}-${shot}.mp4`);
				writeFileSync(file, clipOf(shape, shot));
				expect(shots.complaints('-i', file, '-f', 'null', '-')).toBe('');
				expect(shots.pictures(file)).toEqual(
					Array.from({ length: 96 }, (_, count) => ({ shot, count })),
				);
				expect(shots.heard(file, 0.1, [shot, shot + 1, shot + 2])).toBe(shot);
				expect(shots.heard(file, 3.9, [shot, shot - 1, shot - 2])).toBe(shot);
			}
		},
		60_000,
	);

	test('differ, and the clip of one job is always the same', () => {
		const hashes = Array.from({ length: 300 }, (_, shot) =>
			createHash('sha256')
				.update(clipOf('landscape', shot + 1))
				.digest('hex'),
		);
		expect(new Set(hashes).size).toBe(300);
		const again = createHash('sha256').update(clipOf('landscape', 1)).digest('hex');
		expect(again).toBe(hashes[0]);
	});
});
