/** Examples in which a person takes part: fills in a form, gets a mail, presses a button. */

import fs from 'node:fs';
import path from 'node:path';
import { EXAMPLES } from '../../tools/n8n/examples.mts';
import { startMail } from './services/mail.mts';
import { startTelegram } from './services/telegram.mts';
import {
	TABLE,
	account,
	billed,
	importExample,
	isVideo,
	runFrom,
	setUpTable,
	tableRows,
	uploadedFile,
} from './support/examples.mts';
import { openStage } from './support/stage.mts';
import { allExecuted, formAddress, untilRegistered } from './support/triggers.mts';
import type { INode } from 'n8n-workflow';
import type { SavedWorkflow } from '../../tools/n8n/client.mts';
import type { Stage } from './support/stage.mts';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage({ jobMs: 1000 });
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

describe('P15 Photo form to mail', () => {
	const KNOWN = { user: 'guest', password: 'local-only' };
	const PHOTO = path.join(EXAMPLES, 'images', 'mug.png');
	const SENDER = 'videos@example.com';

	/** Sends the form as a browser does. */
	async function fillIn(workflow: SavedWorkflow, fields: string[], password: string) {
		const form = new FormData();
		form.append('field-0', new Blob([fs.readFileSync(PHOTO)], { type: 'image/png' }), 'mug.png');
		fields.forEach((value, index) => form.append(`field-${index + 1}`, value));
		const authorization = `Basic ${Buffer.from(`${KNOWN.user}:${password}`).toString('base64')}`;
		const answer = await fetch(formAddress(stage.client.url, workflow), {
			method: 'POST',
			headers: { authorization },
			body: form,
		});
		await answer.arrayBuffer();
		return answer.status;
	}

	async function openForm() {
		const mail = await startMail();
		const workflow = await importExample('photo form to mail', stage, {
			credentials: {
				...(await account(stage, 'smtp', mail.credential)),
				...(await account(stage, 'httpBasicAuth', KNOWN)),
			},
			eachNode: ({ type, parameters }: INode) => {
				if (type.endsWith('.emailSend')) parameters.fromEmail = SENDER;
			},
		});
		await stage.client.activate(workflow);
		await untilRegistered(formAddress(stage.client.url, workflow));
		return {
			...mail,
			workflow,
			async close() {
				await stage.client.deactivate(workflow);
				await mail.close();
			},
		};
	}

	it('mails the link of a video that begins with the photo, to people with the password only', async () => {
		const form = await openForm();
		const wish = ['The mug steams.', '1:1', 'guest@example.com'];
		expect(await fillIn(form.workflow, wish, 'guessed')).toBe(401);
		expect(await fillIn(form.workflow, wish, KNOWN.password)).toBe(200);
		const [run] = await allExecuted(stage.client, form.workflow, 1);
		await form.close();
		expect(run.status).toBe('success');
		const [create] = stage.sandbox.requests({ provider: 'evolink', operation: 'create' });
		expect(create.body).toMatchObject({ aspect_ratio: '1:1', duration: 5 });
		expect(await uploadedFile(create.body)).toEqual(fs.readFileSync(PHOTO));
		expect(form.mails).toHaveLength(1);
		const [{ from, to, subject, text }] = form.mails;
		expect([from, to, subject]).toEqual([SENDER, ['guest@example.com'], 'Your video is ready']);
		const [link = ''] = /http\S+\.mp4\S*/.exec(text) ?? [];
		expect((await fetch(link)).headers.get('content-type')).toBe('video/mp4');
		expect(billed(stage)).toBe(1);
	});

	it('mails the reason when there is no video, and stops with the link when no mail leaves', async () => {
		const form = await openForm();
		const blocked = ['[[fail:content_filter]] A mug.', '9:16', 'guest@example.com'];
		await fillIn(form.workflow, blocked, KNOWN.password);
		const [unlucky] = await allExecuted(stage.client, form.workflow, 1);
		expect(unlucky.status).toBe('success');
		expect(form.mails.map(({ to, subject }) => [to, subject])).toEqual([
			[['guest@example.com'], 'No video yet'],
		]);
		expect(form.mails[0].text).toMatch(/^The video could not be made\. .*EvoLink/);

		form.state.isFull = true;
		await fillIn(form.workflow, ['A mug.', '9:16', 'full@example.com'], KNOWN.password);
		const [, lost] = await allExecuted(stage.client, form.workflow, 2);
		await form.close();
		expect(lost.status).toBe('error');
		const [task] = stage.sandbox.tasks().slice(-1);
		expect(lost.data.resultData.error?.message).toMatch(
			/^The mail to full@example\.com did not leave: .*The video is ready: http\S+\.mp4/,
		);
		expect(lost.data.resultData.error?.message).toContain(task.id);
		expect(form.mails).toHaveLength(1);
	});
});

describe('P15 Draft, approval in Telegram, full video', () => {
	const PERSON = 'your-chat-id';
	/** n8n lets no robots press a button. */
	const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/130.0' };

	async function prepare({ credential }: Awaited<ReturnType<typeof startTelegram>>) {
		await setUpTable(stage);
		return await importExample('draft, approval in Telegram, full video', stage, {
			credentials: await account(stage, 'telegramApi', credential),
		});
	}

	/** Runs the example to its question, presses a button, and gives the rows of the plan at the end. */
	async function decide(button: string) {
		const telegram = await startTelegram();
		const workflow = await prepare(telegram);
		const start = { triggerToStartFrom: { name: 'Every day at 9' } };
		const { executionId } = await stage.client.run(workflow, start);
		await stage.client.untilEnded(String(executionId), { states: ['waiting'] });
		const asked = { videos: telegram.videos.length, tasks: stage.sandbox.tasks().length };
		const [{ chat_id, text, reply_markup }] = telegram.messages;
		expect([chat_id, text]).toEqual([
			PERSON,
			'Make the full video of Terracotta coffee mug and post it?',
		]);
		const buttons = reply_markup?.inline_keyboard.flat() ?? [];
		const link = buttons.find((each) => each.text === button);
		await (await fetch(String(link?.url), { headers: BROWSER })).arrayBuffer();
		await stage.client.untilEnded(String(executionId), { states: ['success'] });
		await telegram.close();
		const rows = await tableRows(stage.client, TABLE);
		return { ...telegram, asked, row: rows[0], tasks: stage.sandbox.tasks() };
	}

	it('makes and posts the full video after a yes, from the draft that was seen', async () => {
		const { asked, videos, row, tasks } = await decide('Make and post it');
		expect(asked).toEqual({ videos: 1, tasks: 1 });
		expect(videos.map(({ fields }) => [fields.chat_id, fields.caption])).toEqual([
			[PERSON, 'Draft: Terracotta coffee mug'],
			['@your_channel', 'Morning light, warm clay.'],
		]);
		for (const { files } of videos) expect(isVideo(files.video.content)).toBe(true);
		const [draft, full] = stage.sandbox.requests({ provider: 'ark', operation: 'create' });
		expect(draft.body).toMatchObject({ draft: true });
		expect(full.body).toMatchObject({ resolution: '1080p' });
		expect(JSON.stringify(full.body)).toContain(tasks[0].id);
		expect([row.status, row.taskId]).toEqual(['posted', tasks[1].id]);
		expect(stage.sandbox.stats().ark.tasksBilled).toBe(2);
	});

	it('pays nothing more after a no', async () => {
		const { videos, row, tasks } = await decide('Not this one');
		expect(videos).toHaveLength(1);
		expect([row.status, row.message]).toEqual(['declined', 'Declined in Telegram.']);
		expect(row.taskId).toBe(tasks[0].id);
		expect(stage.sandbox.stats().ark.tasksBilled).toBe(1);
	});

	it('keeps the reason and the paid draft when Telegram cannot be reached', async () => {
		const telegram = await startTelegram();
		const workflow = await prepare(telegram);
		await telegram.close();
		await runFrom(stage, workflow, 'Every day at 9');
		const [row] = await tableRows(stage.client, TABLE);
		const [draft] = stage.sandbox.tasks();
		expect([row.status, row.taskId]).toEqual(['failed', draft.id]);
		expect(row.message).not.toBe('');
		expect(stage.sandbox.tasks()).toHaveLength(1);
	});
});
