/** A relay whose certificate this n8n does not trust: what people read, and what is left behind. */

import { jsonOf } from '../../support/items.mts';
import { CREDENTIAL_TYPES, PROVIDER_IDS } from '../../support/lab.mts';
import { badCertificates, createTlsServers } from '../../support/tlsServers.mts';
import { openDownloadLab } from '../../SeedanceDownload/downloadLab.mts';
import FIXTURES from '../../contract/fixtures/index.mts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { perProvider } from '../../../sandbox/providers.mts';
import type { IDataObject } from 'n8n-workflow';
import type { DownloadLab } from '../../SeedanceDownload/downloadLab.mts';
import type { ProviderId } from '../../support/lab.mts';

jest.setTimeout(60_000);

const certificates = badCertificates();
const servers = createTlsServers();
let lab: DownloadLab;
let relay: string;
/** The credentials of the sandbox, which nothing is wrong with. */
let mended: typeof lab.engine.state.credentials;

beforeAll(async () => {
	lab = await openDownloadLab();
	mended = { ...lab.engine.state.credentials };
	const port = await servers.web(certificates.privateAuthority, (_request, response) => {
		response.end('{}');
	});
	relay = `https://127.0.0.1:${port}`;
});
beforeEach(() => {
	lab.sandbox.reset();
	Object.assign(lab.engine.state.credentials, mended);
});
afterAll(async () => {
	await lab.close();
	await servers.stop();
});

/** Points every credential to the relay. */
function behindRelay() {
	for (const type of Object.keys(CREDENTIAL_TYPES)) {
		lab.engine.state.credentials[type] = {
			...mended[type],
			baseUrl: relay,
			filesBaseUrl: relay,
		};
	}
}

const NAMED = {
	message: expect.stringMatching(/security certificate could not be verified/),
	hint: expect.stringMatching(/NODE_EXTRA_CA_CERTS/),
};
const CONTINUE = { onError: 'continueRegularOutput' } as const;

describe.each(PROVIDER_IDS)('On %s', (provider: ProviderId) => {
	test('P1 every row says that the certificate could not be verified and that nothing was billed', async () => {
		behindRelay();
		const result = await lab.generate(provider, { rows: [{}, {}], settings: CONTINUE });
		const items = jsonOf(result);
		expect(items).toHaveLength(2);
		for (const { failure, taskId } of items) {
			expect(taskId).toBeNull();
			expect(failure).toMatchObject({ code: 'notConnected', ...NAMED });
			expect(failure?.message).toMatch(/Nothing was sent and nothing was billed/);
		}
		expect(servers.requests).toBe(0);
	});

	test('P1 an Idempotency Key is free again: once it is mended the row is ordered, and paid once', async () => {
		const parameters = { options: { idempotencyKey: `mug of ${provider}` } };
		behindRelay();
		const first = await lab.generate(provider, { parameters, settings: CONTINUE });
		expect(jsonOf(first)[0].failure).toMatchObject({ code: 'notConnected' });
		Object.assign(lab.engine.state.credentials, mended);
		const { staticData } = first;
		const second = await lab.generate(provider, { parameters, settings: CONTINUE, staticData });
		expect(jsonOf(second)[0]).toMatchObject({ status: 'succeeded', failure: null });
		expect(lab.sandbox.stats()[provider].tasksAccepted).toBe(1);
	});

	test.each(['get', 'wait'])(
		'Task: %s names the certificate and the task at once',
		async (operation) => {
			behindRelay();
			const startedMs = Date.now();
			const result = await lab.generate(provider, {
				parameters: { resource: 'task', operation, taskId: '={{ $json.id }}' },
				rows: [{ id: SAMPLE_IDS[provider] }],
				settings: CONTINUE,
			});
			const [item] = jsonOf(result);
			expect(item.taskId).toBe(SAMPLE_IDS[provider]);
			expect(item.failure).toMatchObject({ code: 'notReadable', ...NAMED });
			expect(item.failure?.message).toContain(PROVIDERS[provider].displayName);
			expect(Date.now() - startedMs).toBeLessThan(5000);
		},
	);

	test('Seedance Download names the certificate too', async () => {
		behindRelay();
		const rows: IDataObject[] = [{ taskId: SAMPLE_IDS[provider] }];
		const result = await lab.download(provider, rows, { settings: CONTINUE });
		expect(jsonOf(result)[0]).toMatchObject({ taskId: rows[0].taskId, failure: NAMED });
	});
});

const SAMPLE_IDS = perProvider((id) => FIXTURES[id].nobody);

test('Get Many names the certificate', async () => {
	behindRelay();
	const result = await lab.generate('ark', {
		parameters: { resource: 'task', operation: 'getMany' },
	});
	expect(result.error?.message).toMatch(/certificate could not be verified/);
	expect(result.error?.description).toMatch(/NODE_EXTRA_CA_CERTS/);
});

test('a file host whose certificate is not trusted is asked once, and named', async () => {
	const parameters = { source: 'url', url: `${relay}/film.mp4?sig=secret` };
	const result = await lab.download('evolink', [{}], { parameters, settings: CONTINUE });
	const { failure } = jsonOf(result)[0];
	expect(failure).toMatchObject({ code: 'brokeOff', ...NAMED });
	expect(JSON.stringify(failure)).not.toContain('secret');
	expect(servers.requests).toBe(0);
});
