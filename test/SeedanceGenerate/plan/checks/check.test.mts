import { mediaOf, requestFor } from '../../../contract/requests.mts';
import { CALLBACK, asset, check, data, images, reference, videos } from './checking.mts';
import type { ProviderId } from '../../../support/providers.mts';
import type { Overrides } from './checking.mts';

const ACCEPTED: [string, ProviderId, Overrides][] = [
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
	['4k on 2.5', 'ark', { model: 'seedance-2.5', resolution: '4k' }],
	['a seed on 2.0', 'ark', { options: { seed: 0 } }],
	['a seed on 2.5', 'ark', { model: 'seedance-2.5', options: { seed: 2 ** 32 - 1 } }],
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

describe('what passes untouched', () => {
	test.each(ACCEPTED)('%s on %s', (_title, providerId, overrides) => {
		const { problems, warnings, request } = check(providerId, overrides);
		expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
		expect(request).toEqual(requestFor(providerId, overrides).request);
	});
});

describe('special cases', () => {
	test('an unknown custom id is checked for structure only', () => {
		const custom = { model: 'custom', customModel: 'ep-2026-abc' } as const;
		const wild = { ...custom, durationSeconds: 60, resolution: '4k' as const };
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

	test('Seedance 2.5 Flash is offered where it has an id, and said to have none in China', () => {
		const flash = { model: 'seedance-2.5-flash', durationSeconds: 30 } as const;
		expect(check('ark', flash, { region: 'international' })).toMatchObject({
			problems: [],
			warnings: [],
			request: { modelId: 'dreamina-seedance-2-5-flash-261115' },
		});
		for (const region of ['china', 'custom'] as const) {
			expect(check('ark', flash, { region }).problems).toEqual([
				{ field: 'Model', message: expect.stringMatching(/no id in the region China.*Custom/) },
			]);
		}
		const typed = { ...flash, model: 'custom', customModel: 'dreamina-seedance-2-5-flash-261115' };
		expect(check('ark', typed as Overrides, { region: 'custom' }).problems).toEqual([]);
	});

	test('Seedance 1.5 Pro still goes out internationally, with the day on which it was to end', () => {
		const old = { model: 'seedance-1.5-pro' } as const;
		const { problems, warnings } = check('ark', old, { region: 'international' });
		expect(problems).toEqual([]);
		expect(warnings).toEqual([expect.stringMatching(/2026-11-11.*2\.0 Mini/)]);
		expect(check('ark', old, { region: 'china' }).warnings).toEqual([]);
		expect(check('evolink', old).warnings).toEqual([expect.stringMatching(/2026-11-11/)]);
		expect(check('ink', old).warnings).toEqual([]);
	});

	test.each([
		'A boat drifts --ratio 16:9',
		'A boat drifts --rs 720p --dur 5',
		'--seed 7 A boat',
		'A boat\n--watermark=false',
		'A boat --WM',
	])('the old settings in “%s” are warned about on Ark', (prompt) => {
		const { problems, warnings } = check('ark', { prompt });
		expect(problems).toEqual([]);
		expect(warnings).toEqual([expect.stringMatching(/“--\w+.*may read as a setting/)]);
		expect(check('evolink', { prompt }).warnings).toEqual([]);
	});

	test.each([
		'A boat -- ratio of sails to hull as in the photo',
		'A cup--rs style--turns',
		'A boat --slowly drifts',
		'The price drops to --ratios',
	])('a dash in “%s” is no setting', (prompt) => {
		expect(check('ark', { prompt }).warnings).toEqual([]);
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

	test('the Test URL of a trigger gets a warning: it hears only while somebody tests', () => {
		const warningsFor = (callbackUrl: string) =>
			check('evolink', { options: { callbackUrl } }).warnings;
		expect(warningsFor('https://n8n.example.org/webhook-test/1/seedance')).toEqual([
			expect.stringMatching(/Test URL.*Production URL/),
		]);
		expect(warningsFor('https://n8n.example.org/webhook/1/seedance')).toEqual([]);
	});

	test('no message shows the query of the callback, where its secret lives', () => {
		const callbackUrl = 'http://localhost/x?secret=s3cr3t';
		const { problems } = check('ark', { options: { callbackUrl } });
		expect(JSON.stringify(problems)).not.toContain('s3cr3t');
	});
});
