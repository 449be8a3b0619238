import { SeedanceDownload } from '../../nodes/SeedanceDownload/SeedanceDownload.node.ts';
import { SeedanceGenerate } from '../../nodes/SeedanceGenerate/SeedanceGenerate.node.ts';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { jsonOf, refusedOf } from '../support/items.mts';
import { GENERATE, PROVIDER_IDS, openLab } from '../support/lab.mts';
import { isKeyed } from '../support/videoLinks.mts';
import { taskTools } from './support.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

const DOWNLOAD = 'n8n-nodes-seedance.seedanceDownload';
const TO_ERRORS = { onError: 'continueErrorOutput' } as const;

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	const nodeTypes = { [GENERATE]: new SeedanceGenerate(), [DOWNLOAD]: new SeedanceDownload() };
	lab = await openLab({}, { nodeTypes });
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { onTasks } = taskTools(() => lab);
const SHAPES = ['envelope', 'envelopeText', 'text', 'bareUrl', 'dataUrl', 'dataList', 'echo'];

describe.each(PROVIDER_IDS)('P16 %s behind a relay', (provider) => {
	test.each(SHAPES)('gives the finished video and its file (%s)', async (shape) => {
		const prompt = `A boat [[relay:${shape}]]`;
		const [item] = jsonOf(await lab.generate(provider, { parameters: { prompt } }));
		const [task] = lab.sandbox.tasks();
		expect(item).toMatchObject({ taskId: task.id, status: 'succeeded', failure: null });
		// An id may hold the place of the task before its own id.
		const ownId = task.id.replace(/^.*--/, '');
		const place = isKeyed(provider, item.videoUrl) ? `/videos/${ownId}/` : `/results/${ownId}.mp4`;
		expect(item.videoUrl).toContain(place);
		const [got] = jsonOf(await onTasks(provider, 'get', [task.id]));
		expect(got).toMatchObject({ taskId: task.id, status: 'succeeded', failure: null });
		const file = await lab.engine.runNode({
			type: DOWNLOAD,
			parameters: { provider, source: 'task' },
			items: [{ json: { taskId: task.id } }],
		});
		expect(file.items('Node')[0].binary?.data?.mimeType).toBe('video/mp4');
		expect(lab.requests(provider, 'create')).toHaveLength(1);
	});

	test.each(SHAPES)('says why there is no video (%s)', async (shape) => {
		const prompt = `A boat [[relay:${shape}]] [[fail:task_failed|may contain sensitive information]]`;
		const run = { parameters: { prompt }, settings: TO_ERRORS };
		const [{ details }] = refusedOf(await lab.generate(provider, run));
		expect(details).toMatchObject({ taskId: lab.sandbox.tasks()[0].id, status: 'failed' });
		expect(details.failure).toMatchObject({ category: 'content', retryable: false });
		expect(details.failure?.message).toMatch(
			/may contain sensitive information( Request id: \w+)?$/,
		);
		expect(details.failure?.message).not.toContain('{');
	});
});

// Where the result has an address of its own, no relay has been seen that wraps it.
const AT_ONCE = PROVIDER_IDS.filter((id) => PROVIDERS[id].result === undefined);

describe.each(AT_ONCE)('P16 %s behind a relay that names several links', (provider) => {
	test('shows the links of which none is sure, also to a download', async () => {
		const run = { parameters: { prompt: 'A boat [[relay:doubtful]]' }, settings: TO_ERRORS };
		const result = await lab.generate(provider, run);
		expect(result.items('Node')).toEqual([]);
		const [{ details }] = refusedOf(result);
		const { id } = lab.sandbox.tasks()[0];
		const shown = new RegExp(`may be the video: http\\S+/${id}\\.mp4, http\\S+/${id}-b\\.mp4$`);
		expect(details.failure).toMatchObject({ code: 'noVideoLink', retryable: false });
		expect(details.failure?.message).toMatch(shown);
		const file = await lab.engine.runNode({
			type: DOWNLOAD,
			parameters: { provider, source: 'task', options: { waitTimeout: 0.02 } },
			items: [{ json: { taskId: id } }],
			settings: TO_ERRORS,
		});
		const [{ json }] = file.items('Node', 1);
		expect(json.details).toMatchObject({ failure: { code: 'noLink' } });
		expect(JSON.stringify(json)).toMatch(/-b\.mp4/);
	});
});

describe.each(PROVIDER_IDS)('P16 A refusal that a relay of %s hands through', (provider) => {
	test.each([
		['quotaInside', 'account', /^user quota/, /Top up/],
		['busyInside', 'rateLimit', /saturated$/, /busy/],
		['contentInside', 'content', /real person/, /real people/],
		['editRatio', 'input', /adaptive/, /Set Aspect Ratio to Adaptive/],
		['plainText', 'input', /^image must be/, /Change Media/],
		['noCredits', 'account', /credits/, /Top up/],
		['fastApi', 'input', /^duration/, /Change Duration/],
		['laravel', 'input', /too long/, /Change Duration/],
		['noChannel', 'input', /No available channel/, /another Model/],
	] as const)('says what happened and what to do (%s)', async (odd, category, message, hint) => {
		lab.sandbox.addFault({ provider, operation: 'create', kind: 'odd', odd });
		const [{ details }] = refusedOf(await lab.generate(provider, { settings: TO_ERRORS }));
		expect(details).toMatchObject({ taskId: null, status: 'failed', failure: { category } });
		expect(details.failure?.message).toMatch(message);
		expect(details.failure?.hint).toMatch(hint);
		expect(lab.requests(provider, 'create')).toHaveLength(1);
	});

	test('P1 leaves a maintenance open, in the words and with the request id of the provider', async () => {
		lab.sandbox.addFault({ provider, operation: 'create', kind: 'odd', odd: 'maintenance' });
		const run = { settings: TO_ERRORS, parameters: { options: { waitTimeout: 0.1 } } };
		const [{ details }] = refusedOf(await lab.generate(provider, run));
		expect(details).toMatchObject({ status: 'unknown', failure: { code: 'outcomeUnknown' } });
		expect(details.failure?.message).toContain(
			'("This model is under maintenance until 10:00 UTC. Request id: 0217abc")',
		);
		expect(lab.requests(provider, 'create')).toHaveLength(1);
	});
});
