import { createServer } from 'node:http';
import { sandboxCredentials } from '../../tools/demo/run.mts';
import { openStage } from './support/stage.mts';
import type { AddressInfo } from 'node:net';
import type { Stage } from './support/stage.mts';

let stage: Stage;
/** Some other web server, as a mistyped address may lead to. */
const stranger = createServer((_request, response) => {
	response.writeHead(200, { 'content-type': 'text/html' });
	response.end('<!doctype html><title>Welcome</title>');
});
let strangerUrl = '';

beforeAll(async () => {
	stage = await openStage();
	await new Promise((resolve) => stranger.listen(0, '127.0.0.1', () => resolve(undefined)));
	const address = stranger.address() as AddressInfo;
	strangerUrl = `http://127.0.0.1:${address.port}`;
});
afterAll(async () => {
	stranger.closeAllConnections();
	await new Promise((resolve) => stranger.close(resolve));
	await stage.close();
});

describe.each([
	{
		type: 'seedanceEvoLinkApi',
		provider: 'EvoLink',
		remedy: 'Set Base URL to https://api.evolink.ai.',
	},
	{
		type: 'seedanceArkApi',
		provider: 'Ark',
		remedy: 'Choose the region where the key was made, or give a Base URL that ends in /api/v3.',
	},
	{
		type: 'seedanceTwelveAiApi',
		provider: '12AI',
		remedy: 'Set Base URL to https://cdn.12ai.org.',
	},
	{
		type: 'seedanceInkApi',
		provider: 'seedance2.ink',
		remedy: 'Set Base URL to https://www.seedance2.ink.',
	},
])("The credential test of $provider, on n8n's own tester", ({ type, provider, remedy }) => {
	const verdict = async (entered: Record<string, string> = {}) =>
		await stage.client.testCredential(type, {
			...sandboxCredentials(stage.sandbox)[type],
			...entered,
		});

	it('accepts a good key', async () => {
		expect(await verdict()).toEqual({ status: 'OK', message: 'Connection successful!' });
	});

	it('refuses a wrong key and says where the right one is', async () => {
		const { status, message } = await verdict({ apiKey: 'sandbox-made-up' });
		expect(status).toBe('Error');
		expect(message).toMatch(
			new RegExp(
				`^${provider} does not accept this API key\\. Copy it again from .+ and paste it whole\\.`,
			),
		);
	});

	it('tells a wrong address from a wrong key', async () => {
		expect(await verdict({ baseUrl: strangerUrl })).toEqual({
			status: 'Error',
			message: `A web page answers at this address, not ${provider}. ${remedy}`,
		});
	});

	it('does not pass when nothing answers', async () => {
		expect((await verdict({ baseUrl: 'http://127.0.0.1:1' })).status).toBe('Error');
	});
});
