import fs from 'node:fs';
import path from 'node:path';
import { readCallbackUrl } from '../../nodes/shared/callback/address.ts';
import { startSandbox } from '../../sandbox/index.mts';
import { EngineCredentials } from '../../tools/engine/credentials.mts';
import { estimatesOf, jsonOf } from '../support/items.mts';
import { CONTINUE, openAgency, PROVIDERS } from './agency.mts';
import { bodyOf } from './support.mts';
import type { Agency } from './agency.mts';

const PHOTO = path.join(import.meta.dirname, '../../sandbox/media/photo.jpg');

jest.setTimeout(60_000);

let lab: Agency;
beforeAll(async () => {
	lab = await openAgency();
});
beforeEach(() => lab.reset());
afterAll(async () => await lab.close());

describe('P21 Two keys in one sheet', () => {
	test.each(PROVIDERS)('each pay for, and read, their own rows on %s', async (provider) => {
		const rows = lab.bothOf(provider, [{}, {}, {}, {}]);
		const items = jsonOf(await lab.generate(provider, { rows }));
		expect(items.map(({ status }) => status)).toEqual(Array(4).fill('succeeded'));
		expect(lab.ownersOf(items)).toEqual(['rich', 'second', 'rich', 'second']);
		for (const { taskId, account, operation } of lab.requests(provider)) {
			if (operation !== 'create') expect([taskId, account]).toEqual([taskId, lab.ownerOf(taskId)]);
		}
	});

	test('one of them wrong: its row alone is refused, and the other one pays nothing for it', async () => {
		const rows = [
			{ key: lab.rich('evolink') },
			{ key: 'sk-wrong-key-0123' },
			{ key: lab.rich('evolink') },
		];
		const items = jsonOf(await lab.generate('evolink', { rows, settings: CONTINUE }));
		expect(items.map(({ status }) => status)).toEqual(['succeeded', 'failed', 'succeeded']);
		expect(items[1].failure?.category).toBe('account');
		expect(JSON.stringify(items)).not.toContain('sk-wrong-key-0123');
		expect(lab.sandbox.tasks()).toHaveLength(2);
		expect(lab.creates().map(({ account }) => account)).toEqual(
			expect.arrayContaining(['rich', 'rich', null]),
		);
	});

	test('one of them wrong, with On Error Stop: the message tells of both rows', async () => {
		const rows = [{ key: lab.rich('evolink') }, { key: 'sk-wrong-key-0123' }];
		const { error } = await lab.generate('evolink', { rows });
		expect(error?.message).toMatch(/^1 of 2 rows did not give a video. Row 2: EvoLink: /);
		expect(error?.description).toContain(`row 1 (task ${lab.sandbox.tasks()[0].id})`);
	});

	test.each([
		['is empty', { key: '' }, /"seedanceEvoLinkApi" gives no API Key for this row/],
		['is not there', {}, /gives no API Key for this row.*expression/],
		['is only the word Bearer', { key: 'Bearer ' }, /gives no API Key for this row/],
	])('one of which %s: its row alone says so, and nothing is sent for it', async (_, row, text) => {
		const rows = [{ key: lab.rich('evolink') }, row];
		const items = jsonOf(await lab.generate('evolink', { rows, settings: CONTINUE }));
		expect(items.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
		expect(items[1].failure).toMatchObject({
			code: 'invalidInput',
			message: expect.stringMatching(text),
		});
		expect(lab.creates()).toHaveLength(1);
	});

	test('one of which the expression cannot give, because it breaks at that row', async () => {
		lab.enter('evolink', { apiKey: '={{ JSON.parse($json.keys).own }}' });
		const rows = [{ keys: JSON.stringify({ own: lab.rich('evolink') }) }, { keys: '{' }];
		const items = jsonOf(await lab.generate('evolink', { rows, settings: CONTINUE }));
		expect(items[0].status).toBe('succeeded');
		expect(items[1].failure?.message).toMatch(
			/The credential "seedanceEvoLinkApi" (cannot be read|gives no)/,
		);
		expect(lab.creates()).toHaveLength(1);
	});

	test('share Max Concurrency, Max Tasks and Max Cost', async () => {
		const rows = lab.bothOf('evolink', Array(8).fill({}));
		const options = { maxConcurrency: 2 };
		lab.sandbox.addFault({
			provider: 'evolink',
			operation: 'create',
			kind: 'delay',
			delayMs: 40,
			times: 'always',
		});
		await lab.generate('evolink', { rows, parameters: { options } });
		expect(lab.sandbox.stats().evolink.maxInFlight).toBeLessThanOrEqual(2);
		expect(lab.creates()).toHaveLength(8);
		for (const capped of [{ maxTasks: 7 }, { maxCost: 7, costPerSecond: 0.2 }]) {
			lab.sandbox.reset();
			const result = await lab.generate('evolink', { rows, parameters: { options: capped } });
			expect(result.error?.message).toMatch(/This run would (submit 8 videos|cost about 8.00)/);
			expect(lab.creates()).toHaveLength(0);
		}
	});

	test('share Max Open Tasks', async () => {
		const rows = lab.bothOf('evolink', Array(6).fill({}));
		await lab.generate('evolink', { rows, parameters: { options: { maxOpenTasks: 2 } } });
		expect(lab.sandbox.stats().evolink.maxOpenTasks).toBeLessThanOrEqual(2);
		expect(lab.creates()).toHaveLength(6);
	});

	test('each upload their own copy of a file, equal ones once per account', async () => {
		const photo = await lab.engine.binaries.store(fs.readFileSync(PHOTO), {
			fileName: 'photo.jpg',
			mimeType: 'image/jpeg',
		});
		const items = lab.bothOf('evolink', Array(4).fill({})).map((json) => ({
			json,
			binary: { data: photo },
		}));
		const media = { item: [{ kind: 'image', source: 'binary', binaryProperty: 'data' }] };
		const result = await lab.generate('evolink', { items, parameters: { media } });
		expect(result.error?.message).toBeUndefined();
		expect(jsonOf(result).map(({ status }) => status)).toEqual(Array(4).fill('succeeded'));
		expect(
			lab
				.requests('evolink', 'upload')
				.map(({ account }) => account)
				.sort(),
		).toEqual(['rich', 'second']);
	});

	test('each sign their own metadata', async () => {
		const callbackUrl = 'https://n8n.example.com/webhook/1/seedance';
		const options = { callbackUrl, metadata: '={{ { row: $itemIndex } }}' };
		await lab.generate('evolink', {
			rows: lab.bothOf('evolink'),
			parameters: { completion: 'submit', options },
		});
		for (const request of lab.creates()) {
			const query = Object.fromEntries(new URL(String(bodyOf(request).callback_url)).searchParams);
			const key = request.account === 'rich' ? lab.rich('evolink') : lab.second('evolink');
			const other = request.account === 'rich' ? lab.second('evolink') : lab.rich('evolink');
			expect(readCallbackUrl(query, { apiKey: key, provider: 'evolink' }).signed).toBe(true);
			expect(readCallbackUrl(query, { apiKey: other, provider: 'evolink' }).signed).toBe(false);
		}
	});

	test('of which no answer shows either', async () => {
		const message = `Look: ${lab.second('evolink')} and ${lab.rich('evolink')}`;
		const body = { error: { code: 'invalid_request', message } };
		lab.sandbox.addFault({
			provider: 'evolink',
			operation: 'create',
			kind: 'status',
			status: 400,
			body,
			times: 'always',
		});
		const result = await lab.generate('evolink', {
			rows: lab.bothOf('evolink'),
			settings: CONTINUE,
		});
		expect(JSON.stringify(jsonOf(result))).not.toContain(lab.rich('evolink'));
		expect(JSON.stringify(jsonOf(result))).not.toContain(lab.second('evolink'));
		expect(JSON.stringify(jsonOf(result))).toContain('[key removed]');
	});
});

describe('P21 An address in an expression', () => {
	test('leads each row to its own provider', async () => {
		const relay = await startSandbox({ jobMs: 60 });
		try {
			lab.enter('evolink', { baseUrl: '={{ $json.base }}' });
			const bases = [lab.sandbox, relay].map(({ baseUrls }) => baseUrls.evolink);
			const rows = [...bases, ''].map((base) => ({ base }));
			const items = jsonOf(await lab.generate('evolink', { rows, settings: CONTINUE }));
			expect(items.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'failed']);
			expect(items[2].failure?.message).toMatch(/gives no Base URL for this row/);
			expect([lab.sandbox.tasks()[0].id, relay.tasks()[0].id]).toEqual(
				items.slice(0, 2).map(({ taskId }) => taskId),
			);
		} finally {
			await relay.stop();
		}
	});

	test('and a region choose the model ids of each row', async () => {
		lab.enter('ark', { apiKey: 'k', region: '={{ $json.region }}' });
		const rows = [{ region: 'china' }, { region: 'international' }, { region: 'custom' }];
		const models = estimatesOf(
			await lab.generate('ark', { rows, parameters: { operation: 'estimate' } }),
		).map(({ model }) => model);
		expect(models[0]).toBe(models[2]);
		expect(models[1]).not.toBe(models[0]);
	});

	test('estimates every row, and tells the one without a key', async () => {
		const parameters = { operation: 'estimate' };
		const [one, two] = estimatesOf(
			await lab.generate('evolink', { rows: [{ key: 'k' }, {}], parameters }),
		);
		expect([one.valid, two.valid]).toEqual([true, false]);
		expect(two.problems).toEqual([
			{ field: 'Credential', message: expect.stringContaining('gives no API Key') },
		]);
	});
});

test('P21 n8n resolves the credential once for each row, and not again for every request', async () => {
	lab.enter('evolink', {});
	const resolving = jest.spyOn(EngineCredentials.prototype, 'getDecrypted');
	const rows = Array.from({ length: 40 }, () => ({}));
	const result = await lab.generate('evolink', { rows });
	expect(jsonOf(result).filter(({ status }) => status === 'succeeded')).toHaveLength(40);
	expect(lab.requests('evolink').length).toBeGreaterThanOrEqual(80);
	// One more tells whether it depends on the row at all.
	expect(resolving.mock.calls).toHaveLength(41);
	resolving.mockRestore();
});
