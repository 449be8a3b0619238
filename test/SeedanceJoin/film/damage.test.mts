import fs from 'node:fs';
import fc from 'fast-check';
import { Unreadable } from '../../../nodes/SeedanceJoin/film/read/boxes.ts';
import { filmBytes } from '../../../nodes/SeedanceJoin/film/write.ts';
import { decide, openClips, sourceOf } from '../clips.mts';
import type { Clips } from '../clips.mts';

let clips: Clips;
beforeAll(async () => {
	clips = await openClips();
});

/** Longer than any honest clip of a second takes, milliseconds. */
const LONG_MS = 5_000;

/** The file is joined as it says, or refused; nothing else happens, and it takes no time. */
async function expectVerdict(damaged: Buffer, good: Buffer) {
	const startedAt = Date.now();
	const sources = [sourceOf(damaged, 65_536), sourceOf(good, 65_536)];
	try {
		const film = await decide(sources);
		if (!('kind' in film)) {
			let bytes = 0;
			for await (const part of filmBytes(film, sources, () => {})) bytes += part.length;
			expect(bytes).toBe(film.bytes);
		}
	} catch (thrown) {
		expect(thrown).toBeInstanceOf(Unreadable);
	}
	expect(Date.now() - startedAt).toBeLessThan(LONG_MS);
}

/** Where the index of a file lies. */
function indexOf(bytes: Buffer): [number, number] {
	const type = bytes.includes('moof') ? 'mdat' : '';
	const start = bytes.indexOf('moov') - 4;
	return [start, type === '' ? start + bytes.readUInt32BE(start) : bytes.length];
}

const KINDS: Array<[string, () => string]> = [
	['an ordinary clip', () => clips.make()],
	['a clip with its index in front', () => clips.make({ file: '-movflags +faststart' })],
	['a fragmented clip', () => clips.make({ file: '-movflags frag_keyframe+empty_moov -g 6' })],
	['a QuickTime clip', () => clips.make({ extension: 'mov' })],
	[
		'an HEVC clip',
		() => clips.make({ video: '-c:v libx265 -preset ultrafast -x265-params log-level=error' }),
	],
];

describe.each(KINDS)('Damage to %s', (_title, make) => {
	const damage = (bytes: Buffer) => {
		const [start, end] = indexOf(bytes);
		return fc.array(
			fc.tuple(
				fc.integer({ min: start, max: end - 1 }),
				fc.constantFrom(0, 1, 0x7f, 0x80, 0xff),
				fc.integer({ min: 1, max: 4 }),
			),
			{ minLength: 1, maxLength: 6 },
		);
	};

	it('in its index ends in a film or a refusal', async () => {
		const bytes = fs.readFileSync(make());
		await fc.assert(
			fc.asyncProperty(damage(bytes), async (places) => {
				const copy = Buffer.from(bytes);
				for (const [at, value, length] of places)
					copy.fill(value, at, Math.min(at + length, copy.length));
				await expectVerdict(copy, bytes);
			}),
			{ numRuns: 150 },
		);
	});

	it('by a cut anywhere ends in a refusal', async () => {
		const bytes = fs.readFileSync(make());
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (length) => {
				await expectVerdict(bytes.subarray(0, length), bytes);
			}),
			{ numRuns: 40 },
		);
	});
});
