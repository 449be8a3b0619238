import { mediaOf } from '../../../contract/requests.mts';
import { CALLBACK, asset, check, data, images, reference, videos } from './checking.mts';
import type { ProviderId } from '../../../support/providers.mts';
import type { Overrides } from './checking.mts';

const oneAsset: (kind: string, index: number) => string = (_kind, index) =>
	index === 1 ? asset() : `https://example.com/${index}.png`;

const REFUSED: [string, ProviderId, Overrides, string, RegExp][] = [
	[
		'16 seconds',
		'evolink',
		{ durationSeconds: 16 },
		'Duration',
		/^Duration is 16 seconds, but seedance-2\.0 on EvoLink makes 4 to 15\. Choose a length between 4 and 15\.$/,
	],
	['3 seconds', 'ark', { durationSeconds: 3 }, 'Duration', /4 to 15/],
	['0 seconds', 'twelveAi', { durationSeconds: 0 }, 'Duration', /between 4 and 15/],
	['half seconds', 'ark', { durationSeconds: 5.5 }, 'Duration', /whole/],
	['no number at all', 'ark', { durationSeconds: Number.NaN }, 'Duration', /whole/],
	[
		'31 seconds on 2.5',
		'ark',
		{ model: 'seedance-2.5', durationSeconds: 31 },
		'Duration',
		/4 to 30/,
	],
	[
		'13 seconds on 1.5',
		'ark',
		{ model: 'seedance-1.5-pro', durationSeconds: 13 },
		'Duration',
		/4 to 12/,
	],
	[
		'7 seconds on 1.5',
		'ink',
		{ model: 'seedance-1.5-pro', durationSeconds: 7 },
		'Duration',
		/5 or 10/,
	],
	['-1 where nobody chooses', 'evolink', { durationSeconds: -1 }, 'Duration', /model chooses/],
	['-1 on 12AI', 'twelveAi', { durationSeconds: -1 }, 'Duration', /Choose a length/],
	[
		'1080p on fast',
		'evolink',
		{ model: 'seedance-2.0-fast', resolution: '1080p' },
		'Resolution',
		/480p or 720p/,
	],
	[
		'1080p on mini',
		'ark',
		{ model: 'seedance-2.0-mini', resolution: '1080p' },
		'Resolution',
		/480p or 720p/,
	],
	['4k on EvoLink', 'evolink', { resolution: '4k' }, 'Resolution', /480p, 720p or 1080p/],
	['1080p on 12AI', 'twelveAi', { resolution: '1080p' }, 'Resolution', /480p or 720p/],
	['21:9 on ink', 'ink', { aspectRatio: '21:9' }, 'Aspect Ratio', /16:9, 9:16 or 1:1/],
	['adaptive on 12AI', 'twelveAi', { aspectRatio: 'adaptive' }, 'Aspect Ratio', /16:9/],
	[
		'1080p on 2.5 flash',
		'ark',
		{ model: 'seedance-2.5-flash', resolution: '1080p' },
		'Resolution',
		/720p/,
	],
	[
		'ten images',
		'ark',
		{ mode: reference, media: mediaOf(images(10)) },
		'Media',
		/10 images.*up to 9.*Remove 1\./,
	],
	[
		'ten images on EvoLink',
		'evolink',
		{ mode: reference, media: mediaOf(images(10)) },
		'Media',
		/Remove 1\./,
	],
	[
		'four videos',
		'twelveAi',
		{ mode: reference, media: mediaOf(videos(4)) },
		'Media',
		/4 videos.*up to 3/,
	],
	[
		'four videos to edit',
		'ark',
		{ mode: 'videoEdit', media: mediaOf(videos(4)) },
		'Media',
		/Video Edit/,
	],
	[
		'six media on ink',
		'ink',
		{ mode: reference, media: mediaOf(images(6)) },
		'Media',
		/6 items.*up to 5 in all.*Remove 1\./,
	],
	[
		'51 media on 2.5',
		'ark',
		{
			model: 'seedance-2.5',
			mode: reference,
			media: mediaOf([...images(30), ...videos(10), ...Array(11).fill('audio')]),
		},
		'Media',
		/51 items.*up to 50/,
	],
	[
		'audio alone',
		'ark',
		{ mode: reference, media: mediaOf(['audio']) },
		'Media',
		/image or a video/,
	],
	[
		'audio alone on EvoLink',
		'evolink',
		{ mode: reference, media: mediaOf(['audio']) },
		'Media',
		/only audio/,
	],
	[
		'an asset on the standard model of 12AI',
		'twelveAi',
		{ mode: reference, media: mediaOf(images(3), oneAsset) },
		'Media',
		/Media item 2 is an asset id.*choose the Model seedance-2\.0-fast/,
	],
	[
		'an asset on EvoLink',
		'evolink',
		{ mode: 'firstFrame', media: mediaOf(images(1), asset) },
		'Media',
		/public https link/,
	],
	[
		'a file on ink',
		'ink',
		{ mode: 'firstFrame', media: mediaOf(images(1), data) },
		'Media',
		/only by link/,
	],
	[
		'a video file on Ark',
		'ark',
		{ mode: reference, media: mediaOf(videos(1), data) },
		'Media',
		/videos only by link/,
	],
	[
		'reference on 1.5',
		'ark',
		{ model: 'seedance-1.5-pro', mode: reference },
		'Mode',
		/Text to Video, First Frame or/,
	],
	['editing on 12AI', 'twelveAi', { mode: 'videoEdit' }, 'Mode', /Choose Reference/],
	['extending on ink', 'ink', { mode: 'videoExtend' }, 'Mode', /Choose Reference/],
	['no prompt', 'evolink', { prompt: '  ' }, 'Prompt', /empty/],
	['no prompt and nothing else', 'ark', { prompt: '' }, 'Prompt', /empty/],
	['no prompt for references', 'ark', { prompt: '', mode: reference }, 'Prompt', /empty/],
	[
		'no prompt for a first frame, though Ark would take it',
		'ark',
		{ mode: 'firstFrame', prompt: '' },
		'Prompt',
		/empty/,
	],
	[
		'2501 characters on 12AI',
		'twelveAi',
		{ prompt: '猫'.repeat(2501) },
		'Prompt',
		/2501.*Shorten it by 1\./,
	],
	[
		'web search with media',
		'ark',
		{ mode: 'firstFrame', options: { webSearch: true } },
		'Web Search',
		/without media/,
	],
	[
		'a seed of 1.5 that is out of range',
		'ark',
		{ model: 'seedance-1.5-pro', options: { seed: 2 ** 32 } },
		'Seed',
		/4294967295/,
	],
	[
		'a callback that is no address',
		'ark',
		{ options: { callbackUrl: 'n8n' } },
		'Callback URL',
		/web address/,
	],
	[
		'a callback without https',
		'ink',
		{ options: { callbackUrl: 'http://n8n.example.com/x' } },
		'Callback URL',
		/https/,
	],
	[
		'a callback to this machine',
		'evolink',
		{ options: { callbackUrl: 'https://127.0.0.1/x' } },
		'Callback URL',
		/cannot reach/,
	],
	[
		'a callback to a name at home',
		'ark',
		{ options: { callbackUrl: 'https://localhost:5678/x' } },
		'Callback URL',
		/cannot reach/,
	],
	[
		'a callback of 2049 characters',
		'evolink',
		{ options: { callbackUrl: `${CALLBACK}?${'x'.repeat(2048 - CALLBACK.length)}` } },
		'Callback URL',
		/2049.*2048/,
	],
];

describe('what is refused before anything is paid', () => {
	test.each(REFUSED)('%s on %s', (_title, providerId, overrides, field, message) => {
		const { problems } = check(providerId, overrides);
		expect(problems).toHaveLength(1);
		expect(problems[0].field).toBe(field);
		expect(problems[0].message).toMatch(message);
		expect(problems[0].message).not.toMatch(/\b(error|problem|failure|mistake)/i);
	});

	test('everything that is wrong is said at once', () => {
		const { problems } = check('twelveAi', {
			prompt: '',
			durationSeconds: 99,
			resolution: '4k',
			aspectRatio: 'adaptive',
		});
		expect(problems.map((problem) => problem.field)).toEqual([
			'Prompt',
			'Duration',
			'Resolution',
			'Aspect Ratio',
		]);
	});
});
