import { itemsOf } from '../../tools/n8n/client.mts';
import { startPosting } from './services/posting.mts';
import { startStorage } from './services/storage.mts';
import {
	TABLE,
	account,
	addRow,
	billed,
	importExample,
	isVideo,
	runFrom,
	setOption,
	setUpTable,
	tableRows,
} from './support/examples.mts';
import { openStage } from './support/stage.mts';
import { callbackAddress, untilExecuted } from './support/triggers.mts';
import type { Stage } from './support/stage.mts';

const REFUSAL = /Duration/;
/** A provider's refusal, brought about by the product's name. */
const BLOCKED = 'Plain box [[fail:content_filter]]';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage({ jobMs: 1000 });
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

describe('Data table catalog', () => {
	it('makes its table, fills it once, and writes back how each row went', async () => {
		const workflow = await setUpTable(stage);
		await runFrom(stage, workflow, 'Set up once');
		const before = await tableRows(stage.client, TABLE);
		expect(before.map(({ sku, status }) => [sku, status])).toEqual([
			['MUG-01', 'todo'],
			['SHOE-02', 'todo'],
			['LAMP-03', 'todo'],
			['MUG-09', 'todo'],
		]);

		await runFrom(stage, workflow, 'Every morning');
		const after = await tableRows(stage.client, TABLE);
		expect(after.map(({ sku, status, file }) => [sku, status, file])).toEqual([
			['MUG-01', 'done', 'MUG-01.mp4'],
			['SHOE-02', 'done', 'SHOE-02.mp4'],
			['LAMP-03', 'done', 'LAMP-03.mp4'],
			['MUG-09', 'failed', ''],
		]);
		expect(after[3].message).toMatch(REFUSAL);
		for (const { taskId, link } of after.slice(0, 3)) expect(link).toContain(taskId);
		expect(billed(stage)).toBe(3);

		const again = await runFrom(stage, workflow, 'Every morning');
		expect(itemsOf(again, 'Rows to do')).toEqual([]);
		expect(billed(stage)).toBe(3);
	});
});

describe('Daily post with a posting service', () => {
	it('posts one video a day, and keeps the reason when the service refuses', async () => {
		await setUpTable(stage);
		const posting = await startPosting();
		const workflow = await importExample('daily post with a posting service', stage, {
			credentials: await account(stage, 'httpHeaderAuth', posting.credential),
			eachNode: ({ name, parameters }) => {
				if (name === 'Post the video') parameters.url = posting.url;
			},
		});
		await runFrom(stage, workflow, 'Every day at 9');
		expect(posting.posts).toHaveLength(1);
		const [{ fields, files }] = posting.posts;
		expect(fields).toEqual({ title: 'Morning light, warm clay.', platform: 'tiktok,instagram' });
		expect([files.video.name, files.video.type]).toEqual(['MUG-01.mp4', 'video/mp4']);
		expect(isVideo(files.video.content)).toBe(true);

		posting.state.isDown = true;
		await runFrom(stage, workflow, 'Every day at 9');
		await posting.close();
		const rows = await tableRows(stage.client, TABLE);
		expect(rows.map(({ status }) => status)).toEqual(['posted', 'failed', 'todo', 'todo']);
		expect(rows[1].message).not.toBe('');
		expect(posting.posts).toHaveLength(1);
		expect(billed(stage)).toBe(2);
	});
});

describe('Submit on a schedule, finish when a video is ready', () => {
	it('orders, ends, and finishes each row when the provider calls', async () => {
		await setUpTable(stage);
		const image = stage.sandbox.publicUrl('images/mug.png');
		await addRow(stage.client, TABLE, {
			...{ sku: 'BOX-10', product: BLOCKED, image, look: 'minimal', seconds: 5, ratio: '1:1' },
			status: 'todo',
		});
		const storage = await startStorage('videos');
		const receiver = await importExample('finish when a video is ready (2 of 2)', stage, {
			credentials: await account(stage, 's3', storage.credential),
		});
		await stage.client.activate(receiver);
		const trigger = receiver.nodes.find(({ type }) => type.endsWith('seedanceTaskTrigger'));
		const callbackUrl = callbackAddress(stage.client.url, String(trigger?.webhookId));
		const sender = await importExample('submit on a schedule (1 of 2)', stage, {
			eachNode: (node) => {
				if (node.name === 'Seedance Generate') setOption(node, 'callbackUrl', callbackUrl);
			},
		});

		const sent = await runFrom(stage, sender, 'Every night');
		expect(itemsOf(sent, 'Seedance Generate')).toHaveLength(4);
		await untilExecuted(stage.client, receiver, 4, 60_000);
		const ends = await stage.client.executions(receiver);
		expect(ends.map(({ status }) => status)).toEqual(ends.map(() => 'success'));
		await stage.client.deactivate(receiver);
		await storage.close();

		const rows = await tableRows(stage.client, TABLE);
		expect(rows.map(({ sku, status, file }) => [sku, status, file])).toEqual([
			['MUG-01', 'done', 'seedance/MUG-01.mp4'],
			['SHOE-02', 'done', 'seedance/SHOE-02.mp4'],
			['LAMP-03', 'done', 'seedance/LAMP-03.mp4'],
			['MUG-09', 'failed', ''],
			['BOX-10', 'failed', null],
		]);
		expect(rows[3].message).toMatch(REFUSAL);
		expect(rows[4].message).toContain('EvoLink');
		expect([...storage.objects.keys()].sort()).toEqual([
			'seedance/LAMP-03.mp4',
			'seedance/MUG-01.mp4',
			'seedance/SHOE-02.mp4',
		]);
		for (const { content, type } of storage.objects.values()) {
			expect([isVideo(content), type]).toEqual([true, 'video/mp4']);
		}
		expect(billed(stage)).toBe(3);
	});
});
