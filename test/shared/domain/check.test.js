'use strict';

const { checkRequest } = require('../../../nodes/shared/domain/check');
const { mediaOf, requestFor } = require('../../contract/requests');

/** @typedef {Parameters<typeof requestFor>[1]} Overrides */
/** @typedef {import('../../../nodes/shared/domain/vocabulary').ProviderId} ProviderId */

/**
 * @param {ProviderId} providerId
 * @param {Overrides} [overrides]
 * @param {Partial<import('../../../nodes/shared/domain/check').CheckContext>} [context]
 */
function check(providerId, overrides, context) {
	const { provider, capability, request } = requestFor(providerId, overrides);
	const before = JSON.stringify(request);
	const result = checkRequest(request, provider, capability, {
		privateProvider: false,
		...context,
	});
	expect(JSON.stringify(request)).toBe(before);
	return result;
}

/** @type {(count: number) => import('../../../nodes/shared/domain/vocabulary').MediaKind[]} */
const images = (count) => Array.from({ length: count }, () => 'image');
/** @type {(count: number) => import('../../../nodes/shared/domain/vocabulary').MediaKind[]} */
const videos = (count) => Array.from({ length: count }, () => 'video');
const asset = () => 'asset://asset-2026character';
/** @type {(kind: string, index: number) => string} */
const oneAsset = (_kind, index) => (index === 1 ? asset() : `https://example.com/${index}.png`);
const data = () => 'data:image/png;base64,iVBORw0KGgo=';
const reference = /** @type {const} */ ('reference');
const CALLBACK = 'https://n8n.example.com/webhook/x';

/** @type {[string, ProviderId, Overrides, string, RegExp][]} */
const REFUSED = [
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
		'a fixed ratio where 2.5 follows the frame',
		'ark',
		{ model: 'seedance-2.5', mode: 'firstFrame', aspectRatio: '16:9' },
		'Aspect Ratio',
		/Choose adaptive/,
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

/** @type {[string, ProviderId, Overrides][]} */
const ACCEPTED = [
	['4 and 15 seconds', 'evolink', { durationSeconds: 4 }],
	['15 seconds', 'ink', { durationSeconds: 15 }],
	['-1 on Ark', 'ark', { durationSeconds: -1 }],
	['30 seconds on 2.5', 'ark', { model: 'seedance-2.5', durationSeconds: 30 }],
	['10 seconds on 1.5', 'ink', { model: 'seedance-1.5-pro', durationSeconds: 10 }],
	['4k on Ark', 'ark', { resolution: '4k' }],
	['1080p on the fast model of ink', 'ink', { model: 'seedance-2.0-fast', resolution: '1080p' }],
	[
		'adaptive for a 2.5 frame',
		'ark',
		{ model: 'seedance-2.5', mode: 'firstFrame', aspectRatio: 'adaptive' },
	],
	['16:9 for 2.5 text', 'ark', { model: 'seedance-2.5', aspectRatio: '16:9' }],
	[
		'nine images, three videos',
		'ark',
		{ mode: reference, media: mediaOf([...images(9), ...videos(3)]) },
	],
	['five media on ink', 'ink', { mode: reference, media: mediaOf(images(5)) }],
	[
		'audio alone on 2.5',
		'ark',
		{ model: 'seedance-2.5', mode: reference, media: mediaOf(['audio']) },
	],
	['audio alone on 12AI', 'twelveAi', { mode: reference, media: mediaOf(['audio']) }],
	[
		'an asset on the fast model of 12AI',
		'twelveAi',
		{ model: 'seedance-2.0-fast', mode: reference, media: mediaOf(images(3), asset) },
	],
	['an asset on Ark', 'ark', { mode: 'firstFrame', media: mediaOf(images(1), asset) }],
	['an image file on Ark', 'ark', { mode: 'firstFrame', media: mediaOf(images(1), data) }],
	['2500 characters on 12AI', 'twelveAi', { prompt: '😀'.repeat(2500) }],
	['web search for text', 'ark', { options: { webSearch: true } }],
	['a public callback', 'evolink', { options: { callbackUrl: CALLBACK } }],
	[
		'a callback of 2048 characters',
		'evolink',
		{ options: { callbackUrl: `${CALLBACK}?${'x'.repeat(2047 - CALLBACK.length)}` } },
	],
	[
		'seed and flex on 1.5',
		'ark',
		{ model: 'seedance-1.5-pro', options: { seed: 7, serviceTier: 'flex' } },
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

describe('what passes untouched', () => {
	test.each(ACCEPTED)('%s on %s', (_title, providerId, overrides) => {
		const { problems, warnings, request } = check(providerId, overrides);
		expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
		expect(request).toEqual(requestFor(providerId, overrides).request);
	});
});

/** @type {[string, ProviderId, Overrides, RegExp][]} */
const NOT_HONOURED = [
	['silence', 'ink', { generateAudio: false }, /Generate Audio.*seedance2\.ink/],
	['a watermark', 'evolink', { options: { watermark: true } }, /Watermark.*EvoLink/],
	['a seed', 'ark', { options: { seed: 0 } }, /Seed.*seedance-2\.0 on Volcengine Ark/],
	['flex', 'ark', { options: { serviceTier: 'flex' } }, /Service Tier/],
	[
		'web search on mini',
		'ark',
		{ model: 'seedance-2.0-mini', options: { webSearch: true } },
		/Web Search/,
	],
	['web search', 'ink', { options: { webSearch: true } }, /Web Search/],
	['the last frame', 'twelveAi', { options: { returnLastFrame: true } }, /Return Last Frame.*12AI/],
];

/** @type {[string, ProviderId, Overrides][]} */
const HARMLESS = [
	['audio on', 'ink', { generateAudio: true }],
	['no watermark', 'evolink', { options: { watermark: false } }],
	['no web search', 'ink', { options: { webSearch: false } }],
	['no last frame', 'evolink', { options: { returnLastFrame: false } }],
	['the default tier', 'ark', { options: { serviceTier: 'default' } }],
	['a random seed', 'evolink', { options: { seed: -1 } }],
];

describe('what the provider cannot honour', () => {
	test.each(NOT_HONOURED)(
		'%s on %s is not sent, and the item says so',
		(_t, id, overrides, warning) => {
			const { problems, warnings, request } = check(id, overrides);
			expect(problems).toEqual([]);
			expect(warnings).toHaveLength(1);
			expect(warnings[0]).toMatch(warning);
			expect(request.options).toEqual({});
			expect(request).not.toHaveProperty('generateAudio');
		},
	);

	test.each(HARMLESS)('%s on %s is left out in silence', (_title, id, overrides) => {
		const { problems, warnings, request } = check(id, overrides);
		expect({ problems, warnings, options: request.options }).toEqual({
			problems: [],
			warnings: [],
			options: {},
		});
		expect(request).not.toHaveProperty('generateAudio');
	});

	test('an explicit off is kept where the provider has the switch', () => {
		const { request } = check('ark', { generateAudio: false, options: { watermark: false } });
		expect(request).toMatchObject({ generateAudio: false, options: { watermark: false } });
	});

	test('web search exists in the China region of Ark only', () => {
		const overrides = { options: { webSearch: true } };
		expect(check('ark', overrides, { region: 'china' }).warnings).toEqual([]);
		expect(check('ark', overrides, { region: 'custom' }).warnings).toEqual([]);
		const { warnings, request } = check('ark', overrides, { region: 'international' });
		expect(warnings.join()).toMatch(/Web Search.*China region/);
		expect(request.options).toEqual({});
	});

	test('an edit of 2.5 on EvoLink keeps the length of its video', () => {
		const overrides = /** @type {const} */ ({
			model: 'seedance-2.5',
			mode: 'videoEdit',
			aspectRatio: 'adaptive',
			durationSeconds: 5,
		});
		const { problems, warnings, request } = check('evolink', overrides);
		expect(problems).toEqual([]);
		expect(warnings.join()).toMatch(/Duration was not sent/);
		expect(request).not.toHaveProperty('durationSeconds');
		const free = check('evolink', { ...overrides, durationSeconds: -1 });
		expect(free).toMatchObject({ warnings: [], request: { durationSeconds: -1 } });
	});

	test('1080p on EvoLink is sent with a notice', () => {
		const { problems, warnings, request } = check('evolink', { resolution: '1080p' });
		expect(problems).toEqual([]);
		expect(warnings.join()).toMatch(/1080p.*720p/);
		expect(request.resolution).toBe('1080p');
	});
});

describe('special cases', () => {
	test('an unknown custom id is checked for structure only', () => {
		const custom = /** @type {const} */ ({ model: 'custom', customModel: 'ep-2026-abc' });
		const wild = { ...custom, durationSeconds: 60, resolution: /** @type {const} */ ('4k') };
		const media = mediaOf(images(40));
		const result = check('ark', {
			...wild,
			mode: reference,
			media,
			options: { seed: 5, serviceTier: 'flex' },
		});
		expect(result).toMatchObject({ problems: [], warnings: [] });
		expect(result.request.options).toEqual({ seed: 5, serviceTier: 'flex' });
		for (const durationSeconds of [0, -2, 4.5]) {
			expect(check('ark', { ...custom, durationSeconds }).problems).toHaveLength(1);
		}
		expect(check('ark', { ...custom, durationSeconds: -1 }).problems).toEqual([]);
		expect(check('ark', { ...custom, prompt: '' }).problems).toHaveLength(1);
		const lost = check('ink', { ...custom, options: { seed: 5 } });
		expect(lost.warnings.join()).toMatch(/Seed.*ep-2026-abc on seedance2\.ink/);
	});

	test('a private callback is accepted when the provider is private itself', () => {
		for (const callbackUrl of [
			'http://localhost:5678/x',
			'http://10.0.0.5/x',
			'https://n8n.local/x',
		]) {
			const overrides = { options: { callbackUrl } };
			expect(check('evolink', overrides, { privateProvider: true }).problems).toEqual([]);
			expect(check('evolink', overrides).problems).toHaveLength(1);
		}
		const other = { options: { callbackUrl: 'ftp://localhost/x' } };
		expect(check('evolink', other, { privateProvider: true }).problems).toHaveLength(1);
	});

	test('no message shows the query of the callback, where its secret lives', () => {
		const callbackUrl = 'http://localhost/x?secret=s3cr3t';
		const { problems } = check('ark', { options: { callbackUrl } });
		expect(JSON.stringify(problems)).not.toContain('s3cr3t');
	});
});
