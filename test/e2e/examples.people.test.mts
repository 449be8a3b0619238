/** Examples in which a person takes part: fills in a form, gets a mail, presses a button. */

import fs from 'node:fs';
import path from 'node:path';
import { EXAMPLES } from '../../tools/n8n/examples.mts';
import { startMail } from './services/mail.mts';
import { account, billed, importExample } from './support/examples.mts';
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
		expect(JSON.stringify(create.body)).toContain('image_urls');
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
