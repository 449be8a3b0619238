/** What the state of November 2026 forbids and allows at Ark and BytePlus, model by model (docs/providers.md 1.3 to 1.5). */

import { PROVIDERS, findModel } from '../../../../nodes/shared/providers/index.ts';
import { check } from '../../../SeedanceGenerate/plan/checks/checking.mts';
import type { ModelFamily } from '../../../../nodes/shared/domain/vocabulary.ts';
import type { Overrides } from '../../../SeedanceGenerate/plan/checks/checking.mts';

const { ark } = PROVIDERS;
const FAMILIES = ark.capabilities.models.flatMap(({ family }) => family ?? []);
const NEW = FAMILIES.filter((family) => family !== 'seedance-1.5-pro');

/** What would be sent, international where there is only that. */
function sent(model: ModelFamily, change: Overrides = {}) {
	const region = model === 'seedance-2.5-flash' ? 'international' : 'china';
	const { problems, warnings, request } = check('ark', { model, region, ...change }, { region });
	return { problems, warnings, body: ark.create(request).body ?? {} };
}

describe.each(FAMILIES)('%s on Ark', (model) => {
	test('is sent the seed that was set, the largest one as well', () => {
		for (const seed of [0, 7, 2 ** 32 - 1]) {
			expect(sent(model, { options: { seed } })).toMatchObject({ problems: [], body: { seed } });
		}
		expect(sent(model, { options: { seed: 2 ** 32 } }).problems).toHaveLength(1);
	});

	test('is sent nothing that only other models take', () => {
		const { body } = sent(model, { options: { serviceTier: 'flex', watermark: false } });
		expect('service_tier' in body).toBe(model === 'seedance-1.5-pro');
		for (const name of ['camera_fixed', 'frames', 'priority', 'execution_expires_after', 'draft']) {
			expect(body).not.toHaveProperty(name);
		}
	});

	test('is sent whether there is sound, on or off', () => {
		for (const generateAudio of [true, false]) {
			expect(sent(model, { generateAudio }).body).toMatchObject({ generate_audio: generateAudio });
		}
	});

	test('P11 makes a draft where it can, and is refused where it cannot', () => {
		const { problems, body } = sent(model, { options: { draft: true } });
		expect(problems).toHaveLength(model === 'seedance-2.5' ? 0 : 1);
		if (model === 'seedance-2.5') expect(body).toMatchObject({ draft: true, resolution: '480p' });
		else expect(problems[0].message).toMatch(/makes no drafts.*seedance-2\.5/);
	});

	test('warns of settings in the prompt, in each of their spellings', () => {
		const flags = ['--rs 720p', '--rt 16:9', '--dur 5', '--resolution 720p', '--ratio 9:16'];
		for (const flag of [...flags, '--duration 5', '--seed 7', '--wm true']) {
			const { warnings } = sent(model, { prompt: `A boat drifts ${flag}` });
			expect(warnings.join()).toContain(flag.split(' ')[0]);
		}
		const { warnings } = sent(model, { prompt: 'A boat -- drifts --slowly, 16:9' });
		expect(warnings.join()).not.toContain('as a setting');
	});
});

test.each(NEW)('%s is not said to have ended', (model) => {
	expect(sent(model).warnings).toEqual([]);
});

test('the 2.5 models make up to 30 s, Flash up to 720p, the other 4k', () => {
	const of = (model: ModelFamily) => findModel(ark, model, '').capability;
	for (const model of ['seedance-2.5', 'seedance-2.5-flash'] as const) {
		expect(of(model)?.duration).toEqual({ min: 4, max: 30, auto: true });
		expect(of(model)?.mediaLimits).toEqual({ image: 30, video: 10, audio: 10, total: 50 });
	}
	expect(of('seedance-2.5')?.resolutions).toEqual(['480p', '720p', '1080p', '4k']);
	expect(of('seedance-2.5-flash')?.resolutions).toEqual(['480p', '720p']);
	expect(FAMILIES[0]).toBe('seedance-2.0');
});

test.each([
	['doubao-seedance-1-0-pro-fast-251015', 'firstLastFrame'],
	['doubao-seedance-1-0-lite-t2v-250428', 'firstFrame'],
	['doubao-seedance-1-0-lite-i2v-250428', 'textToVideo'],
] as const)('the older id %s is refused %s', (customModel, mode) => {
	const { problems } = check('ark', { model: 'custom', customModel, mode });
	expect(problems.map(({ message }) => message).join()).toMatch(/is not offered by/);
});

test('of the 1.0 lite ids nothing is known where they are gone', () => {
	const known = (id: string) => findModel(ark, 'custom', id).capability;
	expect(known('seedance-1-0-lite-t2v-250428')).toBeNull();
	expect(known('seedance-1-0-pro-250528')).not.toBeNull();
});
