import { clipOf } from '../../../../sandbox/engine/clips/index.mts';
import { Mp4Reader } from '../../../../nodes/shared/files/container/mp4.ts';
import { box, largeBox, movieHeader, sampleVideo, track, trackHeader } from './sampleVideo.mts';

function read(file: Buffer, step: number = file.length) {
	const reader = new Mp4Reader();
	for (let at = 0; at < file.length; at += step) reader.push(file.subarray(at, at + step));
	return reader.end();
}

const GOOD = {
	kind: 'good',
	facts: { width: 1280, height: 720, durationSeconds: 5, hasAudio: true, isQuickTime: false },
};

describe('Reading an MP4 while it streams by', () => {
	it.each([1, 2, 7, 8, 9, 64, 1000, 1_000_000])(
		'tells size, length and sound from chunks of %i bytes',
		(step) => {
			expect(read(sampleVideo(), step)).toEqual(GOOD);
			expect(read(sampleVideo({ index: 'back', version: 1 }), step)).toEqual(GOOD);
		},
	);

	it.each([
		['a silent video', { sound: false }, { hasAudio: false }],
		['a phone video on its side', { turned: true }, { width: 720, height: 1280 }],
		['a QuickTime movie', { brand: 'qt  ' }, { isQuickTime: true }],
		['a length in fractions', { seconds: 4.04 }, { durationSeconds: 4.04 }],
		['an unknown length', { seconds: 0 }, { durationSeconds: null }],
	])('understands %s', (_title, how, facts) => {
		expect(read(sampleVideo(how))).toEqual({ kind: 'good', facts: { ...GOOD.facts, ...facts } });
	});

	it.each([
		['large', (noise: Buffer) => largeBox('mdat', noise)],
		[
			'open-ended',
			(noise: Buffer) => {
				const open = box('mdat', noise);
				open.writeUInt32BE(0, 0);
				return open;
			},
		],
		['fragmented', (noise: Buffer) => Buffer.concat([box('moof', noise), box('mdat', noise)])],
	])('understands %s picture data', (_title, pictures) => {
		expect(read(sampleVideo({ pictures }), 1001)).toEqual(GOOD);
	});

	it.each([
		['its own box', box('mehd', Buffer.from([0, 0, 0, 0, 0, 0, 0x1b, 0x58])), 7],
		['nowhere, and not from its first part', Buffer.alloc(0), null],
	])('takes the length of a fragmented file from %s', (_title, length, durationSeconds) => {
		const fragmented = Buffer.concat([
			box('ftyp', Buffer.from('iso5\0\0\0\0')),
			box(
				'moov',
				movieHeader(0, 1000, 1000),
				box('mvex', length),
				track('vide', trackHeader(640, 640)),
			),
			box('moof', Buffer.alloc(30)),
			box('mdat', Buffer.alloc(30)),
		]);
		expect(read(fragmented)).toMatchObject({ kind: 'good', facts: { durationSeconds } });
	});

	it('takes the size from the track that is played, not from one that is switched off', () => {
		const played = trackHeader(1280, 720);
		played[8 + 3] = 3;
		const file = Buffer.concat([
			box('ftyp', Buffer.from('isom\0\0\0\0')),
			box(
				'moov',
				movieHeader(0, 1000, 5000),
				track('vide', trackHeader(160, 90)),
				track('vide', played),
			),
			box('mdat', Buffer.alloc(30)),
		]);
		expect(read(file)).toMatchObject({ kind: 'good', facts: { width: 1280, height: 720 } });
	});

	it('never calls a file good that was cut off anywhere', () => {
		for (const index of ['front', 'back'] as const) {
			const file = sampleVideo({ pictureBytes: 600, index });
			for (let length = 0; length < file.length; length++) {
				expect(read(file.subarray(0, length)).kind).toBe('cutOff');
			}
		}
	});

	it.each([
		['a file of zeros', Buffer.alloc(400), /structure/],
		['a picture', Buffer.from('\x89PNG\r\n\x1a\n0000IHDR', 'latin1'), /structure|begin/],
		[
			'pictures without a video track',
			Buffer.concat([
				box('ftyp', Buffer.alloc(8)),
				box('moov', movieHeader(0, 1, 1)),
				box('mdat', Buffer.alloc(9)),
			]),
			/no pictures/,
		],
		[
			'a box that is larger than the one around it',
			Buffer.concat([
				box('ftyp', Buffer.alloc(8)),
				Buffer.from([0, 0, 0, 24]),
				Buffer.from('moov'),
				Buffer.from([0, 0, 1, 0]),
				Buffer.from('trak'),
				Buffer.alloc(400),
			]),
			/structure/,
		],
		[
			'a box that is smaller than its own header',
			Buffer.concat([
				box('ftyp', Buffer.alloc(8)),
				Buffer.from([0, 0, 0, 3]),
				Buffer.from('mdat'),
				Buffer.alloc(99),
			]),
			/structure/,
		],
	])('says what is wrong with %s', (_title, file, what) => {
		expect(read(file, 5)).toEqual({ kind: 'bad', what: expect.stringMatching(what) });
	});

	it('never throws, and never calls noise a video', () => {
		const file = sampleVideo({ pictureBytes: 300 });
		for (let at = 0; at < 300; at++) {
			const broken = Buffer.from(file);
			broken[at] ^= 0xff;
			expect(() => read(broken, 13)).not.toThrow();
		}
	});

	it.each(['landscape', 'portrait', 'square'] as const)(
		'reads the real clip "%s" of the sandbox',
		(name) => {
			const verdict = read(clipOf(name, 1), 4096);
			if (verdict.kind !== 'good') throw new Error(`The clip counts as ${verdict.kind}`);
			const { width, height, durationSeconds, hasAudio } = verdict.facts;
			expect(hasAudio).toBe(true);
			expect(durationSeconds).toBeGreaterThan(1);
			expect(Math.sign(Number(width) - Number(height))).toBe(
				{ landscape: 1, portrait: -1, square: 0 }[name],
			);
		},
	);
});
