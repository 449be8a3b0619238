import fs from 'node:fs';
import { join, openClips } from '../clips.mts';
import type { Clips } from '../clips.mts';

let clips: Clips;
beforeAll(async () => {
	clips = await openClips();
});

/** ffmpeg shows of the film what it shows of the clips, and has nothing to complain of. */
async function expectAllPictures(files: string[]) {
	const { file, film } = await join(files);
	expect(clips.pictures(file)).toEqual(files.flatMap((clip) => clips.pictures(clip)));
	const said = clips
		.complaints(
			'-i',
			file,
			'-fps_mode',
			'passthrough',
			'-enc_time_base',
			'1:90000',
			'-f',
			'null',
			'-',
		)
		.split('\n')
		// About HEVC whose first clip has no B-pictures; it shows them all the same.
		.filter((line) => line !== '' && !/video_delay|upload a sample|Last message/.test(line));
	expect(said).toEqual([]);
	return { file, film };
}

const NO_B = '-c:v libx264 -preset veryfast -bf 0 -g 5';
const HEVC = '-c:v libx265 -preset ultrafast -x265-params log-level=error';

describe('P19 A film shows every picture of its clips in order', () => {
	const KINDS: Array<[string, (make: Clips) => string[]]> = [
		['two equal clips', ({ make }) => [make(), make()]],
		['a single clip', ({ make }) => [make()]],
		[
			'the index in front and at the end',
			({ make }) => [make({ file: '-movflags +faststart' }), make()],
		],
		['with and without B-pictures', ({ make }) => [make(), make({ video: NO_B }), make()]],
		[
			'without B-pictures first',
			({ make }) => [make({ video: NO_B }), make(), make({ video: NO_B })],
		],
		[
			'other parameter sets for each clip',
			({ make }) => [
				make({ video: '-c:v libx264 -preset ultrafast' }),
				make({ video: '-c:v libx264 -preset slow -refs 5' }),
				make({ video: '-c:v libx264 -profile:v baseline' }),
				make({ video: '-c:v libx264 -preset ultrafast' }),
			],
		],
		[
			'fragmented, with its index in pieces',
			({ make }) => [
				make({ file: '-movflags frag_keyframe+empty_moov' }),
				make({ file: '-movflags frag_keyframe+default_base_moof -g 6' }),
				make({ file: '-movflags frag_every_frame+empty_moov+omit_tfhd_offset' }),
				make({ file: '-movflags +dash -frag_duration 200000' }),
				make(),
			],
		],
		[
			'negative times of B-pictures',
			({ make }) => [make({ file: '-movflags negative_cts_offsets' }), make()],
		],
		[
			'no edit list',
			({ make }) => [make({ file: '-use_editlist 0' }), make(), make({ file: '-use_editlist 0' })],
		],
		['QuickTime', ({ make }) => [make({ extension: 'mov' }), make(), make({ extension: 'mov' })]],
		[
			'HEVC',
			({ make }) => [
				make({ video: `${HEVC} -tag:v hvc1` }),
				make({ video: HEVC }),
				make({ video: `${HEVC}:bframes=0` }),
			],
		],
		[
			'HEVC, without B-pictures first',
			({ make }) => [make({ video: `${HEVC}:bframes=0` }), make({ video: HEVC })],
		],
		[
			'parameter sets inside the pictures',
			({ make, remake }) => {
				const inside = remake(
					make(),
					'-c copy -bsf:v h264_mp4toannexb,dump_extra=freq=keyframe -tag:v avc3',
				);
				return [inside, make({ video: NO_B }), inside];
			},
		],
		[
			'hev1 with sets inside the pictures',
			({ make }) => [
				make({ video: `${HEVC}:repeat-headers=1 -tag:v hev1` }),
				make({ video: `${HEVC} -tag:v hvc1` }),
			],
		],
		[
			'other numbers of units per second',
			({ make }) => [
				make({ file: '-video_track_timescale 90000' }),
				make({ file: '-video_track_timescale 600' }),
				make({ file: '-video_track_timescale 1000000' }),
				make({ file: '-video_track_timescale 24' }),
				make({ file: '-movie_timescale 90000' }),
			],
		],
		[
			'units that have nothing in common',
			({ make }) => [
				make({ file: '-video_track_timescale 999983' }),
				make({ file: '-video_track_timescale 999979' }),
				make(),
			],
		],
		[
			'24 and 23.976 pictures per second',
			({ make }) => [make(), make({ rate: '24000/1001' }), make()],
		],
		['30 and 60 pictures per second', ({ make }) => [make({ rate: 30 }), make({ rate: 60 })]],
		[
			'changing rates',
			({ make, remake }) => {
				const uneven = remake(
					make({ rate: 30 }),
					'-vf select=not(mod(n\\,7))+not(mod(n\\,5)) -fps_mode vfr -c:a copy',
				);
				return [make({ rate: 25 }), uneven, make({ rate: 25 })];
			},
		],
		['a single picture', ({ make }) => [make(), make({ seconds: 0.04 }), make()]],
		[
			'a first clip that was cut without coding it anew',
			({ make, remake }) => [remake(make(), '-c copy', { before: '-ss 0.3' }), make()],
		],
		[
			'an end that was cut without coding it anew',
			({ make, remake }) => [
				remake(make(), '-t 0.6 -c copy'),
				make(),
				remake(make(), '-t 0.6 -c copy'),
			],
		],
		[
			'10 bit',
			({ make }) => [
				make({ video: '-c:v libx264 -pix_fmt yuv420p10le' }),
				make({ video: '-c:v libx264 -pix_fmt yuv420p10le -bf 0' }),
			],
		],
		[
			'4:4:4',
			({ make }) => [
				make({ video: '-c:v libx264 -pix_fmt yuv444p' }),
				make({ video: '-c:v libx264 -pix_fmt yuv444p -bf 0' }),
			],
		],
		[
			'interlaced',
			({ make }) => [
				make({ video: '-c:v libx264 -flags +ilme+ildct', size: '160x96' }),
				make({ size: '160x96' }),
			],
		],
		[
			'AV1',
			({ make }) => [
				make({ video: '-c:v libsvtav1 -preset 12' }),
				make({ video: '-c:v libsvtav1 -preset 12' }),
			],
		],
		[
			'VP9',
			({ make }) => [
				make({ video: '-c:v libvpx-vp9 -deadline realtime' }),
				make({ video: '-c:v libvpx-vp9 -deadline realtime', tone: null }),
			],
		],
		[
			'MPEG-4 Part 2',
			({ make }) => [make({ video: '-c:v mpeg4' }), make({ video: '-c:v mpeg4', seconds: 0.5 })],
		],
		[
			'sound first, pictures behind all of it',
			({ make, remake }) => [
				remake(make(), '-c copy -max_interleave_delta 0 -map 0:a -map 0:v'),
				make(),
			],
		],
	];

	it.each(KINDS)('%s', async (_title, files) => await expectAllPictures(files(clips)));

	it('odd sizes and turned pictures', async () => {
		const turned = clips.remake(clips.make(), '-c copy -metadata:s:v rotate=90');
		const { film } = await expectAllPictures([turned, turned]);
		expect(film).toMatchObject({ width: 90, height: 160 });
		expect((await expectAllPictures([clips.make({ size: '162x94' })])).film).toMatchObject({
			width: 162,
		});
	});

	it('without the pictures that a clip hides because it was cut without coding it anew', async () => {
		const cut = clips.remake(clips.make(), '-c copy', { before: '-ss 0.3' });
		await expectAllPictures([clips.make(), cut, clips.make(), cut]);
	});
});

describe('A film', () => {
	it('has its index in front', async () => {
		const { file } = await join([clips.make(), clips.make()]);
		const bytes = fs.readFileSync(file);
		expect(bytes.indexOf('moov')).toBeLessThan(100);
		expect(bytes.indexOf('mdat')).toBeGreaterThan(bytes.indexOf('moov'));
	});

	it('can be joined again', async () => {
		const { file } = await join([clips.make(), clips.make({ video: NO_B })]);
		await expectAllPictures([file, clips.make(), file]);
	});

	it('can be begun anywhere: every key picture finds its parameter sets', async () => {
		const { file } = await join([clips.make(), clips.make({ video: NO_B }), clips.make()]);
		const wanted = clips.pictures(file);
		for (const second of [2, 1, 0]) {
			const seen = clips
				.ffmpeg(
					'-ss',
					`${second}`,
					'-i',
					file,
					'-map',
					'0:v',
					'-frames:v',
					'3',
					'-f',
					'framemd5',
					'-',
				)
				.toString()
				.split('\n')
				.filter((line) => /^0,/.test(line))
				.map((line) => line.split(',').pop()?.trim());
			expect(seen).toEqual(wanted.slice(second * 24, second * 24 + 3));
		}
	});

	it('tells where each clip begins', async () => {
		const { film, file } = await join([
			clips.make({ seconds: 0.5 }),
			clips.make(),
			clips.make({ seconds: 0.25 }),
		]);
		expect(film.parts).toEqual([
			{ startSeconds: 0, durationSeconds: 0.5 },
			{ startSeconds: 0.5, durationSeconds: 1 },
			{ startSeconds: 1.5, durationSeconds: 0.25 },
		]);
		expect(film.durationSeconds).toBe(1.75);
		const lengths = clips.facts(file).streams.map(({ duration }) => Number(duration));
		expect(lengths).toEqual([1.75, 1.75]);
	});
});
