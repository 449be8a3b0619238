/** A Base URL that is nearly right, and one behind which somebody else answers. */

import { jsonOf } from '../support/items.mts';
import { PROVIDER_IDS, openLab } from '../support/lab.mts';
import { createTlsServers } from '../support/tlsServers.mts';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import type { Lab, ProviderId } from '../support/lab.mts';

jest.setTimeout(60_000);

const CONTINUE = { onError: 'continueRegularOutput' } as const;
const servers = createTlsServers();
let lab: Lab;
let right: Lab['engine']['state']['credentials'];
beforeAll(async () => {
	lab = await openLab();
	right = { ...lab.engine.state.credentials };
});
beforeEach(() => {
	lab.sandbox.reset();
	Object.assign(lab.engine.state.credentials, right);
});
afterAll(async () => {
	await lab.close();
	await servers.stop();
});

function pointTo(provider: ProviderId, baseUrl: string) {
	const type = PROVIDERS[provider].credentialType;
	lab.engine.state.credentials[type] = { ...right[type], baseUrl };
}

const rightUrl = (provider: ProviderId) =>
	String(right[PROVIDERS[provider].credentialType].baseUrl);

const BEHIND: Record<ProviderId, string[]> = {
	evolink: ['/v1', '/v1/', '/v1/videos/generations', '/?a=b', '  '],
	ark: ['/contents/generations/tasks', '/', '#top'],
	twelveAi: ['/v1', '/v1/videos', '/v1/videos/'],
	ink: ['/api/open/v1', '/api/open/v1/video/generations', '///'],
	replicate: ['/predictions', '/models', '//'],
	fal: ['/bytedance/seedance-2.0/text-to-video', '/fal-ai', '//'],
	kie: ['/api/v1', '/api/v1/jobs/createTask', '/api/v1/chat/credit', '//'],
	openRouter: ['/videos', '/videos/', '/api/v1', '//'],
	waveSpeed: ['/bytedance/seedance-2.0/text-to-video', '/predictions', '/api/v3', '//'],
};

describe.each(PROVIDER_IDS)('On %s', (provider) => {
	test.each(BEHIND[provider])(
		'a Base URL with %j behind it is understood as meant',
		async (rest) => {
			pointTo(provider, rightUrl(provider) + rest);
			const [item] = jsonOf(await lab.generate(provider));
			expect(item).toMatchObject({ status: 'succeeded', failure: null });
			expect(lab.sandbox.stats()[provider].tasksAccepted).toBe(1);
		},
	);

	test.each([
		['a web page', 'text/html', '<html><body>404</body></html>'],
		['nothing', 'text/plain', ''],
		['its framework', 'application/json', '{"detail":"Not Found"}'],
		['a gateway', 'application/json', '{"message":"no Route matched with those values"}'],
		[
			'a relay',
			'application/json',
			'{"error":{"message":"Invalid URL (POST /v2/videos)","type":"invalid_request_error"}}',
		],
	])(
		'a 404 of %s speaks of the Base URL and of the address that was asked',
		async (_title, type, body) => {
			const port = await servers.plainWeb((_request, response) => {
				response.writeHead(404, { 'content-type': type }).end(body);
			});
			const baseUrl = `http://127.0.0.1:${port}/somewhere`;
			pointTo(provider, `${baseUrl}?token=secret`);
			const [ordered] = jsonOf(await lab.generate(provider, { settings: CONTINUE }));
			expect(ordered.failure?.message).toContain(`${baseUrl}/`);
			expect(ordered.failure?.hint).toMatch(/Base URL/);
			expect(ordered.failure?.hint).not.toMatch(/Task ID|Old tasks/);
			const read = await lab.generate(provider, {
				parameters: { resource: 'task', operation: 'get', taskId: '={{ $json.id }}' },
				rows: [{ id: 'task-unified-1774857405-abc123' }],
				settings: CONTINUE,
			});
			const { failure } = jsonOf(read)[0];
			expect(failure?.message).toContain(`${baseUrl}/`);
			expect(failure?.hint).toMatch(/^Check the Base URL/);
			for (const told of [ordered.failure, failure]) {
				expect(JSON.stringify(told)).not.toMatch(/secret|sandbox-/);
			}
		},
	);

	test('a task that the provider itself does not know is still about the Task ID', async () => {
		const read = await lab.generate(provider, {
			parameters: { resource: 'task', operation: 'get', taskId: '={{ $json.id }}' },
			rows: [{ id: 'no-such-task-1234' }],
			settings: CONTINUE,
		});
		const { failure } = jsonOf(read)[0];
		expect(failure?.hint).toMatch(/Task ID/);
		expect(failure?.message).not.toMatch(/nothing at/);
	});
});
