'use strict';

const { itemsOf } = require('../../tools/n8n/client');
const { startChatModel } = require('./services/chatModel');
const { startPosting } = require('./services/posting');
const { startStorage } = require('./services/storage');
const { startTelegram } = require('./services/telegram');
const { addRow, exampleNamed, importExample, runFrom, tableRows } = require('./support/examples');
const { openStage } = require('./support/stage');
const { untilExecuted } = require('./support/triggers');

const TABLE = 'seedance catalog';
const REFUSAL = /Duration/;
/** A provider's refusal, brought about by the product's name. */
const BLOCKED = 'Plain box [[fail:content_filter]]';

/** @type {import('./support/stage').Stage} */
let stage;

beforeAll(async () => {
	stage = await openStage({ jobMs: 1000 });
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

/** @param {string} type @param {any} data */
const account = async (type, data) => ({
	[type]: await stage.client.createCredential(type, `${type} on this machine`, data),
});

/** @param {any[]} items */
const jsonOf = (items) => items.map(({ json }) => json);

const billed = () => stage.sandbox.stats().evolink.tasksBilled;

/** @param {Buffer} content */
const isVideo = (content) => content.toString('latin1', 4, 8) === 'ftyp';

/** Puts the four rows of the data table back to "todo", as the example does it. */
async function setUpTable() {
	const workflow = await importExample('data table catalog', stage);
	await runFrom(stage, workflow, 'Set up once');
	return workflow;
}

describe('Google Sheets to Drive', () => {
	it('writes a link into each good row and the reason into each other one', async () => {
		const image = exampleNamed('before and after')
			.nodes.map((/** @type {any} */ node) => JSON.stringify(node.parameters))
			.join()
			.match(/https:[^"\\]+room-after\.png/)[0]
			.replace(/^.*\/images\//, 'images/');
		const row = (/** @type {number} */ number, /** @type {any} */ more) => ({
			json: {
				row_number: number,
				sku: `SKU-${number}`,
				product: 'Plain box',
				image: stage.sandbox.publicUrl(image),
				look: 'minimal',
				seconds: 5,
				ratio: '1:1',
				status: 'todo',
				message: 'from an earlier run',
				...more,
			},
		});
		const workflow = await importExample('Google Sheets to Drive', stage, {
			pinData: {
				'Rows to do': [
					row(2, {}),
					row(4, { seconds: 3 }),
					row(5, { product: BLOCKED }),
					row(9, {}),
				],
			},
		});
		const execution = await runFrom(stage, workflow, 'Every morning');
		const stored = itemsOf(execution, 'Seedance Download');
		expect(stored.map(({ binary }) => binary.data.fileName)).toEqual(['SKU-2.mp4', 'SKU-9.mp4']);
		expect(jsonOf(itemsOf(execution, 'Write the link'))).toEqual([
			{ row_number: 2, status: 'done', link: 'https://drive.example.com/SKU-2.mp4', message: '' },
			{ row_number: 9, status: 'done', link: 'https://drive.example.com/SKU-9.mp4', message: '' },
		]);
		const failed = jsonOf(itemsOf(execution, 'Write what happened'));
		expect(failed.map(({ row_number, status, link }) => [row_number, status, link])).toEqual([
			[4, 'failed', ''],
			[5, 'failed', ''],
		]);
		expect(failed[0].message).toMatch(REFUSAL);
		expect(failed[1].message).toContain('EvoLink');
		expect(billed()).toBe(2);
	});
});

describe('Data table catalog', () => {
	it('makes its table, fills it once, and writes back how each row went', async () => {
		const workflow = await setUpTable();
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
		expect(billed()).toBe(3);

		const again = await runFrom(stage, workflow, 'Every morning');
		expect(itemsOf(again, 'Rows to do')).toEqual([]);
		expect(billed()).toBe(3);
	});
});

describe('Daily post with a posting service', () => {
	it('posts one video a day, and keeps the reason when the service refuses', async () => {
		await setUpTable();
		const posting = await startPosting();
		const workflow = await importExample('daily post with a posting service', stage, {
			credentials: await account('httpHeaderAuth', posting.credential),
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
		expect(billed()).toBe(2);
	});
});

describe('Daily video on Telegram', () => {
	it('sends the video of the day, or says why there is none', async () => {
		const telegram = await startTelegram();
		const credentials = await account('telegramApi', telegram.credential);
		const workflow = await importExample('daily video on Telegram', stage, { credentials });
		await runFrom(stage, workflow, 'Every day at 18');
		expect(telegram.videos).toHaveLength(1);
		const [{ fields, files }] = telegram.videos;
		expect(fields).toMatchObject({ chat_id: '@your_channel', caption: 'Video of the day' });
		expect(isVideo(files.video.content)).toBe(true);
		expect(telegram.messages).toEqual([]);

		const unlucky = await importExample('daily video on Telegram', stage, {
			credentials,
			eachNode: ({ name, parameters }) => {
				if (name === 'Seedance Generate') parameters.duration = 2;
			},
		});
		await runFrom(stage, unlucky, 'Every day at 18');
		await telegram.close();
		expect(telegram.videos).toHaveLength(1);
		expect(telegram.messages).toHaveLength(1);
		expect(telegram.messages[0].chat_id).toBe('@your_channel');
		expect(telegram.messages[0].text).toMatch(/^No video today\. .*Duration/);
	});
});

describe('Storyboard with one character', () => {
	it('keeps the character and the order of the shots, and ends with one shot list', async () => {
		const workflow = await importExample('storyboard with one character', stage);
		const execution = await runFrom(stage, workflow, 'When clicking Execute workflow');
		const creates = stage.sandbox.requests({ provider: 'evolink', operation: 'create' });
		const pictures = creates.map(({ body }) => JSON.stringify(body).match(/[\w-]+\.png/g));
		expect(pictures).toEqual([1, 2, 3, 4].map(() => ['courier.png']));
		for (const { prompt } of stage.sandbox.tasks()) expect(prompt).toMatch(/^@image1 /);

		const lists = jsonOf(itemsOf(execution, 'Shot list'));
		expect(lists).toHaveLength(1);
		const { shots } = lists[0];
		expect(shots.map((/** @type {any} */ { shot, file }) => [shot, file])).toEqual(
			[1, 2, 3, 4].map((shot) => [shot, `shot-${shot}.mp4`]),
		);
		const shown = jsonOf(itemsOf(execution, 'Seedance Generate'));
		expect(shots.map((/** @type {any} */ { taskId }) => taskId)).toEqual(
			shown.map(({ taskId }) => taskId),
		);
		expect(shown.map(({ prompt }) => /parcel|rainy|door|waves/.exec(prompt)?.[0])).toEqual([
			'parcel',
			'rainy',
			'door',
			'waves',
		]);
	});
});

describe('Before and after', () => {
	it('goes from the first picture to the last', async () => {
		const workflow = await importExample('before and after', stage);
		const execution = await runFrom(stage, workflow, 'When clicking Execute workflow');
		const [create] = stage.sandbox.requests({ provider: 'evolink', operation: 'create' });
		expect(JSON.stringify(create.body).match(/room-\w+\.png/g)).toEqual([
			'room-before.png',
			'room-after.png',
		]);
		expect(jsonOf(itemsOf(execution, 'Seedance Generate'))[0].mode).toBe('firstLastFrame');
		const [{ binary }] = itemsOf(execution, 'Use the video');
		expect(isVideo(await stage.client.binary(binary.data.id))).toBe(true);
	});

	it('says what to change when a picture cannot be opened, and pays nothing', async () => {
		const workflow = await importExample('before and after', stage, {
			eachNode: ({ name, parameters }) => {
				if (name !== 'Two pictures') return;
				parameters.jsonOutput = parameters.jsonOutput.replace('room-after.png', 'lost.png');
			},
		});
		const execution = await runFrom(stage, workflow, 'When clicking Execute workflow');
		const [{ message }] = jsonOf(itemsOf(execution, 'What to change'));
		expect(message).toContain('lost.png');
		expect(stage.sandbox.tasks()).toEqual([]);
	});
});

describe('Estimate a sheet, stop over budget', () => {
	const START = 'When clicking Execute workflow';

	it('makes the videos of a sheet within the budget, and refuses the bad row', async () => {
		const workflow = await importExample('estimate a sheet, stop over budget', stage);
		const execution = await runFrom(stage, workflow, START);
		const [{ sum_usage_estimatedCost_amount: sum }] = jsonOf(itemsOf(execution, 'Sum'));
		expect(sum).toBeCloseTo(3 * 5 * 0.2 + 3 * 0.2, 5);
		const videos = itemsOf(execution, 'Store or post the video');
		expect(videos.map(({ binary }) => binary.data.fileName)).toEqual([
			'MUG-01.mp4',
			'SHOE-02.mp4',
			'LAMP-03.mp4',
		]);
		const refused = jsonOf(itemsOf(execution, 'Rows to look at'));
		expect(refused.map(({ sku }) => sku)).toEqual(['MUG-09']);
		expect(billed()).toBe(3);
	});

	it('stops with both numbers over the budget, before anything is sent', async () => {
		const workflow = await importExample('estimate a sheet, stop over budget', stage, {
			eachNode: ({ name, parameters }) => {
				if (name === 'Budget') parameters.assignments.assignments[0].value = 2;
			},
		});
		const execution = await runFrom(stage, workflow, START, ['error']);
		expect(execution.data.resultData.error.message).toMatch(
			/would cost about 3(\.\d)?, the budget is 2\. Nothing was spent/,
		);
		expect(stage.sandbox.requests({ provider: 'evolink' })).toEqual([]);
	});
});

describe('AI agent that makes videos', () => {
	it('makes what the person asks for and answers with the link', async () => {
		const wish = { prompt: 'A red kite rises over a beach.', seconds: 6, shape: '9:16' };
		const model = await startChatModel(wish);
		const workflow = await importExample('AI agent that makes videos', stage, {
			credentials: await account('openAiApi', model.credential),
			pinData: {
				'When chat message received': [
					{ json: { sessionId: 'test', action: 'sendMessage', chatInput: 'A kite, portrait' } },
				],
			},
		});
		const execution = await runFrom(stage, workflow, 'When chat message received');
		await model.close();
		const [task] = stage.sandbox.tasks();
		expect(task.prompt).toBe(wish.prompt);
		const [create] = stage.sandbox.requests({ provider: 'evolink', operation: 'create' });
		expect(create.body).toMatchObject({ duration: 6, aspect_ratio: '9:16', quality: '480p' });
		const [{ output }] = jsonOf(itemsOf(execution, 'AI Agent'));
		expect(output).toMatch(/^Here it is: https?:.*\.mp4/);
		expect(model.requests).toHaveLength(2);
		expect(stage.sandbox.tasks()).toHaveLength(1);
	});

	it('answers in words when the agent itself stops', async () => {
		const workflow = await importExample('AI agent that makes videos', stage, {
			credentials: await account('openAiApi', {
				apiKey: 'local-only',
				url: `${stage.client.url}/nothing-here`,
			}),
			pinData: {
				'When chat message received': [{ json: { sessionId: 'test', chatInput: 'A kite' } }],
			},
		});
		const execution = await runFrom(stage, workflow, 'When chat message received');
		const [{ output }] = jsonOf(itemsOf(execution, 'Tell the person'));
		expect(output).toMatch(/^That did not work\. \S/);
	});
});

describe('Submit on a schedule, finish when a video is ready', () => {
	it('orders, ends, and finishes each row when the provider calls', async () => {
		await setUpTable();
		const image = stage.sandbox.publicUrl('images/mug.png');
		await addRow(stage.client, TABLE, {
			...{ sku: 'BOX-10', product: BLOCKED, image, look: 'minimal', seconds: 5, ratio: '1:1' },
			status: 'todo',
		});
		const storage = await startStorage('videos');
		const receiver = await importExample('finish when a video is ready (2 of 2)', stage, {
			credentials: await account('s3', storage.credential),
		});
		await stage.client.activate(receiver);
		const { webhookId } = receiver.nodes.find((/** @type {any} */ { type }) =>
			type.endsWith('seedanceTaskTrigger'),
		);
		const callbackUrl = `${stage.client.url}/webhook/${webhookId}/seedance`;
		const sender = await importExample('submit on a schedule (1 of 2)', stage, {
			eachNode: ({ name, parameters }) => {
				if (name === 'Seedance Generate') parameters.options.callbackUrl = callbackUrl;
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
		expect(billed()).toBe(3);
	});
});
