'use strict';

const { PROVIDER_IDS, credentialsFor, openLab } = require('../support/lab');

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

/**
 * @typedef {import('../support/lab').ProviderId} ProviderId
 * @typedef {import('../support/lab').GenerateRun} GenerateRun
 */

/** @type {Awaited<ReturnType<typeof openLab>>} */
let lab;
/** @type {Awaited<ReturnType<typeof openLab>>} media addresses are believed unseen */
let blind;
beforeAll(async () => {
	lab = await openLab();
	blind = await openLab({ fetchMedia: false });
});
beforeEach(() => {
	lab.sandbox.reset();
	blind.sandbox.reset();
	lab.engine.state.credentials = { ...credentialsFor(lab.sandbox) };
});
afterAll(async () => {
	await lab.close();
	await blind.close();
});

/** @param {any} result */
const jsonOf = (result) => /** @type {any[]} */ (result.items('Node')).map(({ json }) => json);

/** The fields of every item about one task, in their order. */
const FIELDS = [
	...['taskId', 'provider', 'model', 'mode', 'status', 'videoUrl', 'lastFrameUrl', 'urlExpiresAt'],
	...['prompt', 'durationSeconds', 'resolution', 'aspectRatio', 'generateAudio'],
	...['submittedAt', 'completedAt', 'progress', 'usage', 'metadata', 'warnings', 'failure'],
];

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;

/**
 * The one paid request that reached the provider.
 *
 * @param {ProviderId} provider
 * @param {Awaited<ReturnType<typeof openLab>>} [where]
 */
function sentBody(provider, where = lab) {
	const requests = where.requests(provider, 'create');
	expect(requests.map(({ status }) => status)).toEqual([200]);
	return /** @type {any} */ (requests[0].body);
}

describe.each(PROVIDER_IDS)('P12 Items of %s', (provider) => {
	test('have the same fields in every operation on one task', async () => {
		const task = { resource: 'task' };
		const [made] = jsonOf(await lab.generate(provider));
		const [submitted] = jsonOf(
			await lab.generate(provider, { parameters: { completion: 'submit' } }),
		);
		const rows = [{ taskId: made.taskId }];
		const [got] = jsonOf(
			await lab.generate(provider, { parameters: { ...task, operation: 'get' }, rows }),
		);
		const [waited] = jsonOf(
			await lab.generate(provider, { parameters: { ...task, operation: 'wait' }, rows }),
		);
		const [refused] = jsonOf(
			await lab.generate(provider, {
				parameters: { duration: 99 },
				settings: { onError: 'continueRegularOutput' },
			}),
		);
		for (const item of [made, submitted, got, waited, refused]) {
			expect(Object.keys(item)).toEqual(FIELDS);
		}
	});

	test('say what was sent, what came out and when', async () => {
		const [item] = jsonOf(
			await lab.generate(provider, {
				parameters: {
					prompt: 'A boat',
					duration: 8,
					resolution: '720p',
					aspectRatio: '9:16',
					options: { metadata: '{"row": 7}' },
				},
			}),
		);
		expect(item).toMatchObject({
			provider,
			model: sentBody(provider).model,
			mode: 'textToVideo',
			status: 'succeeded',
			prompt: 'A boat',
			durationSeconds: 8,
			resolution: '720p',
			aspectRatio: '9:16',
			metadata: { row: 7 },
			failure: null,
			submittedAt: expect.stringMatching(ISO),
			completedAt: expect.stringMatching(ISO),
		});
		expect(item.videoUrl).toMatch(/^http.*\.mp4/);
		const expires = { evolink: true, ark: true, twelveAi: false, ink: false }[provider];
		if (expires) expect(item.urlExpiresAt).toMatch(ISO);
		const video = await fetch(item.videoUrl);
		expect(video.headers.get('content-type')).toBe('video/mp4');
		await video.arrayBuffer();
	});

	test('carry the answer of the provider only when asked for', async () => {
		const [plain] = jsonOf(await lab.generate(provider));
		expect(plain).not.toHaveProperty('raw');
		const [full] = jsonOf(
			await lab.generate(provider, { parameters: { options: { includeRawResponse: true } } }),
		);
		expect(JSON.stringify(full.raw)).toContain(full.taskId);
		const [got] = jsonOf(
			await lab.generate(provider, {
				parameters: {
					resource: 'task',
					operation: 'get',
					options: { includeRawResponse: true },
				},
				rows: [{ taskId: plain.taskId }],
			}),
		);
		expect(JSON.stringify(got.raw)).toContain(plain.taskId);
	});

	test('name a task that was submitted without waiting', async () => {
		const [item] = jsonOf(await lab.generate(provider, { parameters: { completion: 'submit' } }));
		expect(item).toMatchObject({ status: 'queued', videoUrl: null, failure: null });
		expect(item.taskId).toBe(lab.sandbox.tasks()[0].id);
		expect(lab.requests(provider, 'get')).toEqual([]);
	});

	test('P5 show an undocumented status word as unknown, never as success, and wait for its end', async () => {
		const prompt = 'A boat [[status:pondering]] [[slow:60000]] [[queue:1]]';
		const [item] = jsonOf(
			await lab.generate(provider, { parameters: { prompt, options: { waitTimeout: 0.06 } } }),
		);
		expect(item).toMatchObject({ status: 'unknown', failure: null });
		expect(item.warnings.join()).toMatch(/"pondering"/);
		expect(item.warnings.join()).toContain(item.taskId);
		lab.sandbox.reset();
		const later = 'A boat [[status:pondering]] [[slow:1500]] [[queue:1]]';
		const [finished] = jsonOf(await lab.generate(provider, { parameters: { prompt: later } }));
		expect(finished).toMatchObject({ status: 'succeeded', failure: null });
	});

	test('P4 hand over the id when the wait runs out, and the task can be finished later', async () => {
		const prompt = 'A boat [[slow:5000]]';
		const result = await lab.generate(provider, {
			parameters: { prompt, options: { waitTimeout: 0.05 } },
		});
		expect(result.status).toBe('success');
		const [item] = jsonOf(result);
		expect(item).toMatchObject({ videoUrl: null, failure: null });
		expect(['queued', 'running']).toContain(item.status);
		expect(item.warnings.join()).toMatch(new RegExp(`0\\.05 minutes.*${item.taskId}`));
		const [later] = jsonOf(
			await lab.generate(provider, {
				parameters: { resource: 'task', operation: 'wait' },
				rows: [item],
			}),
		);
		expect(later).toMatchObject({ taskId: item.taskId, status: 'succeeded' });
	});

	test('warn about a success without a link', async () => {
		const [item] = jsonOf(
			await lab.generate(provider, { parameters: { prompt: 'A boat [[noUrl]]' } }),
		);
		expect(item).toMatchObject({ status: 'succeeded', videoUrl: null });
		expect(item.warnings.join()).toMatch(/no video address/);
	});

	test('wait for a link that comes a little late', async () => {
		const [item] = jsonOf(
			await lab.generate(provider, {
				parameters: { prompt: 'A boat turns slowly [[lateUrl:1500]]' },
			}),
		);
		expect(item).toMatchObject({ status: 'succeeded', warnings: [] });
		expect(item.videoUrl).toMatch(/^http/);
	});

	test('silent videos are really ordered silent, or the item says that it cannot be', async () => {
		const [item] = jsonOf(await lab.generate(provider, { parameters: { generateAudio: false } }));
		const body = sentBody(provider);
		if (provider === 'ink') {
			expect(item.warnings).toEqual([expect.stringMatching(/^Generate Audio was not sent: /)]);
			return;
		}
		expect(provider === 'twelveAi' ? body.metadata.generate_audio : body.generate_audio).toBe(
			false,
		);
		expect(item).toMatchObject({ generateAudio: false, warnings: [] });
	});

	test('an option that the provider cannot honour is not sent and appears in the warnings', async () => {
		const options = {
			watermark: true,
			seed: 7,
			webSearch: true,
			returnLastFrame: true,
			serviceTier: 'flex',
		};
		const [item] = jsonOf(await lab.generate(provider, { parameters: { options } }));
		/** @type {Record<ProviderId, string[]>} */
		const unheard = {
			evolink: ['Watermark', 'Seed', 'Return Last Frame', 'Service Tier'],
			ark: ['Seed', 'Service Tier'],
			twelveAi: ['Seed', 'Return Last Frame', 'Service Tier'],
			ink: ['Watermark', 'Seed', 'Web Search', 'Return Last Frame', 'Service Tier'],
		};
		const said = item.warnings.map((/** @type {string} */ text) => text.split(' was not sent')[0]);
		expect(said.sort()).toEqual(unheard[provider].sort());
		expect(item.status).toBe('succeeded');
		const sent = JSON.stringify(sentBody(provider));
		expect(/seed"/.test(sent)).toBe(false);
		expect(/service_tier/.test(sent)).toBe(false);
	});

	test.each([
		'rotation360',
		'unboxingReveal',
		'heroShot',
		'inUse',
		'premium',
		'lifestyle',
		'minimal',
	])('the look %s becomes a prompt about the product and its picture', async (promptTemplate) => {
		const [item] = jsonOf(
			await blind.generate(provider, {
				parameters: {
					completion: 'submit',
					promptSource: 'template',
					promptTemplate,
					productName: '={{ $json.name }}',
					mode: 'firstFrame',
					mediaSource: 'json',
					mediaJson: '={{ $json.picture }}',
				},
				rows: [{ name: 'Blue enamel mug', picture: 'https://example.com/mug.jpg' }],
			}),
		);
		expect(item.status).toBe('queued');
		expect(item.prompt).toContain('Blue enamel mug');
		expect(JSON.stringify(sentBody(provider, blind))).toContain(JSON.stringify(item.prompt));
		expect(item.prompt.length).toBeGreaterThan(120);
		expect(item.prompt).not.toMatch(/\{\{|undefined|@Image1/);
	});

	test.each([
		['a list in a cell', 'https://example.com/1.jpg, https://example.com/2.jpg'],
		['lines in a cell', 'https://example.com/1.jpg\nhttps://example.com/2.jpg'],
		['JSON in a cell', '["https://example.com/1.jpg", {"url": "https://example.com/2.jpg"}]'],
		['a list made by a node', ['https://example.com/1.jpg', 'https://example.com/2.jpg']],
	])('media come from %s', async (_, cell) => {
		const [item] = jsonOf(
			await blind.generate(provider, {
				parameters: {
					completion: 'submit',
					mediaSource: 'json',
					mediaJson: '={{ $json.pictures }}',
				},
				rows: [{ pictures: cell }],
			}),
		);
		expect(item).toMatchObject({ mode: 'firstLastFrame', status: 'queued' });
		const sent = JSON.stringify(sentBody(provider, blind));
		expect(sent.indexOf('https://example.com/1.jpg')).toBeGreaterThan(0);
		expect(sent.indexOf('https://example.com/2.jpg')).toBeGreaterThan(
			sent.indexOf('https://example.com/1.jpg'),
		);
	});
});

test('on Ark the last frame is handed over', async () => {
	const [item] = jsonOf(
		await lab.generate('ark', { parameters: { options: { returnLastFrame: true } } }),
	);
	expect(item.lastFrameUrl).toMatch(/-last\.png/);
	expect(item.usage.completionTokens).toBe(108_900);
});

describe('Files of n8n as media', () => {
	/** @param {string} [mimeType] @param {string} [fileName] */
	const fileItem = async (mimeType = 'image/png', fileName = 'mug.png') => {
		const source = await fetch(lab.sandbox.mediaUrl('photo.png'));
		const data = Buffer.from(await source.arrayBuffer()).toString('base64');
		return [{ json: {}, binary: { picture: { data, mimeType, fileName } } }];
	};
	const one = (kind = 'image') => ({
		media: { item: [{ kind, source: 'binary', binaryProperty: 'picture' }] },
	});

	test('go to Ark inside the request', async () => {
		const result = await lab.generate('ark', { parameters: one(), items: await fileItem() });
		expect(jsonOf(result)[0]).toMatchObject({ mode: 'firstFrame', status: 'succeeded' });
		expect(JSON.stringify(sentBody('ark'))).toContain('data:image/png;base64,');
	});

	test('go to EvoLink by its upload, and the link is what is ordered with', async () => {
		const result = await lab.generate('evolink', { parameters: one(), items: await fileItem() });
		expect(jsonOf(result)[0]).toMatchObject({ mode: 'firstFrame', status: 'succeeded' });
		expect(lab.requests('evolink', 'upload').length).toBe(1);
		expect(sentBody('evolink').image_urls[0]).toMatch(/^http/);
		expect(lab.sandbox.stats().leakedKeys).toBe(0);
	});

	test('an upload that keeps going wrong orders nothing and says so', async () => {
		lab.sandbox.addFault({
			provider: 'evolink',
			operation: 'upload',
			kind: 'status',
			status: 500,
			times: 'always',
		});
		const result = await lab.generate('evolink', { parameters: one(), items: await fileItem() });
		expect(result.error?.message).toMatch(
			/Media item 1 could not be uploaded to EvoLink: .*No video was ordered and nothing was billed/,
		);
		expect(lab.requests('evolink', 'upload').length).toBe(3);
		expect(lab.requests('evolink', 'create')).toEqual([]);
	});

	test.each(/** @type {ProviderId[]} */ (['twelveAi', 'ink']))(
		'go to %s as a signed link of this n8n, when both are in the same network',
		async (provider) => {
			const picture = await blind.engine.binaries.store(Buffer.from('a picture'), {
				fileName: 'mug.png',
				mimeType: 'image/png',
			});
			const items = [{ json: {}, binary: { picture } }];
			const result = await blind.generate(provider, { parameters: one(), items });
			expect(jsonOf(result)[0].status).toBe('succeeded');
			expect(JSON.stringify(sentBody(provider, blind))).toMatch(
				/http:\/\/localhost:5678\/rest\/binary-data\/signed\?token=/,
			);
		},
	);

	test.each(
		/** @type {Array<[ProviderId, string, string]>} */ ([
			['twelveAi', 'seedanceTwelveAiApi', 'https://cdn.12ai.org'],
			['ink', 'seedanceInkApi', 'https://www.seedance2.ink'],
		]),
	)(
		'cannot go to %s from an n8n without a public address, which is said before anything is sent',
		async (provider, type, baseUrl) => {
			lab.engine.state.credentials[type] = { apiKey: 'x', baseUrl };
			const result = await lab.generate(provider, { parameters: one(), items: await fileItem() });
			expect(result.error?.message).toMatch(
				/can only fetch files from public https addresses.*Source "URL"/,
			);
			expect(result.error?.description).toMatch(/Nothing was sent/);
		},
	);

	test('a file that n8n holds in memory has no link, which is said before anything is sent', async () => {
		const result = await blind.generate('ink', { parameters: one(), items: await fileItem() });
		expect(result.error?.message).toMatch(/holds in memory.*on disk.*Source "URL"/);
		expect(blind.sandbox.requests()).toEqual([]);
	});

	test('a video file cannot go to Ark, which takes videos as links only', async () => {
		const items = await fileItem('video/mp4', 'clip.mp4');
		const result = await lab.generate('ark', {
			parameters: { mode: 'reference', ...one('video') },
			items,
		});
		expect(result.error?.message).toMatch(/video input as a link only.*Source "URL"/);
		expect(lab.requests('ark')).toEqual([]);
	});

	test('a field without a file is named', async () => {
		const result = await lab.generate('ark', { parameters: one(), items: [{ json: {} }] });
		expect(result.error?.message).toMatch(/input field "picture", but this row has no file there/);
	});
});

describe('Estimate', () => {
	const ESTIMATE = { operation: 'estimate', prompt: '={{ $json.prompt }}' };

	test.each(PROVIDER_IDS)(
		'on %s checks a whole sheet, tells every field at fault, and sends nothing',
		async (provider) => {
			const result = await lab.generate(provider, {
				parameters: { ...ESTIMATE, duration: '={{ $json.seconds }}' },
				rows: [
					{ prompt: 'A boat', seconds: 5 },
					{ prompt: '', seconds: 99 },
					{ prompt: 'A @Image4', seconds: 'six' },
				],
			});
			expect(result.status).toBe('success');
			const items = jsonOf(result);
			expect(items.map(({ valid }) => valid)).toEqual([true, false, false]);
			for (const item of items) {
				expect(Object.keys(item)).toEqual([
					...['provider', 'model', 'mode', 'valid', 'problems', 'warnings', 'request', 'usage'],
				]);
			}
			expect(items[0].problems).toEqual([]);
			expect(items[0].request).toMatchObject({ model: items[0].model });
			expect(items[1].problems.map((/** @type {any} */ { field }) => field).sort()).toEqual([
				'Duration',
				'Prompt',
			]);
			expect(items[1].request).toBeNull();
			expect(items[2].problems.map((/** @type {any} */ { field }) => field).sort()).toEqual([
				'Duration',
				'Prompt',
			]);
			expect(result.items('Node').map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 0 },
				{ item: 1 },
				{ item: 2 },
			]);
			expect(lab.sandbox.requests()).toEqual([]);
		},
	);

	test('shows exactly what would be sent', async () => {
		const parameters = { prompt: 'A boat', duration: 6, aspectRatio: '1:1' };
		const [{ request }] = jsonOf(
			await lab.generate('evolink', { parameters: { ...parameters, operation: 'estimate' } }),
		);
		await lab.generate('evolink', { parameters });
		expect(sentBody('evolink')).toEqual(request);
	});

	test.each([
		['china', 'seedance-2.0', 5.0094, 'CNY'],
		['china', 'seedance-2.0-mini', 2.5047, 'CNY'],
		['international', 'seedance-2.0', 0.7623, 'USD'],
	])(
		'knows tokens and cost of Ark in region %s for %s',
		async (region, model, amount, currency) => {
			lab.engine.state.credentials.seedanceArkApi = { apiKey: 'x', region, baseUrl: '' };
			const [item] = jsonOf(
				await lab.generate('ark', { parameters: { ...ESTIMATE, prompt: 'A boat', model } }),
			);
			expect(item.usage).toEqual({
				estimatedTokens: 108_900,
				estimatedCost: { amount, currency },
			});
		},
	);

	test('says what the cost of Ark does not hold', async () => {
		lab.engine.state.credentials.seedanceArkApi = { apiKey: 'x', region: 'china', baseUrl: '' };
		const run = async (/** @type {any} */ parameters) =>
			jsonOf(await lab.generate('ark', { parameters: { ...ESTIMATE, ...parameters } }))[0];
		const media = { item: [{ kind: 'video', source: 'url', url: 'https://example.com/clip.mp4' }] };
		const edited = await run({ prompt: 'Let @Video1 snow', media });
		expect(edited.usage).toEqual({ estimatedTokens: 108_900 });
		expect(edited.warnings.join()).toMatch(/length of the reference videos is billed too/);
		const free = await run({ prompt: 'A boat', duration: -1 });
		expect(free.warnings.join()).toMatch(/this is for the longest, 15 seconds/);
	});

	test.each(PROVIDER_IDS)('takes the price of the user on %s', async (provider) => {
		const [item] = jsonOf(
			await lab.generate(provider, {
				parameters: {
					...ESTIMATE,
					prompt: 'A boat',
					duration: 8,
					options: { costPerSecond: 0.07 },
				},
			}),
		);
		expect(item.usage.estimatedCost).toMatchObject({ amount: 0.56 });
	});
});
