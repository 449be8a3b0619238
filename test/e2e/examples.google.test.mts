/** Examples that read and write a Google sheet and store in Drive. */

import { startChatModel } from './services/chatModel.mts';
import { chooseSheet, playGoogle, signInWithGoogle } from './services/google.mts';
import { openInternet } from './services/internet.mts';
import { account, billed, importExample, isVideo, runFrom } from './support/examples.mts';
import { tasksOf } from './support/items.mts';
import { chain, generate, openStage, runToEnd } from './support/stage.mts';
import type { Saved } from '../../tools/n8n/examples.mts';
import type { Stage } from './support/stage.mts';

const REFUSAL = /Duration/;
/** A provider's refusal, brought about by the product's name. */
const BLOCKED = 'Plain box [[fail:content_filter]]';
const DRIVE = 'https://drive.google.com/file/d';

type Google = ReturnType<typeof playGoogle> & { close: () => Promise<void> };

let stage: Stage;
let accounts: Saved;
let opened: Google | null = null;

beforeAll(async () => {
	stage = await openStage({ jobMs: 1000 });
	await openGoogle();
	accounts = {
		googleSheetsOAuth2Api: await signInWithGoogle(stage.client, 'googleSheetsOAuth2Api'),
		googleDriveOAuth2Api: await signInWithGoogle(stage.client, 'googleDriveOAuth2Api'),
	};
	await opened?.close();
});
beforeEach(() => stage.sandbox.reset());
afterEach(async () => await opened?.close());
afterAll(async () => await stage.close());

async function openGoogle(rows: string[][] = []): Promise<Google> {
	const google = playGoogle(rows);
	const internet = await openInternet(String(process.env.SEEDANCE_E2E_INTERNET), google.places);
	opened = { ...google, close: internet.close };
	return opened;
}

describe('P15 Google Sheets to Drive', () => {
	it('writes a link into each good row and the reason into each other one', async () => {
		const image = stage.sandbox.publicUrl('images/room-after.png');
		const row = (sku: string, product: string, seconds: string, status: string) => [
			sku,
			product,
			image,
			'minimal',
			seconds,
			'1:1',
			status,
			'',
			'from an earlier run',
		];
		const google = await openGoogle([
			['sku', 'product', 'image', 'look', 'seconds', 'ratio', 'status', 'link', 'message'],
			row('SKU-2', 'Plain box', '5', 'todo'),
			row('SKU-3', 'Plain box', '5', 'done'),
			row('SKU-4', 'Plain box', '3', 'todo'),
			row('SKU-5', BLOCKED, '5', 'todo'),
			row('SKU-6', 'Plain box', '5', 'todo'),
		]);
		const workflow = await importExample('Google Sheets to Drive', stage, {
			credentials: accounts,
			eachNode: chooseSheet,
		});
		await runFrom(stage, workflow, 'Every morning');
		const rows = google.sheet.rows();
		expect(rows.map(({ sku, status, link }) => [sku, status, link])).toEqual([
			['SKU-2', 'done', `${DRIVE}/drive-1/view`],
			['SKU-3', 'done', ''],
			['SKU-4', 'failed', ''],
			['SKU-5', 'failed', ''],
			['SKU-6', 'done', `${DRIVE}/drive-2/view`],
		]);
		expect(rows.map(({ message }) => message)).toEqual([
			'',
			'from an earlier run',
			expect.stringMatching(REFUSAL),
			expect.stringContaining('EvoLink'),
			'',
		]);
		expect(google.drive.done.map(({ name, type }) => [name, type])).toEqual([
			['SKU-2.mp4', 'video/mp4'],
			['SKU-6.mp4', 'video/mp4'],
		]);
		for (const { content } of google.drive.done) expect(isVideo(content)).toBe(true);
		expect(billed(stage)).toBe(2);
	});

	it('keeps the reason of each row when Drive is full, and pays no row again afterwards', async () => {
		const image = stage.sandbox.publicUrl('images/room-after.png');
		const row = (sku: string) => [sku, 'Plain box', image, 'minimal', '5', '1:1', 'todo', '', ''];
		const google = await openGoogle([
			['sku', 'product', 'image', 'look', 'seconds', 'ratio', 'status', 'link', 'message'],
			...['SKU-2', 'SKU-3', 'SKU-4'].map(row),
		]);
		google.drive.state.isDown = true;
		const workflow = await importExample('Google Sheets to Drive', stage, {
			credentials: accounts,
			eachNode: chooseSheet,
		});
		await runFrom(stage, workflow, 'Every morning');
		const rows = google.sheet.rows();
		expect(rows.map(({ sku, status }) => [sku, status])).toEqual([
			['SKU-2', 'failed'],
			['SKU-3', 'failed'],
			['SKU-4', 'failed'],
		]);
		for (const { message } of rows) expect(message).not.toBe('');
		expect(billed(stage)).toBe(3);

		google.drive.state.isDown = false;
		google.sheet.fill('status', 'todo');
		await runFrom(stage, workflow, 'Every morning');
		expect(billed(stage)).toBe(3);
	});
});

describe('P15 A language model writes the prompts', () => {
	it('makes a video of what the model wrote, and none where it did not keep to the shape', async () => {
		const image = stage.sandbox.publicUrl('images/mug.png');
		const google = await openGoogle([
			['idea', 'image', 'status', 'prompt', 'link', 'message'],
			['mug at dawn', image, 'todo', '', '', ''],
			['kite', '', 'todo', '', '', ''],
			['something rude', '', 'todo', '', '', ''],
			['old lamp', '', 'done', 'as it was', '', ''],
		]);
		const wrote = (prompt: string) => ({
			content: JSON.stringify({ output: { prompt, seconds: 6 } }),
		});
		const model = await startChatModel(({ messages }) => {
			const asked = JSON.stringify(messages);
			if (asked.includes('kite')) return { content: 'A kite? Let me think about it.' };
			if (asked.includes('rude')) return wrote('[[fail:content_filter]] Something rude is seen.');
			return wrote('A mug stands on a sill, steam rises, the camera moves in slowly.');
		});
		const workflow = await importExample('a language model writes the prompts', stage, {
			credentials: { ...accounts, ...(await account(stage, 'openAiApi', model.credential)) },
			eachNode: chooseSheet,
		});
		await runFrom(stage, workflow, 'Every morning');
		await model.close();
		const rows = google.sheet.rows();
		expect(rows.map(({ idea, status, link }) => [idea, status, link])).toEqual([
			['mug at dawn', 'done', `${DRIVE}/drive-1/view`],
			['kite', 'failed', ''],
			['something rude', 'failed', ''],
			['old lamp', 'done', ''],
		]);
		expect(rows[0].prompt).toMatch(/^A mug stands on a sill/);
		expect(rows[1].message).not.toBe('');
		expect(rows[2].message).toContain('EvoLink');
		const [create] = stage.sandbox.requests({ provider: 'evolink', operation: 'create' });
		expect(create.body).toMatchObject({ prompt: rows[0].prompt, duration: 6 });
		expect(JSON.stringify(create.body)).toContain('mug.png');
		expect(google.drive.done.map(({ content }) => isVideo(content))).toEqual([true]);
		expect(billed(stage)).toBe(1);
	});
});

/** Videos that earlier runs have paid on Ark; the last one has failed there. */
async function orderOnArk(): Promise<string[]> {
	const prompts = [
		'A mug.',
		'A kite.',
		'A lamp.',
		'[[fail:OutputVideoSensitiveContentDetected]] X.',
	];
	const workflow = chain(
		'Earlier',
		[
			generate(
				{ provider: 'ark', prompt: '={{ $json.prompt }}' },
				{ onError: 'continueRegularOutput' },
			),
		],
		{ rows: prompts.map((prompt) => ({ prompt })) },
	);
	const execution = await runToEnd(stage, await stage.save(workflow));
	return tasksOf(execution, 'Generate').map(({ taskId }) => String(taskId));
}

describe('P15 Recover what is already paid', () => {
	it('stores what the sheet does not have yet, from the list and by id, and orders nothing', async () => {
		const [first, second, third, failed] = await orderOnArk();
		const google = await openGoogle([
			['taskId', 'status', 'link', 'message'],
			[first, 'stored', 'https://drive.example.com/earlier', ''],
			[second, 'failed', '', 'Drive was full.'],
		]);
		const START = 'When clicking Execute workflow';
		const workflow = await importExample('recover what is already paid', stage, {
			credentials: accounts,
			eachNode(node) {
				chooseSheet(node);
				if (node.name !== 'Ids you know') return;
				node.parameters.jsonOutput = JSON.stringify({ taskIds: [third, failed, 'cgt-unknown'] });
			},
		});
		await runFrom(stage, workflow, START);
		const added = google.sheet.rows().slice(2);
		expect(added.map(({ taskId, status }) => [taskId, status]).sort()).toEqual(
			[
				[second, 'stored'],
				[third, 'stored'],
				[failed, 'failed'],
				['cgt-unknown', 'failed'],
			].sort(),
		);
		const files = google.drive.done.map(({ name, content }) => [name, isVideo(content)]);
		expect(files.sort()).toEqual([second, third].map((id) => [`${id}.mp4`, true]).sort());
		for (const { taskId, status, link, message } of added) {
			if (status === 'stored') expect(link).toMatch(`${DRIVE}/`);
			else expect(message).toContain(taskId);
		}

		const asItIs = await importExample('recover what is already paid', stage, {
			credentials: accounts,
			eachNode: chooseSheet,
		});
		await runFrom(stage, asItIs, START);
		expect(google.sheet.rows()).toHaveLength(6);
		expect(google.drive.done).toHaveLength(2);
		expect(stage.sandbox.requests({ provider: 'ark', operation: 'create' })).toHaveLength(4);
	});
});
