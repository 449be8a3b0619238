import { PROVIDER_IDS } from '../support/lab.mts';
import { PRIVATE_HOMES, openPublicLab } from '../support/publicLab.mts';
import { jsonOf } from '../support/items.mts';
import { sentBody, sentCallback } from './support.mts';
import type { ProviderId } from '../support/lab.mts';

/**
 * What a provider out on the internet is given of an n8n that it cannot reach. Everywhere else in these tests the
 * provider sits on this machine, where every address will do.
 */

jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openPublicLab>>;
beforeAll(async () => {
	lab = await openPublicLab();
});
beforeEach(() => {
	lab.sandbox.reset();
	lab.moveTo('https://n8n.example.com');
});
afterAll(async () => await lab.close());

const CALLBACK = { completion: 'callback' };
const SLOW = 'A paper boat drifts down a stream [[slow:60000]]';

const hostOf = (address: string) => new URL(address).host;

describe.each(PROVIDER_IDS)('An n8n of its own network and %s', (provider) => {
	test.each([...PRIVATE_HOMES, 'http://n8n.example.com'])(
		'P13 %s is not given as callback address: the node waits by asking, and says so without the token',
		async (home) => {
			lab.moveTo(home);
			// Asked once and no more, to save time.
			const options = { waitTimeout: 0 };
			const parameters = { ...CALLBACK, prompt: SLOW, options };
			const result = await lab.generate(provider, { parameters });
			expect(result.status).toBe('success');
			const body = JSON.stringify(sentBody(lab, provider));
			expect(body).not.toMatch(/webhook-waiting|signature|"callback\w*"/);
			const [item] = jsonOf(result);
			expect(item.warnings).toEqual([
				`This n8n instance has no public https address (${hostOf(home)}), so the provider cannot call back and the node waited by asking it. Set WEBHOOK_URL on the instance, or choose "After the Expected Time".`,
				expect.stringMatching(/^The wait ended after 0 minutes/),
			]);
		},
	);

	test('is waited for by asking until the video is there', async () => {
		lab.moveTo('https://192.168.1.20:5678');
		const result = await lab.generate(provider, { parameters: CALLBACK });
		const [item] = jsonOf(result);
		expect(item).toMatchObject({ status: 'succeeded', videoUrl: expect.stringMatching(/^http/) });
	});

	test('a public https address is given, with n8n’s token and the path of this node', async () => {
		const result = await lab.generate(provider, {
			parameters: { ...CALLBACK, prompt: SLOW },
		});
		expect(result.status).toBe('waiting');
		const { origin, pathname, searchParams } = sentCallback(lab, provider);
		expect(origin + pathname).toBe(
			`https://n8n.example.com/webhook-waiting/${result.executionId}/seedance`,
		);
		expect(searchParams.get('signature')).toMatch(/^\w+$/);
	});

	test.each([
		...PRIVATE_HOMES.map((home) => [`${home}/webhook/1/seedance`]),
		['http://n8n.example.com/webhook/1/seedance'],
	])('P11 Callback URL %s is refused before anything is paid', async (callbackUrl) => {
		const result = await lab.generate(provider, {
			parameters: { completion: 'submit', options: { callbackUrl, metadata: '{"row": 7}' } },
		});
		expect(result.error?.message).toMatch(/Callback URL/);
		expect(result.error?.message).toMatch(/https address of your n8n/);
		expect(lab.requests(provider)).toEqual([]);
	});

	test('a public Callback URL goes out with the signed metadata', async () => {
		const callbackUrl = 'https://n8n.example.com/webhook/1/seedance';
		const options = { callbackUrl, metadata: '{"row": 7}' };
		await lab.generate(provider, { parameters: { completion: 'submit', options } });
		const { origin, pathname, searchParams } = sentCallback(lab, provider);
		expect(origin + pathname).toBe(callbackUrl);
		expect(searchParams.get('seedance')).toMatch(/^ey/);
	});

	test('media inside the own network are refused before anything is paid', async () => {
		for (const url of ['https://192.168.0.5/mug.png', 'https://nas.local/mug.png']) {
			const media = { item: [{ kind: 'image', source: 'url', url }] };
			const result = await lab.generate(provider, { parameters: { media } });
			expect(result.error?.message).toMatch(/inside your own network, which the provider cannot/);
		}
		expect(lab.requests(provider)).toEqual([]);
	});

	test(`media on http:// are ${provider === 'ink' ? 'refused' : 'let through'}`, async () => {
		const url = 'http://cdn.example.com/mug.png';
		const media = { item: [{ kind: 'image', source: 'url', url }] };
		const result = await lab.generate(provider, { parameters: { media, completion: 'submit' } });
		if (provider === 'ink') {
			expect(result.error?.message).toMatch(/cdn\.example\.com.*begins with http:\/\/.*only takes/);
			expect(lab.requests(provider)).toEqual([]);
		} else {
			expect(result.error).toBeUndefined();
			expect(JSON.stringify(sentBody(lab, provider))).toContain(url);
		}
	});
});

describe('A file of n8n', () => {
	async function sendFile(provider: ProviderId, home: string) {
		lab.moveTo(home);
		const picture = await fetch(lab.sandbox.mediaUrl('photo.png'));
		const bytes = Buffer.from(await picture.arrayBuffer());
		const about = { fileName: 'mug.png', mimeType: 'image/png' };
		const data = await lab.engine.binaries.store(bytes, about);
		const media = { item: [{ kind: 'image', source: 'binary', binaryProperty: 'data' }] };
		return await lab.generate(provider, {
			parameters: { completion: 'submit', media },
			items: [{ json: {}, binary: { data } }],
		});
	}

	describe.each(['twelveAi', 'ink'] as ProviderId[])(
		'for %s, which can only fetch it',
		(provider) => {
			test.each([...PRIVATE_HOMES, 'http://n8n.example.com'])(
				'is refused before anything is paid while n8n is at %s',
				async (home) => {
					const result = await sendFile(provider, home);
					expect(result.error?.message).toMatch(
						/only fetch files from public https addresses, which this n8n instance does not have/,
					);
					expect(lab.requests(provider)).toEqual([]);
				},
			);

			test('goes out as a signed link to a public n8n', async () => {
				const result = await sendFile(provider, 'https://n8n.example.com');
				expect(result.error).toBeUndefined();
				expect(JSON.stringify(sentBody(lab, provider))).toMatch(
					/"https:\/\/n8n\.example\.com\/rest\/binary-data\/signed\?token=[\w.-]+"/,
				);
			});
		},
	);

	test.each(['evolink', 'ark'] as ProviderId[])(
		'needs no address of n8n for %s, which takes it itself',
		async (provider) => {
			const result = await sendFile(provider, 'https://n8n.local');
			expect(result.error).toBeUndefined();
			expect(JSON.stringify(sentBody(lab, provider))).not.toContain('n8n.local');
		},
	);
});
