/** Relays that speak Ark's language below a path of their own: a Base URL is all that is needed. */

import http from 'node:http';
import { SeedanceDownload } from '../../nodes/SeedanceDownload/SeedanceDownload.node.ts';
import { jsonOf } from '../support/items.mts';
import { GENERATE, credentialsFor, openLab } from '../support/lab.mts';
import { SeedanceGenerate } from '../../nodes/SeedanceGenerate/SeedanceGenerate.node.ts';
import { SeedanceTaskTrigger } from '../../nodes/SeedanceTaskTrigger/SeedanceTaskTrigger.node.ts';
import { QUEUED, taskTools } from './support.mts';
import type { AddressInfo } from 'node:net';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

const DOWNLOAD = 'n8n-nodes-seedance.seedanceDownload';
const TRIGGER = 'n8n-nodes-seedance.seedanceTaskTrigger';

let lab: Awaited<ReturnType<typeof openLab>>;
let relay: http.Server;
/** Paths that the relay was asked for. */
let asked: string[] = [];

/** Passes what comes below `/relay…/` on to Ark, and knows nothing else. */
function openRelay(): http.Server {
	return http.createServer((request, answer) => {
		const path = String(request.url);
		asked.push(path);
		const [, , rest] =
			/^\/(volc\/v1|seedance\/api\/v3|api\/v1\/private\/sd2)(\/.*)$/.exec(path) ?? [];
		if (rest === undefined) {
			answer.writeHead(404).end('{"error": {"code": "NotFound", "message": "no such path"}}');
			return;
		}
		const target = new URL(lab.sandbox.baseUrls.ark + rest);
		const { method, headers } = request;
		const passed = http.request(target, { method, headers: { ...headers, host: target.host } });
		passed.on('response', (reply) => {
			answer.writeHead(Number(reply.statusCode), reply.headers);
			reply.pipe(answer);
		});
		passed.on('error', () => answer.destroy());
		request.pipe(passed);
	});
}

beforeAll(async () => {
	lab = await openLab(
		{},
		{
			nodeTypes: {
				[GENERATE]: new SeedanceGenerate(),
				[DOWNLOAD]: new SeedanceDownload(),
				[TRIGGER]: new SeedanceTaskTrigger(),
			},
		},
	);
	relay = openRelay();
	await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
	lab.sandbox.reset();
	asked = [];
});
afterAll(async () => {
	relay.closeAllConnections();
	await new Promise((resolve) => relay.close(resolve));
	await lab.close();
});

const { onTasks, order, stateOf } = taskTools(() => lab);

function pointTo(path: string) {
	const { port } = relay.address() as AddressInfo;
	lab.engine.state.credentials = {
		...credentialsFor(lab.sandbox),
		seedanceArkApi: {
			...{ region: 'custom', apiKey: lab.sandbox.keys.ark },
			baseUrl: `http://127.0.0.1:${port}${path}`,
		},
	};
}

describe.each([
	['/volc/v1', '/volc/v1'],
	['/seedance/api/v3/', '/seedance/api/v3'],
	['/api/v1/private/sd2', '/api/v1/private/sd2'],
	['/volc/v1/contents/generations/tasks', '/volc/v1'],
])('P16 A relay of Ark with the Base URL …%s', (typed, prefix) => {
	beforeEach(() => pointTo(typed));
	afterEach(() => {
		expect(asked.length).toBeGreaterThan(0);
		expect(asked.filter((path) => !path.startsWith(`${prefix}/contents/`))).toEqual([]);
	});

	test('takes, shows and lists videos, and hands out their files', async () => {
		const [item] = jsonOf(await lab.generate('ark'));
		expect(item).toMatchObject({ status: 'succeeded', taskId: lab.sandbox.tasks()[0].id });
		const [got] = jsonOf(await onTasks('ark', 'get', [String(item.taskId)]));
		expect(got).toMatchObject({ status: 'succeeded', taskId: item.taskId });
		const listing = { resource: 'task', operation: 'getMany' };
		const listed = jsonOf(await lab.generate('ark', { parameters: listing }));
		expect(listed.map(({ taskId }) => taskId)).toEqual([item.taskId]);
		const file = await lab.engine.runNode({
			type: DOWNLOAD,
			parameters: { provider: 'ark', source: 'task' },
			items: [{ json: { taskId: item.taskId } }],
		});
		expect(file.items('Node')[0].binary?.data?.mimeType).toBe('video/mp4');
	});

	test('P1 shows a task again whose answer got lost', async () => {
		lab.sandbox.addFault({ provider: 'ark', operation: 'create', kind: 'resetAfter' });
		const [item] = jsonOf(await lab.generate('ark'));
		expect(item.status).toBe('succeeded');
		expect(lab.requests('ark', 'create')).toHaveLength(1);
	});

	test('cancels a task, and makes drafts', async () => {
		const [id] = await order('ark', [`A boat ${QUEUED}`]);
		const [cancelled] = jsonOf(await onTasks('ark', 'cancel', [id]));
		expect(cancelled).toMatchObject({ taskId: id, cancelled: true });
		expect(stateOf(id)).toBe('cancelled');
		const draft = { model: 'seedance-2.5', options: { draft: true } };
		const [made] = jsonOf(await lab.generate('ark', { parameters: draft }));
		const finish = { operation: 'finishDraft', draftId: String(made.draftId) };
		const [full] = jsonOf(await lab.generate('ark', { parameters: finish }));
		expect(full).toMatchObject({ status: 'succeeded', resolution: '1080p' });
	});

	test('starts a workflow by polling', async () => {
		const polling = { provider: 'ark', receive: 'polling', watch: 'recent' };
		const node = {
			...{ id: 'trigger-node', name: 'Trigger', type: TRIGGER, typeVersion: 1 },
			...{ position: [0, 0] as [number, number], parameters: polling },
		};
		const workflow = { id: `relay ${typed}`, nodes: [node], connections: {} };
		const trigger = lab.engine.trigger({ nodeName: 'Trigger', workflow });
		await trigger.activate();
		const [item] = jsonOf(await lab.generate('ark'));
		const items = await trigger.poll();
		expect(items?.map(({ json }) => json.taskId)).toEqual([item.taskId]);
	});
});
