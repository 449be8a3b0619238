import fs from 'node:fs';
import path from 'node:path';
import { EXAMPLES } from '../../tools/n8n/examples.mts';
import { callToolOnce, startChatModel } from './services/chatModel.mts';
import { startImageModel } from './services/imageModel.mts';
import { startTelegram } from './services/telegram.mts';
import {
	account,
	billed,
	importExample,
	isVideo,
	runFrom,
	uploadedFile,
} from './support/examples.mts';
import { jsonOf, tasksOf, videosOf } from './support/items.mts';
import { openStage } from './support/stage.mts';
import type { AssignmentCollectionValue, IDataObject } from 'n8n-workflow';
import type { Stage } from './support/stage.mts';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage({ jobMs: 1000 });
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

describe('P15 Daily video on Telegram', () => {
	it('sends the video of the day, or says why there is none', async () => {
		const telegram = await startTelegram();
		const credentials = await account(stage, 'telegramApi', telegram.credential);
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

		const lists = jsonOf(execution, 'Shot list');
		expect(lists).toHaveLength(1);
		const shots = lists[0].shots as IDataObject[];
		expect(shots.map(({ shot, file }) => [shot, file])).toEqual(
			[1, 2, 3, 4].map((shot) => [shot, `shot-${shot}.mp4`]),
		);
		const shown = tasksOf(execution, 'Seedance Generate');
		expect(shots.map(({ taskId }) => taskId)).toEqual(shown.map(({ taskId }) => taskId));
		expect(shown.map(({ prompt }) => /parcel|rainy|door|waves/.exec(String(prompt))?.[0])).toEqual([
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
		expect(tasksOf(execution, 'Seedance Generate')[0].mode).toBe('firstLastFrame');
		const [{ file }] = videosOf(execution, 'Use the video');
		expect(isVideo(await stage.client.binary(file))).toBe(true);
	});

	it('says what to change when a picture cannot be opened, and pays nothing', async () => {
		const workflow = await importExample('before and after', stage, {
			eachNode: ({ name, parameters }) => {
				if (name !== 'Two pictures') return;
				const pictures = String(parameters.jsonOutput);
				parameters.jsonOutput = pictures.replace('room-after.png', 'lost.png');
			},
		});
		const execution = await runFrom(stage, workflow, 'When clicking Execute workflow');
		const [{ message }] = jsonOf(execution, 'What to change');
		expect(message).toContain('lost.png');
		expect(stage.sandbox.tasks()).toEqual([]);
	});
});

describe('Estimate a sheet, stop over budget', () => {
	const START = 'When clicking Execute workflow';

	it('makes the videos of a sheet within the budget, and refuses the bad row', async () => {
		const workflow = await importExample('estimate a sheet, stop over budget', stage);
		const execution = await runFrom(stage, workflow, START);
		const [{ sum_usage_estimatedCost_amount: sum }] = jsonOf(execution, 'Sum');
		expect(sum).toBeCloseTo(3 * 5 * 0.2 + 3 * 0.2, 5);
		const videos = videosOf(execution, 'Store or post the video');
		expect(videos.map(({ file }) => file.fileName)).toEqual([
			'MUG-01.mp4',
			'SHOE-02.mp4',
			'LAMP-03.mp4',
		]);
		const refused = jsonOf(execution, 'Rows to look at');
		expect(refused.map(({ sku }) => sku)).toEqual(['MUG-09']);
		expect(billed(stage)).toBe(3);
	});

	it('stops with both numbers over the budget, before anything is sent', async () => {
		const workflow = await importExample('estimate a sheet, stop over budget', stage, {
			eachNode: ({ name, parameters }) => {
				if (name !== 'Budget') return;
				const { assignments } = parameters.assignments as AssignmentCollectionValue;
				assignments[0].value = 2;
			},
		});
		const execution = await runFrom(stage, workflow, START, ['error']);
		expect(execution.data.resultData.error?.message).toMatch(
			/would cost about 3(\.\d)?, the budget is 2\. Nothing was spent/,
		);
		const operations = stage.sandbox.requests({ provider: 'evolink' }).map((one) => one.operation);
		// The balance is free to read.
		expect(operations).toEqual(['credits']);
	});
});

describe('P15 Edited picture first', () => {
	it('begins each video with the edited picture, and orders none where the edit is refused', async () => {
		const edited = fs.readFileSync(path.join(EXAMPLES, 'images', 'courier.png'));
		const model = await startImageModel(edited);
		const workflow = await importExample('edited picture first', stage, {
			credentials: await account(stage, 'openAiApi', model.credential),
			eachNode: ({ name, parameters }) => {
				if (name !== 'Products') return;
				const { products } = JSON.parse(String(parameters.jsonOutput)) as {
					products: IDataObject[];
				};
				const [mug, lamp] = products;
				const more = [
					{ ...mug, sku: 'REFUSED', setting: 'Something forbidden.' },
					{ ...mug, sku: 'LOST', photo: stage.sandbox.publicUrl('images/lost.png') },
				];
				parameters.jsonOutput = JSON.stringify({ products: [mug, ...more, lamp] });
			},
		});
		const execution = await runFrom(stage, workflow, 'When clicking Execute workflow');
		await model.close();
		expect(model.wishes.map((wish) => wish.slice(0, 12))).toEqual(['Put the mug ', 'Put the lamp']);
		const videos = videosOf(execution, 'Use the video');
		expect(videos.map(({ file }) => file.fileName)).toEqual(['MUG-01.mp4', 'LAMP-03.mp4']);
		const shown = tasksOf(execution, 'Seedance Generate');
		expect(shown.map(({ mode }) => mode)).toEqual(['firstFrame', 'firstFrame']);
		for (const { body } of stage.sandbox.requests({ provider: 'evolink', operation: 'create' })) {
			expect(await uploadedFile(body)).toEqual(edited);
		}
		const lost = jsonOf(execution, 'What to change');
		expect(lost).toHaveLength(2);
		expect(lost.map(({ sku }) => sku).sort()).toEqual(['LOST', 'REFUSED']);
		expect(billed(stage)).toBe(2);
	});
});

describe('AI agent that makes videos', () => {
	it('makes what the person asks for and answers with the link', async () => {
		const wish = { prompt: 'A red kite rises over a beach.', seconds: 6, shape: '9:16' };
		const model = await startChatModel(callToolOnce(wish));
		const workflow = await importExample('AI agent that makes videos', stage, {
			credentials: await account(stage, 'openAiApi', model.credential),
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
		const [{ output }] = jsonOf(execution, 'AI Agent');
		expect(output).toMatch(/^Here it is: https?:.*\.mp4/);
		expect(model.requests).toHaveLength(2);
		expect(stage.sandbox.tasks()).toHaveLength(1);
	});

	it('answers in words when the agent itself stops', async () => {
		const workflow = await importExample('AI agent that makes videos', stage, {
			credentials: await account(stage, 'openAiApi', {
				apiKey: 'local-only',
				url: `${stage.client.url}/nothing-here`,
			}),
			pinData: {
				'When chat message received': [{ json: { sessionId: 'test', chatInput: 'A kite' } }],
			},
		});
		const execution = await runFrom(stage, workflow, 'When chat message received');
		const [{ output }] = jsonOf(execution, 'Tell the person');
		expect(output).toMatch(/^That did not work\. \S/);
	});
});
