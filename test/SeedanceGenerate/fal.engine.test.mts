/** What only fal.ai has: uploads in two steps, a status and a result, a length that is always named. */

import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { testMedium } from '../../sandbox/engine/pictures.mts';
import { jsonOf } from '../support/items.mts';
import { openLab } from '../support/lab.mts';
import { QUEUED, taskTools } from './support.mts';
import type { Lab } from '../support/lab.mts';

jest.setTimeout(60_000);

let lab: Lab;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { onTasks, order } = taskTools(() => lab);

const sent = () => lab.requests('fal', 'create').map(({ body }) => body as Record<string, unknown>);

test('equal files of a run are uploaded once, without the key in the second step', async () => {
	const { bytes = Buffer.alloc(0) } = testMedium('photo.png') ?? {};
	const data = bytes.toString('base64');
	const binary = { data: { data, mimeType: 'image/png', fileName: 'mug.png' } };
	const media = { item: [{ kind: 'image', source: 'binary', binaryProperty: 'data' }] };
	const result = await lab.generate('fal', {
		parameters: { media },
		items: [1, 2].map((row) => ({ json: { row }, binary })),
	});
	expect(jsonOf(result).map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
	expect(lab.requests('fal', 'upload')).toHaveLength(1);
	const [store] = lab.requests('fal', 'file');
	expect([store.method, store.status]).toEqual(['PUT', 200]);
	expect(store.headers).not.toHaveProperty('authorization');
	const [first, second] = sent().map(({ image_url: url }) => url);
	expect(first).toMatch(/\/uploads\/\w+\/mug\.png$/);
	expect(second).toBe(first);
});

test.each([{}, { model: 'seedance-2.5' }, { model: 'custom', customModel: 'bytedance/new-model' }])(
	'P11 a length is named where nobody asks for one, because "auto" may be the longest: %j',
	async (parameters) => {
		const duration = '={{ $json.none }}';
		await lab.generate('fal', {
			parameters: { ...parameters, duration, completion: 'submit' },
		});
		expect(sent()[0].duration).toBe('5');
	},
);

test('P1 trouble while the result is read is asked over, and nothing is ordered again', async () => {
	lab.sandbox.addFault({ provider: 'fal', operation: 'result', kind: 'status', status: 502 });
	lab.sandbox.addFault({ provider: 'fal', operation: 'result', kind: 'resetBefore' });
	const [item] = jsonOf(await lab.generate('fal'));
	expect(item).toMatchObject({ status: 'succeeded', failure: null });
	expect(item.videoUrl).toMatch(/^http/);
	expect(lab.requests('fal', 'create')).toHaveLength(1);
});

test('an empty balance is told as one', async () => {
	const type = PROVIDERS.fal.credentialType;
	const { credentials } = lab.engine.state;
	const right = credentials[type];
	credentials[type] = { ...right, apiKey: lab.sandbox.emptyKeys.fal };
	const result = await lab.generate('fal');
	credentials[type] = right;
	expect(result.error?.message).toMatch(/User is locked/);
	expect(result.error?.description).toMatch(/Top up the balance/);
});

test('a queued request is cancelled, and says so when it is read', async () => {
	const [id] = await order('fal', [`A boat ${QUEUED}`]);
	const [cancelled] = jsonOf(await onTasks('fal', 'cancel', [id]));
	expect(cancelled).toMatchObject({ taskId: id, status: 'cancelled' });
	const [read] = jsonOf(await onTasks('fal', 'get', [id]));
	expect(read).toMatchObject({ status: 'cancelled', failure: { code: 'client_cancelled' } });
});

test('a request is also found by its address, and a bare id of 2.0', async () => {
	const [id] = await order('fal', ['A boat']);
	const [, , ownId] = id.split('--');
	const address = `https://queue.fal.run/bytedance/seedance-2.0/requests/${ownId}/status`;
	const items = jsonOf(await onTasks('fal', 'wait', [id, address, ownId]));
	expect(items.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
});
