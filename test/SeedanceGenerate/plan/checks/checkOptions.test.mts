import { PROVIDERS } from '../../../../nodes/shared/providers/index.ts';
import { check } from './checking.mts';
import type { ProviderId } from '../../../support/providers.mts';
import type { Overrides } from './checking.mts';

const NOT_HONOURED: [string, ProviderId, Overrides, RegExp][] = [
	['silence', 'ink', { generateAudio: false }, /Generate Audio.*seedance2\.ink/],
	['a watermark', 'evolink', { options: { watermark: true } }, /Watermark.*EvoLink/],
	['a seed', 'evolink', { options: { seed: 0 } }, /Seed.*seedance-2\.0 on EvoLink/],
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

const HARMLESS: [string, ProviderId, Overrides][] = [
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
		const overrides = {
			model: 'seedance-2.5',
			mode: 'videoEdit',
			aspectRatio: 'adaptive',
			durationSeconds: 5,
		} as const;
		const { problems, warnings, request } = check('evolink', overrides);
		expect(problems).toEqual([]);
		expect(warnings.join()).toMatch(/Duration was not sent/);
		expect(request).not.toHaveProperty('durationSeconds');
		const free = check('evolink', { ...overrides, durationSeconds: -1 });
		expect(free).toMatchObject({ warnings: [], request: { durationSeconds: -1 } });
	});

	test.each([
		['seedance-2.5', 'firstFrame'],
		['seedance-2.5', 'firstLastFrame'],
		['seedance-2.5', 'videoEdit'],
		['seedance-2.5', 'videoExtend'],
		['seedance-2.5-flash', 'firstLastFrame'],
	] as const)('%s on Ark follows the media in mode %s, and the item says so', (model, mode) => {
		const region = 'international' as const;
		const { problems, warnings, request } = check(
			'ark',
			{ model, mode, aspectRatio: '9:16' },
			{ region },
		);
		expect(problems).toEqual([]);
		expect(warnings).toEqual([expect.stringMatching(/^Aspect Ratio was sent as adaptive.*9:16/)]);
		expect(request.aspectRatio).toBe('adaptive');
		const silent = check('ark', { model, mode }, { region });
		expect(silent.warnings).toEqual([]);
		expect(silent.request).not.toHaveProperty('aspectRatio', expect.anything());
	});

	test.each(['seedance-2.5', 'seedance-2.5-flash'] as const)(
		'an edit of %s on Ark asks for the length of its video',
		(model) => {
			const edit = { model, mode: 'videoEdit', durationSeconds: 5 } as const;
			const { problems, warnings, request } = check('ark', edit, { region: 'international' });
			expect(problems).toEqual([]);
			expect(warnings).toEqual([expect.stringMatching(/^Duration was not sent/)]);
			expect(PROVIDERS.ark.create(request).body).toMatchObject({
				duration: -1,
				omni_reference_task_type: 'edit',
			});
		},
	);

	test('1080p on EvoLink is sent with a notice', () => {
		const { problems, warnings, request } = check('evolink', { resolution: '1080p' });
		expect(problems).toEqual([]);
		expect(warnings.join()).toMatch(/1080p.*720p/);
		expect(request.resolution).toBe('1080p');
	});
});
