import { downloadsOf, jsonOf } from '../support/items.mts';
import { credentialsFor, PROVIDER_IDS } from '../support/lab.mts';
import { linkNotes } from '../support/videoLinks.mts';
import { sampleVideo, sha256 } from '../shared/files/container/sampleVideo.mts';
import { openDownloadLab } from './downloadLab.mts';
import { startRudeHost } from '../shared/files/download/rudeHost.mts';
import type { ServerResponse } from 'node:http';
import type { RunResult } from '../../tools/engine/execution.mts';
import type { DownloadLab } from './downloadLab.mts';
import type { Manner } from '../shared/files/download/rudeHost.mts';

/**
 * Links that open only with the key: it goes to exactly the origin of the credential's Base URL. The provider of these
 * tests is a host of its own, with real sockets, beside one of somebody else.
 */

const KEY = 'sk-or-v1-0123456789abcdef';
const CONTENT = '/api/v1/videos/gen-vid-1/content';
const VIDEO = sampleVideo();

let lab: DownloadLab;
let own: Awaited<ReturnType<typeof startRudeHost>>;
let foreign: Awaited<ReturnType<typeof startRudeHost>>;

beforeAll(async () => {
	[lab, own, foreign] = await Promise.all([openDownloadLab(), startRudeHost(), startRudeHost()]);
});
beforeEach(() => {
	own.forget();
	foreign.forget();
	const credential = { apiKey: KEY, baseUrl: `${own.origin}/api/v1` };
	Object.assign(lab.engine.state.credentials, credentialsFor(lab.sandbox));
	lab.engine.state.credentials.seedanceOpenRouterApi = credential;
});
afterAll(async () => await Promise.all([lab.close(), own.stop(), foreign.stop()]));

/** The file, for whoever has the key. */
const behindKey: Manner = {
	file: VIDEO,
	instead(_call, { headers }, response) {
		if (headers.authorization === `Bearer ${KEY}`) return false;
		response.writeHead(401).end('{"error":{"code":401,"message":"No auth credentials found"}}');
		return true;
	},
};

const leadTo = (location: string): Manner => ({
	file: VIDEO,
	instead(_call: number, _request: unknown, response: ServerResponse) {
		response.writeHead(302, { location }).end();
		return true;
	},
});

const open = (file: Manner['file']): Manner => ({ file });

const fromUrl = async (url: string, provider: 'openRouter' | 'evolink' = 'openRouter') =>
	await lab.download(provider, [{}], { parameters: { source: 'url', url } });

const link = () => `${own.origin}${CONTENT}?index=0`;

/** Which requests bore the key, in order. */
const keysAt = ({ seen }: typeof own) => seen.map(({ authorization }) => authorization ?? null);

function expectVideo(result: RunResult) {
	expect(result.error?.message).toBeUndefined();
	expect(downloadsOf(result)[0].json.download).toMatchObject({ sha256: sha256(VIDEO) });
}

const WITH = `Bearer ${KEY}`;

describe('P10 A link that opens only with the key', () => {
	it('is opened with it at the address of the credential, as a link and as a task', async () => {
		own.serveAt(CONTENT, behindKey);
		expectVideo(await fromUrl(link()));
		own.serveAt('/api/v1/videos/gen-vid-1', {
			...open(
				Buffer.from(
					JSON.stringify({ id: 'gen-vid-1', status: 'completed', unsigned_urls: [link()] }),
				),
			),
			type: 'application/json',
		});
		expectVideo(await lab.download('openRouter', [{ taskId: 'gen-vid-1' }]));
		expect(keysAt(own)).toEqual([WITH, WITH, WITH]);
	});

	it('goes on where the line dropped, with the key again', async () => {
		const dropAt = (call: number) => (call === 1 ? 30_000 : Infinity);
		own.serveAt(CONTENT, { ...behindKey, dropAt });
		const result = await fromUrl(link());
		expectVideo(result);
		expect(downloadsOf(result)[0].json.download).toMatchObject({ attempts: 2, resumed: true });
		expect(own.seen[1].range).toMatch(/^bytes=\d+-$/);
		expect(keysAt(own)).toEqual([WITH, WITH]);
	});

	it('keeps the key on its way within the same origin', async () => {
		own.serveAt(CONTENT, leadTo('/elsewhere.mp4'));
		own.serveAt('/elsewhere.mp4', behindKey);
		expectVideo(await fromUrl(link()));
		expect(keysAt(own)).toEqual([WITH, WITH]);
	});

	it.each([
		['another host', () => foreign.otherOrigin],
		['another port of the same host', () => foreign.origin],
	])('leads to %s without the key', async (_title, originOf) => {
		own.serveAt(CONTENT, leadTo(`${originOf()}/store.mp4?signature=x`));
		foreign.serveAt('/store.mp4', {
			file: VIDEO,
			dropAt: (call) => (call === 1 ? 30_000 : Infinity),
		});
		expectVideo(await fromUrl(link()));
		expect(keysAt(foreign)).toEqual([null, null]);
		expect(keysAt(own)).toEqual([WITH, WITH]);
	});

	it('leads to another name of the same server without the key', async () => {
		own.serveAt(CONTENT, leadTo(`${own.otherOrigin}/store.mp4`));
		own.serveAt('/store.mp4', open(VIDEO));
		expectVideo(await fromUrl(link()));
		expect(keysAt(own)).toEqual([WITH, null]);
	});

	it('has lost the key for good when it leads away and back again', async () => {
		own.serveAt(CONTENT, leadTo(`${foreign.origin}/away`));
		foreign.serveAt('/away', leadTo(`${own.origin}/api/v1/videos/gen-vid-2/content`));
		own.serveAt('/api/v1/videos/gen-vid-2/content', behindKey);
		const { error } = await fromUrl(link());
		expect(error?.message).toContain('opens only with the API key that made the video');
		expect(keysAt(foreign)).toEqual([null]);
		expect(keysAt(own)).toEqual([WITH, null]);
	});

	it.each([
		['of somebody else', () => `${foreign.origin}${CONTENT}`],
		['under another name of the same server', () => `${own.otherOrigin}${CONTENT}`],
		['that only looks like one of the provider', () => `${foreign.origin}${CONTENT}/video.mp4`],
	])('%s gets no key, although the provider is chosen', async (_title, urlOf) => {
		for (const host of [own, foreign]) {
			host.serveAt(CONTENT, behindKey);
			host.serveAt(`${CONTENT}/video.mp4`, behindKey);
		}
		const { error } = await fromUrl(urlOf());
		expect(error?.message).toMatch(/status 401/);
		const seen = [...keysAt(own), ...keysAt(foreign)];
		expect(seen).toEqual([null]);
	});

	it('gets no key of another provider, be its Base URL the same', async () => {
		own.serveAt(CONTENT, behindKey);
		const credential = { apiKey: KEY, baseUrl: own.origin, filesBaseUrl: own.origin };
		lab.engine.state.credentials.seedanceEvoLinkApi = credential;
		const { error } = await fromUrl(link(), 'evolink');
		expect(error?.message).toMatch(/status 401/);
		expect(keysAt(own)).toEqual([null]);
	});

	it('says so where the key is not the one that made the video', async () => {
		own.serveAt(CONTENT, behindKey);
		lab.engine.state.credentials.seedanceOpenRouterApi.apiKey = 'sk-or-v1-of-somebody-else';
		const { error } = await fromUrl(link());
		expect(error?.message).toContain('opens only with the API key that made the video');
		expect(error?.description).toMatch(/Choose the Provider and the credential/);
		expect(`${error?.message} ${error?.description}`).not.toContain('sk-or-v1');
	});

	it('is opened with the key of its own row', async () => {
		own.serveAt(CONTENT, behindKey);
		lab.engine.state.credentials.seedanceOpenRouterApi.apiKey = '={{ $json.key }}';
		const other = 'sk-or-v1-of-somebody-else';
		const rows = [{ key: KEY }, { key: other }, { key: '' }];
		const result = await lab.download('openRouter', rows, {
			parameters: { source: 'url', url: link() },
			settings: { onError: 'continueRegularOutput' },
		});
		const codes = jsonOf(result).map(({ failure }) => failure?.code ?? null);
		expect(codes).toEqual([null, 'linkRefused', 'badAddress']);
		expect(keysAt(own).sort()).toEqual([WITH, `Bearer ${other}`].sort());
	});

	it('is looked at without the key by Check Media, as a provider would', async () => {
		own.serveAt(CONTENT, behindKey);
		const media = { item: [{ kind: 'video', source: 'url', url: link() }] };
		const { error } = await lab.generate('openRouter', {
			parameters: { mode: 'reference', media, options: { checkMedia: true } },
		});
		expect(error?.message).toContain('opens only with a login');
		expect(keysAt(own)).toEqual([null]);
	});
});

describe.each(PROVIDER_IDS)('The item of a finished video on %s', (provider) => {
	it('says in every operation when its link opens only with the key, and what to do', async () => {
		Object.assign(lab.engine.state.credentials, credentialsFor(lab.sandbox));
		const [made] = jsonOf(await lab.generate(provider));
		const notes = linkNotes(provider, made.videoUrl);
		expect(made.warnings).toEqual(notes);
		for (const operation of ['get', 'wait']) {
			const parameters = { resource: 'task', operation, taskId: made.taskId };
			const [read] = jsonOf(await lab.generate(provider, { parameters }));
			expect(read.warnings).toEqual(notes);
		}
	});
});
