import { SeedanceEvoLinkApi } from '../../../credentials/SeedanceEvoLinkApi.credentials.ts';
import { buildCallbackUrl, readCallbackUrl } from '../../../nodes/shared/callback/address.ts';
import { apiKeyFrom } from '../../../nodes/shared/n8n/access.ts';
import { openLab } from '../../support/lab.mts';

const PASTED = [
	'sk-sandbox-key',
	' sk-sandbox-key',
	'sk-sandbox-key\n',
	'Bearer sk-sandbox-key',
	'bearer  sk-sandbox-key ',
];

describe('A key is the same key however it was pasted', () => {
	test.each(PASTED)('%j', (apiKey) => {
		expect(apiKeyFrom({ apiKey })).toBe('sk-sandbox-key');
	});

	test('no key is an empty one', () => {
		expect(apiKeyFrom({})).toBe('');
		expect(apiKeyFrom({ apiKey: {} })).toBe('');
	});

	test('so metadata that Generate signed is authentic for a trigger with the key pasted otherwise', () => {
		const keys = PASTED.map((apiKey) => apiKeyFrom({ apiKey }));
		const signed = buildCallbackUrl('https://n8n.example.com/webhook/1/seedance', {
			metadata: { row: 7 },
			apiKey: keys[4],
			provider: 'evolink',
		});
		if (!('url' in signed)) throw new Error('The address was refused');
		const query = Object.fromEntries(new URL(signed.url).searchParams);
		for (const apiKey of keys) {
			expect(readCallbackUrl(query, { apiKey, provider: 'evolink' }).metadata).toEqual({ row: 7 });
		}
	});

	test('and is sent the same way by a node and by the credential', async () => {
		const lab = await openLab();
		const { seedanceEvoLinkApi } = lab.engine.state.credentials;
		lab.engine.state.credentials.seedanceEvoLinkApi = {
			...seedanceEvoLinkApi,
			apiKey: ` Bearer ${seedanceEvoLinkApi.apiKey}\n`,
		};
		const result = await lab.generate('evolink');
		expect(result.error?.message).toBeUndefined();
		expect(new SeedanceEvoLinkApi().authenticate.type).toBe('generic');
		await lab.close();
	});
});
