import fs from 'node:fs';
import { decide, join, openClips, sourceOf } from '../clips.mts';
import type { Clips } from '../clips.mts';

let clips: Clips;
beforeAll(async () => {
	clips = await openClips();
});

/** What is said of a file between two good ones: the film, or the reason against it. */
async function verdict(odd: Buffer): Promise<string> {
	const good = clips.make();
	try {
		const film = await decide([good, odd, good].map((content) => sourceOf(content)));
		if (!('kind' in film)) return 'film';
		if (film.kind === 'unreadable') return film.what;
		if (film.kind === 'noSilence') return `no silence in ${film.codec}`;
		return film.differences.map(({ found, wanted }) => `${found} | ${wanted}`).join(', ');
	} catch (thrown) {
		return (thrown as Error).message;
	}
}

const good = () => fs.readFileSync(clips.make());
const front = () => fs.readFileSync(clips.make({ file: '-movflags +faststart' }));

/** A copy in which a box has another type, or other content. */
function changed(bytes: Buffer, type: string, change: (box: Buffer) => void): Buffer {
	const copy = Buffer.from(bytes);
	const at = copy.indexOf(type, copy.indexOf('moov') - 4, 'latin1') - 4;
	change(copy.subarray(at, at + copy.readUInt32BE(at)));
	return copy;
}

const write = (at: number, value: number) => (box: Buffer) => box.writeUInt32BE(value >>> 0, at);
const rename = (type: string) => (box: Buffer) => box.write(type, 4, 'latin1');

const DAMAGED = /^is damaged: its inner structure is broken$/;
const CUT_OFF = /^is not complete: its end is missing$/;

describe('A file that is no clip is refused by what it is', () => {
	const encoded = (words: string, extension: string) => () =>
		fs.readFileSync(clips.remake(clips.make(), words, { extension }));
	it.each<[string, () => Buffer, RegExp]>([
		['nothing', () => Buffer.alloc(0), /^is an empty file$/],
		[
			'a web page',
			() => Buffer.from('<!DOCTYPE html><html><body>404</body></html>'),
			/^is a web page/,
		],
		['a web page behind blank lines', () => Buffer.from('\n\n  <html>'), /^is a web page/],
		['JSON', () => Buffer.from('{"error":{"code":"expired"}}'), /^is a text and no video$/],
		['XML', () => Buffer.from('<?xml version="1.0"?><Error/>'), /^is a text and no video$/],
		['a PNG', encoded('-frames:v 1', 'png'), /^is a picture \(image\/png\)/],
		['a JPEG', encoded('-frames:v 1', 'jpg'), /^is a picture \(image\/jpeg\)/],
		['a GIF', encoded('-an', 'gif'), /^is a picture \(image\/gif\)/],
		[
			'a WebM',
			encoded('-c:v libvpx-vp9 -deadline realtime -an', 'webm'),
			/^is a video of another kind \(video\/webm\)/,
		],
		['a Matroska', encoded('-c copy', 'mkv'), /^is a video of another kind/],
		['an AVI', encoded('-c:v mpeg4 -an', 'avi'), /^is a video of another kind/],
		['a WAV', encoded('-vn', 'wav'), /^is a sound file/],
		['an MP3', encoded('-vn', 'mp3'), /^is a sound file/],
		['an M4A', encoded('-vn -c:a copy', 'm4a'), /^holds no pictures$/],
		['a transport stream', encoded('-c copy', 'ts'), /^is no MP4 or MOV video$/],
		['pure H.264', encoded('-c:v copy -an', 'h264'), /^is no MP4 or MOV video$/],
		['zeros', () => Buffer.alloc(5000), /^is no MP4 or MOV video$/],
		['chance', () => Buffer.from('3b1f9a7c55'.repeat(200), 'hex'), /^is no MP4 or MOV video$/],
		['a few bytes', () => Buffer.from('ftyp'), /^is no MP4 or MOV video$/],
	])('%s', async (_title, make, reason) => expect(await verdict(make())).toMatch(reason));
});

describe('A clip that is damaged or cut off is refused', () => {
	it.each<[string, () => Buffer, RegExp]>([
		['half of it is missing', () => good().subarray(0, 9_000), CUT_OFF],
		['the last byte is missing', () => good().subarray(0, -1), CUT_OFF],
		['the index is there, pictures are missing', () => front().subarray(0, -2_000), CUT_OFF],
		['only the last byte of the last picture is missing', () => front().subarray(0, -1), CUT_OFF],
		['only the first bytes are there', () => good().subarray(0, 20), CUT_OFF],
		['the index ends early', () => front().subarray(0, 400), CUT_OFF],
		['the index is missing', () => changed(good(), 'moov', rename('free')), CUT_OFF],
		[
			'fragments are missing',
			() =>
				fs
					.readFileSync(clips.make({ file: '-movflags frag_keyframe+empty_moov' }))
					.subarray(0, 1300),
			CUT_OFF,
		],
		['a table is missing', () => changed(good(), 'stsz', rename('free')), DAMAGED],
		['the sample entry is missing', () => changed(good(), 'stsd', rename('free')), DAMAGED],
		['the places are missing', () => changed(good(), 'stco', rename('free')), DAMAGED],
		[
			'there are no tracks',
			() => changed(changed(good(), 'trak', rename('free')), 'trak', rename('free')),
			/^holds no pictures$/,
		],
		[
			'a box is longer than its parent',
			() => changed(good(), 'stbl', write(0, 0x7fffffff)),
			DAMAGED,
		],
		['a box has no length', () => changed(good(), 'stsz', write(0, 3)), DAMAGED],
		[
			'there are billions of samples',
			() => changed(good(), 'stsz', write(16, 0xffffffff)),
			DAMAGED,
		],
		[
			'there are billions of equal samples',
			() => changed(good(), 'stsz', (box) => (write(12, 1)(box), write(16, 0xffffffff)(box))),
			DAMAGED,
		],
		['there are samples without time', () => changed(good(), 'stts', write(12, 0)), DAMAGED],
		[
			'chunks that lead out of the file',
			() => changed(good(), 'stco', write(16, 0x7fffffff)),
			CUT_OFF,
		],
		['chunks with no samples', () => changed(good(), 'stsc', write(20, 0)), DAMAGED],
		['chunks that go backwards', () => changed(good(), 'stsc', write(16, 0)), DAMAGED],
		['no units per second', () => changed(good(), 'mdhd', write(20, 0)), DAMAGED],
		['no units per second for the film', () => changed(good(), 'mvhd', write(20, 0)), DAMAGED],
		[
			'pictures of no size',
			() => changed(good(), 'avc1', (box) => box.writeUInt32BE(0, 32)),
			DAMAGED,
		],
		[
			'a picture that lasts for days',
			() => changed(good(), 'stts', write(20, 0x7fffffff)),
			DAMAGED,
		],
		['encryption', () => changed(good(), 'avc1', rename('encv')), /^is protected \(encrypted\)/],
		[
			'pictures in another file',
			() => changed(good(), 'url ', write(8, 0)),
			/^holds no pictures itself/,
		],
		[
			'slow motion by its edit list',
			() => changed(good(), 'elst', write(24, 0x8000)),
			/^was cut in an editor/,
		],
	])('%s', async (_title, make, reason) => expect(await verdict(make())).toMatch(reason));
});

describe('A clip that is unusual and sound is joined', () => {
	it.each<[string, () => Buffer | string]>([
		[
			'rubbish behind the end',
			() => Buffer.concat([good(), Buffer.from('rubbish behind the end of the file')]),
		],
		['zeros behind the end', () => Buffer.concat([good(), Buffer.alloc(999)])],
		[
			'an unknown box in front',
			() => Buffer.concat([Buffer.from('0000000c66726565deadbeef', 'hex'), front()]).subarray(12),
		],
		[
			'pictures up to the end of the file',
			() => {
				const bytes = Buffer.from(front());
				bytes.writeUInt32BE(0, bytes.indexOf('mdat') - 4);
				return bytes;
			},
		],
		[
			'subtitles',
			() => {
				fs.writeFileSync(`${clips.make()}.srt`, '1\n00:00:00,000 --> 00:00:00,900\nHello\n');
				return clips.remake(
					clips.make(),
					`-i ${clips.make()}.srt -map 0 -map 1 -c copy -c:s mov_text`,
				);
			},
		],
		['two sound tracks', () => clips.remake(clips.make(), '-map 0:v -map 0:a -map 0:a -c copy')],
		[
			'a cover picture',
			() => {
				const cover = clips.remake(clips.make(), '-frames:v 1', { extension: 'jpg' });
				return clips.remake(
					clips.make(),
					`-i ${cover} -map 0 -map 1 -c copy -disposition:v:1 attached_pic`,
				);
			},
		],
		[
			'tags and chapters',
			() => clips.remake(clips.make(), '-c copy -metadata title=Hello -metadata comment=World'),
		],
		[
			'a time code',
			() => clips.remake(clips.make(), '-c copy -timecode 01:00:00:00', { extension: 'mov' }),
		],
		['no sound', () => clips.make({ tone: null })],
		[
			'sound of no length',
			() => clips.remake(clips.make(), '-map 0:v -map 0:a -c:v copy -c:a aac -af atrim=end=0.001'),
		],
	])('%s', async (_title, make) => {
		const odd = make();
		const { file } = await join([clips.make(), odd, clips.make()]);
		const one = clips.pictures(clips.make());
		expect(clips.pictures(file)).toEqual([...one, ...one, ...one]);
	});
});

describe('Clips that do not fit are refused with both values', () => {
	const HEVC = '-c:v libx265 -preset ultrafast -x265-params log-level=error';
	it.each<[string, (make: Clips['make']) => string, RegExp]>([
		['another size', (make) => make({ size: '90x160' }), /^90x160 pixels \| 160x90 pixels$/],
		[
			'another codec',
			(make) => make({ video: HEVC }),
			/^coded in HEVC \(H\.265\) \| coded in H\.264/,
		],
		[
			'another pixel format',
			(make) => make({ video: '-c:v libx264 -pix_fmt yuv420p10le' }),
			/^in the pixel format 4:2:0, 10 bit \| in the pixel format 4:2:0, 8 bit$/,
		],
		[
			'another colour resolution',
			(make) => make({ video: '-c:v libx264 -pix_fmt yuv444p' }),
			/^in the pixel format 4:4:4, 8 bit/,
		],
		[
			'another family of frame rates',
			(make) => make({ rate: 25 }),
			/^of 25 pictures per second \| of 24 pictures per second$/,
		],
		['30 instead of 24', (make) => make({ rate: 30 }), /^of 30 pictures per second/],
		[
			'other pixels',
			(make) => make({ video: '-c:v libx264 -vf setsar=4/3' }),
			/^of pixels with the shape 4:3 \| of pixels with the shape 1:1$/,
		],
		[
			'another rate of the sound',
			(make) => make({ hertz: 44_100 }),
			/^with sound of 44100 Hz \| with sound of 48000 Hz$/,
		],
		[
			'stereo',
			(make) => make({ audio: '-c:a aac -ac 2' }),
			/^with sound of 2 channels \(stereo\) \| with sound of 1 channel \(mono\)$/,
		],
		[
			'another codec of the sound',
			(make) => make({ audio: '-c:a libmp3lame' }),
			/^with sound in MP3 \| with sound in AAC/,
		],
		[
			'sound without compression',
			(make) => make({ audio: '-c:a pcm_s16le', extension: 'mov' }),
			/^has sound without compression/,
		],
	])('%s', async (_title, make, reason) => {
		expect(await verdict(fs.readFileSync(make(clips.make)))).toMatch(reason);
	});

	it('turned pictures', async () => {
		const turned = clips.remake(clips.make(), '-c copy -metadata:s:v rotate=90');
		expect(await verdict(fs.readFileSync(turned))).toMatch(/^turned by -?90 degrees \| upright$/);
	});

	it('silence where the sound has none', async () => {
		const audio = '-c:a libmp3lame';
		const files = [clips.make({ audio }), clips.make({ tone: null })];
		expect(await decide(files.map((file) => sourceOf(file)))).toEqual({
			kind: 'noSilence',
			place: 1,
			codec: 'MP3',
		});
	});
});
