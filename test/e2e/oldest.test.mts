import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import manifest from '../../package.json' with { type: 'json' };
import { sandboxCredentials, workflowFor } from '../../tools/demo/run.mts';
import { itemsOf } from '../../tools/n8n/client.mts';
import { withLocalFiles } from '../../tools/n8n/examples.mts';
import { RELEASES } from '../../tools/n8n/places.mts';
import { N8nServer } from '../../tools/n8n/server.mts';
import { exampleNamed, isVideo } from './support/examples.mts';
import { refusedOf, tasksOf, videosOf } from './support/items.mts';
import { START, chain, download, generate, openStage, runToEnd } from './support/stage.mts';
import { callbackAddress, trigger, untilExecuted } from './support/triggers.mts';
import type { Stage } from './support/stage.mts';

/** What the first start may take when this n8n has to be fetched, milliseconds. */
const INSTALL_MS = 900_000;
/** Stop ends the wait within a second; the second one is for n8n itself. */
const STOP_MS = 2000;
/** Too short on purpose, to show a refusal. */
const REFUSED = 'MUG-09';
/** What n8n itself says about a new database, Python and its own deprecated settings. */
const KNOWN_COMPLAINTS =
	/^(Migrations in progress|Failed to start Python task runner|\n?There are deprecations)/;

const server = new N8nServer({
	release: RELEASES.oldest,
	say: (text) => process.stdout.write(`${text}\n`),
});
let stage: Stage;

beforeAll(async () => {
	await server.start();
	stage = await openStage({ jobMs: 1000, parallel: 4 }, server.client);
}, INSTALL_MS);
afterAll(async () => {
	await stage?.close();
	await server.dispose();
});

describe(`The oldest n8n that the README promises, ${RELEASES.oldest.version}`, () => {
	it('really is that version', async () => {
		const { versionCli } = await server.client.settings();
		expect(versionCli).toBe(RELEASES.oldest.version);
	});

	it('loads all nodes and credentials without a word of complaint', async () => {
		expect(server.complaints().filter(({ message }) => !KNOWN_COMPLAINTS.test(message))).toEqual(
			[],
		);
		const namesOf = (types: Array<{ name: string }>) => types.map(({ name }) => name);
		expect(namesOf(await server.client.nodeTypes())).toEqual(
			expect.arrayContaining(
				['seedanceGenerate', 'seedanceDownload', 'seedanceJoin', 'seedanceTaskTrigger'].map(
					(name) => `${manifest.name}.${name}`,
				),
			),
		);
		expect(namesOf(await server.client.credentialTypes())).toEqual(
			expect.arrayContaining(Object.keys(sandboxCredentials(stage.sandbox))),
		);
	});

	const verdict = async (type: string, entered: Record<string, string> = {}) => {
		const data = { ...sandboxCredentials(stage.sandbox)[type], ...entered };
		const saved = (await server.client.credentials()).find((each) => each.type === type);
		return (await server.client.testCredential(type, data, saved)).status;
	};

	it('accepts a good key of every provider', async () => {
		const verdicts: Record<string, string> = {};
		const types = Object.keys(sandboxCredentials(stage.sandbox));
		for (const type of types) verdicts[type] = await verdict(type);
		expect(verdicts).toEqual(Object.fromEntries(types.map((type) => [type, 'OK'])));
	});

	// For 12AI, whose good answer is itself a 4xx, this n8n takes every answer for a good one.
	it.each(['seedanceEvoLinkApi', 'seedanceArkApi', 'seedanceInkApi'])(
		'refuses a wrong key of %s',
		async (type) => expect(await verdict(type, { apiKey: 'made-up' })).toBe('Error'),
	);

	it('makes and stores the videos of the catalog, and puts the bad row on the error output', async () => {
		const example = withLocalFiles(exampleNamed('catalog to video'), stage.sandbox);
		const rows = example.pinData?.Catalog.length ?? 0;
		const workflow = await stage.save(workflowFor(example, { id: 'evolink' }, { pollInterval: 1 }));
		const start = { triggerToStartFrom: { name: 'When clicking Execute workflow' } };
		const { executionId } = await stage.client.run(workflow, start);
		const execution = await stage.client.untilEnded(String(executionId));

		expect(execution.status).toBe('success');
		expect(stage.sandbox.stats().evolink.tasksBilled).toBe(rows - 1);
		const refused = refusedOf(execution, 'Rows to look at');
		expect(refused.map(({ sku }) => sku)).toEqual([REFUSED]);
		expect(refused[0].message).toContain('Duration');
		expect(refused[0].details.failure).not.toBeNull();
		const videos = videosOf(execution, 'Store or post the video');
		expect(videos).toHaveLength(rows - 1);
		for (const { download: facts, file } of videos) {
			const content = await stage.client.binary(file);
			expect(content.length).toBe(facts.bytes);
			expect(isVideo(content)).toBe(true);
		}
	});

	it('ends the wait at once after Stop, and says which task still runs', async () => {
		stage.sandbox.reset();
		const workflow = await stage.save(
			chain('Stop', [generate({ prompt: 'A boat drifts. [[slow:120000]]' })]),
		);
		const { executionId } = await stage.client.run(workflow, {
			triggerToStartFrom: { name: START },
		});
		while (stage.sandbox.tasks().length === 0) await sleep(50);
		await sleep(1500);

		const stoppedAt = Date.now();
		await stage.client.stop(String(executionId));
		const execution = await stage.client.untilEnded(String(executionId));
		expect(Date.now() - stoppedAt).toBeLessThan(STOP_MS);
		expect(execution.status).toBe('canceled');
		await sleep(500);
		const last = server.log().find((line) => line.includes('Still at work at'));
		expect(last).toContain(stage.sandbox.tasks()[0].id);
		const asked = stage.sandbox.requests().length;
		await sleep(2000);
		expect(stage.sandbox.requests()).toHaveLength(asked);
	});

	it('suspends the execution until the provider calls, and goes on to the download', async () => {
		stage.sandbox.reset();
		const workflow = await stage.save(
			chain('Callback', [generate({ completion: 'callback', options: {} }), download({})], {
				rows: [{ row: 1 }, { row: 2 }],
			}),
		);
		const { executionId } = await stage.client.run(workflow, {
			triggerToStartFrom: { name: START },
		});
		await stage.client.untilEnded(String(executionId), { states: ['waiting'] });
		const execution = await stage.client.untilEnded(String(executionId), { states: ['success'] });
		const made = tasksOf(execution, 'Generate');
		expect(made.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
		expect(made.flatMap(({ warnings }) => warnings)).toEqual([]);
		expect(itemsOf(execution, 'Download')).toHaveLength(2);
	});

	it('starts a workflow once per finished task', async () => {
		stage.sandbox.reset();
		const webhookId = randomUUID();
		const receiver = await stage.save(
			chain('Receive', [{ name: 'Next', type: 'n8n-nodes-base.noOp' }], {
				start: trigger({ provider: 'evolink', receive: 'webhook' }, { webhookId }),
			}),
		);
		await stage.client.activate(receiver);
		const options = { callbackUrl: callbackAddress(stage.client.url, webhookId) };
		const sender = await stage.save(
			chain('Send', [
				generate({
					completion: 'submit',
					prompt: 'A boat drifts. [[callbacks:3]]',
					options,
				}),
			]),
		);
		const sent = await runToEnd(stage, sender, { states: ['success'] });
		await untilExecuted(stage.client, receiver, 1);
		await sleep(1000);
		const executions = await stage.client.executions(receiver);
		expect(executions.map(({ status }) => status)).toEqual(['success']);
		const received = tasksOf(await stage.client.execution(executions[0].id), 'Next');
		expect(received.map(({ taskId }) => taskId)).toEqual(
			tasksOf(sent, 'Generate').map(({ taskId }) => taskId),
		);
		await stage.client.deactivate(receiver);
	});
});
