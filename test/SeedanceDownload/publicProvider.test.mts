import { SeedanceDownload } from '../../nodes/SeedanceDownload/SeedanceDownload.node.ts';
import { SeedanceGenerate } from '../../nodes/SeedanceGenerate/SeedanceGenerate.node.ts';
import { GENERATE } from '../support/lab.mts';
import { DOMAIN, openPublicLab } from '../support/publicLab.mts';
import { startRudeHost } from '../shared/files/download/rudeHost.mts';
import { jsonOf } from '../support/items.mts';
import { DOWNLOAD } from './downloadLab.mts';
import type { ServerResponse } from 'node:http';
import type { INodeParameters } from 'n8n-workflow';

/**
 * What a provider out on the internet cannot make this n8n open: addresses of its own network. Everywhere else in these
 * tests the provider is on this machine, and so are its files.
 */

jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openPublicLab>>;
beforeAll(async () => {
	lab = await openPublicLab(
		{ jobMs: 20 },
		{ nodeTypes: { [GENERATE]: new SeedanceGenerate(), [DOWNLOAD]: new SeedanceDownload() } },
	);
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const fileRequests = () => lab.sandbox.requests({ provider: 'files' });

const download = async (parameters: INodeParameters) =>
	await lab.engine.runNode({
		type: DOWNLOAD,
		parameters: { provider: 'evolink', ...parameters },
		items: [{ json: {} }],
	});

test.each(['http://127.0.0.1', 'http://localhost', 'http://[::1]', 'http://2130706433'])(
	'A link to %s is not opened',
	async (origin) => {
		const { port } = new URL(lab.sandbox.filesUrl);
		const url = `${origin}:${port}/media/clip.mp4`;
		const { error } = await download({ source: 'url', url });
		expect(error?.message).toMatch(/leads to an address inside your own network/);
		expect(fileRequests()).toEqual([]);
	},
);

test('The link that a provider names for its task is not opened either', async () => {
	const ordered = await lab.generate('evolink', { parameters: { options: { pollInterval: 1 } } });
	const [json] = jsonOf(ordered);
	expect(json.videoUrl).toMatch(/^http:\/\/127\.0\.0\.1:/);
	const { error } = await download({ source: 'task', taskId: json.taskId });
	expect(error?.message).toContain(`task ${json.taskId}`);
	expect(error?.message).toMatch(/leads to an address inside your own network/);
	expect(fileRequests()).toEqual([]);
});

test('Check Media does not open such an address: the row is refused before anything is sent', async () => {
	const media = {
		item: [{ kind: 'image', source: 'url', url: lab.sandbox.mediaUrl('photo.jpg') }],
	};
	const parameters = { media, options: { checkMedia: true } };
	const { error } = await lab.generate('evolink', { parameters });
	expect(error?.message).toMatch(/inside your own network/);
	expect(fileRequests()).toEqual([]);
	expect(lab.requests('evolink')).toEqual([]);
});

test('A public name that leads on to such an address is not followed there', async () => {
	const host = await startRudeHost();
	const { port } = new URL(host.origin);
	const leadOn = {
		file: Buffer.alloc(0),
		instead: (_call: number, _request: unknown, response: ServerResponse) => {
			response.writeHead(302, { location: `${host.origin}/inside.mp4` }).end();
			return true;
		},
	};
	const url = host.serve(leadOn).replace('127.0.0.1', `cdn.${DOMAIN}`);
	const media = { item: [{ kind: 'video', source: 'url', url }] };
	const checked = await lab.generate('evolink', {
		parameters: { media, mode: 'reference', options: { checkMedia: true } },
	});
	expect(checked.error?.message).toContain(`cdn.${DOMAIN}:${port}`);
	const { error } = await download({ source: 'url', url });
	for (const each of [checked.error, error]) {
		expect(each?.message).toMatch(/leads to an address inside your own network/);
	}
	expect(host.seen.map((seen) => seen.url)).toEqual(['/file-1.mp4', '/file-1.mp4']);
	expect(lab.requests('evolink')).toEqual([]);
	await host.stop();
});
