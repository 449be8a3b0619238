/** Examples that bring the next row of the plan to social networks. */

import { playGoogle, signInWithGoogle } from './services/google.mts';
import { openInternet } from './services/internet.mts';
import { playMeta } from './services/meta.mts';
import { playNetworks } from './services/networks.mts';
import {
	TABLE,
	account,
	billed,
	importExample,
	isVideo,
	runFrom,
	setUpTable,
	tableRows,
} from './support/examples.mts';
import { openStage } from './support/stage.mts';
import type { Answer } from './services/server.mts';
import type { Place } from './services/internet.mts';
import type { Stage } from './support/stage.mts';

let stage: Stage;
let internet: { close: () => Promise<void> } | null = null;

beforeAll(async () => {
	stage = await openStage({ jobMs: 1000 });
});
beforeEach(async () => {
	stage.sandbox.reset();
	await setUpTable(stage);
});
afterEach(async () => await internet?.close());
afterAll(async () => await stage.close());

async function open(places: Partial<Record<Place, Answer>>) {
	internet = await openInternet(String(process.env.SEEDANCE_E2E_INTERNET), places);
}

/** The four rows of the plan, as the examples left them. */
const plan = async () => (await tableRows(stage.client, TABLE)).slice(0, 4);

describe('P15 YouTube Shorts', () => {
	it('uploads one private Short a day, and keeps what is paid when the upload fails', async () => {
		const google = playGoogle();
		await open(google.places);
		const workflow = await importExample('YouTube Shorts', stage, {
			credentials: { youTubeOAuth2Api: await signInWithGoogle(stage.client, 'youTubeOAuth2Api') },
		});
		await runFrom(stage, workflow, 'Every day at 10');
		const [short] = google.youTube.done;
		expect(short.about).toMatchObject({
			snippet: { title: 'Morning light, warm clay.', categoryId: '22' },
			status: { privacyStatus: 'private', selfDeclaredMadeForKids: false },
		});
		expect([short.type, isVideo(short.content)]).toEqual(['video/mp4', true]);

		google.youTube.state.isDown = true;
		await runFrom(stage, workflow, 'Every day at 10');
		const rows = await plan();
		expect(rows.map(({ status }) => status)).toEqual(['posted', 'failed', 'todo', 'todo']);
		expect(rows[0].link).toBe(`https://www.youtube.com/shorts/${short.id}`);
		expect(rows[1].message).not.toBe('');
		expect(rows[1].taskId).toBe(stage.sandbox.tasks()[1].id);
		expect(rows[1].link).toContain(String(rows[1].taskId));
		expect(billed(stage)).toBe(2);
	});
});

describe('P15 Instagram Reels', () => {
	it('publishes what Instagram has taken, and keeps what is paid when it takes nothing', async () => {
		const meta = playMeta('your-instagram-id');
		await open({ 'graph.facebook.com': meta.answer });
		const workflow = await importExample('Instagram Reels', stage, {
			credentials: await account(stage, 'facebookGraphApi', meta.credential),
			eachNode: ({ parameters }) => {
				const { options } = parameters as { options?: { pagination?: PollingOptions } };
				if (options?.pagination) options.pagination.pagination.requestInterval = 50;
			},
		});
		const run = async () => await runFrom(stage, workflow, 'Every day at 12');
		await run();
		expect(meta.published.map(({ caption }) => caption)).toEqual(['Morning light, warm clay.']);
		expect(isVideo(meta.published[0].video)).toBe(true);

		meta.state.verdict = 'ERROR';
		await run();
		meta.state.looksNeeded = Infinity;
		await run();
		const rows = await plan();
		expect(rows.map(({ status }) => status)).toEqual(['posted', 'failed', 'failed', 'todo']);
		expect(rows[1].message).toBe('Instagram did not take the video. ERROR: as the test wants it');
		expect(rows[2].message).toMatch(/IN_PROGRESS/);
		const [, ...paid] = stage.sandbox.tasks().map(({ id }) => id);
		expect(rows.slice(1, 3).map(({ taskId }) => taskId)).toEqual(paid);
		for (const { link, taskId } of rows.slice(1, 3)) expect(link).toContain(String(taskId));
		expect([...meta.containers.values()].map(({ looks }) => looks)).toEqual([3, 3, 20]);
		expect(meta.published).toHaveLength(1);
	});
});

interface PollingOptions {
	pagination: { requestInterval: number };
}

describe('P15 TikTok, Reels and Shorts in one go', () => {
	it('tells for each network what became of the post', async () => {
		const networks = playNetworks();
		await open({ 'backend.blotato.com': networks.answer });
		const workflow = await importExample('TikTok, Reels and Shorts in one go', stage, {
			credentials: await account(stage, 'httpHeaderAuth', networks.credential),
			eachNode: ({ name, parameters }) => {
				if (name === 'Three minutes') Object.assign(parameters, { amount: 1, unit: 'seconds' });
			},
		});
		await runFrom(stage, workflow, 'Every day at 17');
		const order = ['tiktok', 'instagram', 'youtube'];
		expect(networks.posts.map(({ content }) => content.platform)).toEqual(order);
		const [{ content, target }] = networks.posts;
		expect(content.text).toBe('Morning light, warm clay.');
		expect(target).toMatchObject({ isAiGenerated: true, privacyLevel: 'SELF_ONLY' });

		networks.state.closed = 'instagram';
		networks.state.ends = { tiktok: { status: 'failed', errorMessage: 'Video is too short' } };
		await runFrom(stage, workflow, 'Every day at 17');
		networks.state.ends = { tiktok: { status: 'in-progress' } };
		await runFrom(stage, workflow, 'Every day at 17');
		const rows = await plan();
		expect(rows.map(({ status }) => status)).toEqual(['posted', 'look', 'look', 'todo']);
		const lines = rows.map(({ message }) => String(message).split('\n'));
		expect(lines[0]).toEqual(
			order.map((name, at) => `${name}: https://${name}.example.com/${at + 1}`),
		);
		expect(lines[1].sort()).toEqual([
			expect.stringMatching(/^instagram: .*Account is not connected/),
			'tiktok: Video is too short',
			'youtube: https://youtube.example.com/5',
		]);
		expect(lines[2]).toContain('tiktok: not out yet, look at the service');
		expect(rows.slice(0, 3).map(({ taskId }) => taskId)).toEqual(
			stage.sandbox.tasks().map(({ id }) => id),
		);

		await runFrom(stage, workflow, 'Every day at 17');
		const [, , , refused] = await plan();
		expect(refused.status).toBe('failed');
		expect(refused.message).toMatch(/Duration/);
		expect(billed(stage)).toBe(3);
	});
});
