import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shapeOf } from '../../sandbox/engine/results.mts';
import { inspect } from '../../sandbox/engine/inspect.mts';

const FOLDER = join(import.meta.dirname, '../../sandbox/clips');

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
	test.each([
		['landscape', 640, 360],
		['portrait', 360, 640],
		['square', 480, 480],
	])(
		'%s is a short MP4 with picture and sound that can start before it is fully loaded',
		(name, width, height) => {
			const bytes = readFileSync(join(FOLDER, `${name}.mp4`));
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
			expect(inspect(readFileSync(join(FOLDER, `${name}-last.png`)))).toMatchObject({
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
