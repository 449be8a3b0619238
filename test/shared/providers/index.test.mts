import { PROVIDERS, findModel, modelIdFor } from '../../../nodes/shared/providers/index.ts';
import type { ModelChoice, Mode } from '../../../nodes/shared/domain/vocabulary.ts';
import type { ProviderId } from '../../support/providers.mts';

const IDS: [
	ProviderId,
	ModelChoice,
	Mode,
	'china' | 'international' | 'custom' | undefined,
	string,
][] = [
	['evolink', 'seedance-2.0', 'textToVideo', undefined, 'seedance-2.0-text-to-video'],
	['evolink', 'seedance-2.0', 'firstFrame', undefined, 'seedance-2.0-image-to-video'],
	['evolink', 'seedance-2.0', 'firstLastFrame', undefined, 'seedance-2.0-image-to-video'],
	['evolink', 'seedance-2.0', 'reference', undefined, 'seedance-2.0-reference-to-video'],
	['evolink', 'seedance-2.0', 'videoEdit', undefined, 'seedance-2.0-reference-to-video'],
	['evolink', 'seedance-2.0-fast', 'textToVideo', undefined, 'seedance-2.0-fast-text-to-video'],
	[
		'evolink',
		'seedance-2.0-mini',
		'videoExtend',
		undefined,
		'seedance-2.0-mini-reference-to-video',
	],
	['evolink', 'seedance-2.5', 'videoEdit', undefined, 'seedance-2.5-video-edit'],
	['evolink', 'seedance-2.5', 'videoExtend', undefined, 'seedance-2.5-video-extend'],
	['evolink', 'seedance-1.5-pro', 'firstFrame', undefined, 'seedance-1.5-pro'],
	['ark', 'seedance-2.0', 'reference', 'china', 'doubao-seedance-2-0-260128'],
	['ark', 'seedance-2.0', 'reference', 'custom', 'doubao-seedance-2-0-260128'],
	['ark', 'seedance-2.0', 'reference', undefined, 'doubao-seedance-2-0-260128'],
	['ark', 'seedance-2.0', 'reference', 'international', 'dreamina-seedance-2-0-260128'],
	['ark', 'seedance-2.0-fast', 'textToVideo', 'international', 'dreamina-seedance-2-0-fast-260128'],
	['ark', 'seedance-2.0-mini', 'textToVideo', 'china', 'doubao-seedance-2-0-mini-260615'],
	['ark', 'seedance-2.5', 'textToVideo', 'china', 'doubao-seedance-2-5-260628'],
	['ark', 'seedance-1.5-pro', 'textToVideo', 'international', 'seedance-1-5-pro-251215'],
	['twelveAi', 'seedance-2.0', 'textToVideo', undefined, 'seedance-2-official'],
	['twelveAi', 'seedance-2.0-fast', 'reference', undefined, 'seedance-2-official2-fast'],
	['ink', 'seedance-2.0-fast', 'reference', undefined, 'seedance-2.0-fast'],
	['ink', 'seedance-1.5-pro', 'firstFrame', undefined, 'seedance-1.5-pro'],
];

describe('models', () => {
	test.each(IDS)('%s %s %s %s sends %s', (providerId, choice, mode, region, id) => {
		const found = findModel(PROVIDERS[providerId], choice, '');
		expect(found.problem).toBeNull();
		expect(modelIdFor(found, choice, '', mode, region)).toBe(id);
	});

	test('a model the provider does not have names those it has', () => {
		const { capability, problem } = findModel(PROVIDERS.twelveAi, 'seedance-2.5', '');
		expect(capability).toBeNull();
		expect(problem?.field).toBe('Model');
		expect(problem?.message).toMatch(/12AI .*seedance-2\.0, seedance-2\.0-fast/);
	});

	test('a custom id goes out as typed, and its limits count where they are known', () => {
		const unknown = findModel(PROVIDERS.ark, 'custom', ' ep-2026-abc ');
		expect(unknown).toEqual({ capability: null, problem: null });
		expect(modelIdFor(unknown, 'custom', ' ep-2026-abc ', 'textToVideo', 'china')).toBe(
			'ep-2026-abc',
		);
		for (const name of ['constructor', '__proto__', 'toString']) {
			expect(findModel(PROVIDERS.ark, 'custom', name).capability).toBeNull();
		}
		const older = findModel(PROVIDERS.evolink, 'custom', 'seedance-2.0').capability;
		expect(older?.modeByCount).toBe(true);
		expect(older?.tags.write('image', 1, false)).toBe('@Image1');
		expect(older?.resolutions).toContain('1080p');
		const fast = findModel(PROVIDERS.evolink, 'custom', 'seedance-2.0-fast-image-to-video');
		expect(fast.capability).toMatchObject({
			modes: ['firstFrame', 'firstLastFrame'],
			resolutions: ['480p', '720p'],
		});
		expect(
			findModel(PROVIDERS.ark, 'custom', 'dreamina-seedance-2-5-260628').capability,
		).toMatchObject({ family: 'seedance-2.5' });
	});

	test('an empty custom id is refused with the field and the remedy', () => {
		const { problem } = findModel(PROVIDERS.ink, 'custom', '  ');
		expect(problem).toMatchObject({ field: 'Custom Model' });
		expect(problem?.message).toMatch(/empty.*choose a Model/);
	});
});
