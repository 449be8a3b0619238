import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../support/providers.mts';
import FIXTURES from './fixtures/index.mts';
import { requestFor } from './requests.mts';

describe.each(PROVIDER_IDS)('every provider keeps the contract: %s', (id) => {
	const provider = PROVIDERS[id];

	test('is registered under its own id, with a name, a credential and capabilities', () => {
		expect(provider.id).toBe(id);
		expect(provider.displayName).not.toBe('');
		expect(provider.shortName).not.toBe('');
		expect(provider.credentialType).toMatch(/^seedance\w+Api$/);
		expect(provider.readList !== undefined).toBe(provider.list !== undefined);
		expect(provider.cancel !== undefined || provider.cancelsRunning === undefined).toBe(true);
	});

	const modes = provider.capabilities.models.flatMap((model) =>
		model.family === null ? [] : model.modes.map((mode) => ({ model: model.family, mode })),
	);

	test.each(modes)(
		'$model, $mode: the body is plain JSON without unset fields',
		({ model, mode }) => {
			const { request } = requestFor(id, { model: model ?? undefined, mode });
			const { body, path } = provider.create(request);
			expect(JSON.parse(JSON.stringify(body))).toStrictEqual(body);
			// The id is in the body, or in the address.
			expect(body?.model === request.modelId || path.includes(`/${request.modelId}`)).toBe(true);
			expect(request.modelId).not.toBe('');
		},
	);

	test('an untouched request has no settings at all, so that the provider decides', () => {
		const names = Object.keys(provider.create(requestFor(id).request).body ?? {}).sort();
		const { always } = FIXTURES[id];
		if (always === undefined) expect([names.length, names.includes('model')]).toEqual([2, true]);
		else expect(names).toEqual(always);
	});

	test('an explicit false reaches the provider wherever it has the switch', () => {
		const capability = provider.capabilities.models[0];
		const { request } = requestFor(id, { generateAudio: false, options: { watermark: false } });
		const text = JSON.stringify(provider.create(request).body);
		expect(text.includes('"generate_audio":false')).toBe(
			capability.features.includes('generateAudio'),
		);
		expect(text.includes('"watermark":false')).toBe(capability.features.includes('watermark'));
	});

	test('extra body has the last word: adds, replaces deeply and removes', () => {
		const extraBody = { model: 'relay-model', prompt: null, nested: { list: [1], gone: null } };
		const { body } = provider.create(requestFor(id, { options: { extraBody } }).request);
		expect(body).toMatchObject({ model: 'relay-model', nested: { list: [1] } });
		expect(body).not.toHaveProperty('prompt');
		expect(body).not.toHaveProperty('nested.gone');
	});

	test('creating does not change the request it was given', () => {
		const { request } = requestFor(id, {
			mode: 'reference',
			options: { extraBody: { a: { b: 1 } } },
		});
		const before = JSON.stringify(request);
		provider.create(request);
		expect(JSON.stringify(request)).toBe(before);
	});

	test('media keep their order', () => {
		const { request } = requestFor(id, { mode: 'reference' });
		const text = JSON.stringify(provider.create(request).body);
		const positions = request.media.map((medium) => text.indexOf(medium.url));
		expect(positions).toEqual([...positions].sort((a, b) => a - b));
		expect(positions[0]).toBeGreaterThan(0);
	});

	test.each([
		['a/../b?c=d#e', 'a%2F..%2Fb%3Fc%3Dd%23e'],
		['  spaced id ', 'spaced%20id'],
		['..', '%252E%252E'],
		['\ud800', '%EF%BF%BD'],
		['图', '%E5%9B%BE'],
	])('the id %j cannot leave its place in a path', (taskId, encoded) => {
		for (const call of [provider.get, provider.cancel, provider.remove]) {
			if (call === undefined) continue;
			const { path, body } = call(taskId);
			// In a body an id cannot lead anywhere.
			if (body === undefined) expect(path.split(/[/=]/)).toContain(encoded);
			else expect(JSON.stringify(body)).toContain(JSON.stringify(taskId.trim()));
			const { pathname, search } = new URL(`https://example.com${path}`);
			expect(pathname + search).toBe(path);
		}
	});
});
