import type { IWebhookFunctions } from 'n8n-workflow';
import { claimsEnd, hintFrom, incomingFrom } from '../../../nodes/shared/callback/incoming.ts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';

const raw = Buffer.from('{"id":"任务"}');

function incoming(parsed: unknown, request: { rawBody?: Buffer; headers?: object } = {}) {
	return incomingFrom({
		getBodyData: () => parsed,
		getRequestObject: () => ({ method: 'POST', headers: {}, ...request }),
	} as unknown as IWebhookFunctions);
}

describe('The body of a callback', () => {
	const read = (parsed: unknown, rawBody?: Buffer) => incoming(parsed, { rawBody }).body;

	test('is what n8n has parsed, where it has', () => {
		expect(read({ id: 1 }, raw)).toEqual({ id: 1 });
		expect(read([1], raw)).toEqual([1]);
	});

	test.each([[{}], [[]], [''], ['text'], [null], [undefined], [7]])(
		'is the text as it came, where n8n has parsed it to %j',
		(parsed) => expect(read(parsed, raw)).toBe('{"id":"任务"}'),
	);

	test.each([[{}], [''], [undefined]])('is %j where there is no text either', (parsed) =>
		expect(read(parsed)).toEqual(parsed),
	);

	test('is as large as it came or as it was announced', () => {
		expect(incoming({}, { rawBody: raw }).size).toBe(raw.length);
		expect(incoming({}, { rawBody: raw, headers: { 'content-length': '5000' } }).size).toBe(5000);
		expect(incoming({}, { headers: { 'content-length': 'many' } }).size).toBe(0);
	});
});

describe('The bytes of a callback', () => {
	test('are kept as they came, beside headers with names in small letters', () => {
		const headers = { 'Webhook-Id': 'msg_1', 'set-cookie': ['a', 'b'] };
		expect(incoming({ id: 1 }, { rawBody: raw, headers })).toMatchObject({
			rawBody: raw,
			headers: { 'webhook-id': 'msg_1', 'set-cookie': 'a' },
		});
	});

	test('count as unknown where n8n has unpacked them, or has not read them', () => {
		const headers = { 'content-encoding': 'gzip' };
		expect(incoming({ id: 1 }, { rawBody: raw, headers }).rawBody).toBeNull();
		expect(incoming({ id: 1 }).rawBody).toBeNull();
	});
});

describe('P8 A callback', () => {
	const body = { id: 'cgt-1', status: 'succeeded' };
	const call = { method: 'POST', size: 10, body, query: {}, headers: {}, rawBody: null };
	const statusOf = (over: object) => {
		const about = hintFrom({ ...call, ...over }, PROVIDERS.ark);
		return 'refusal' in about ? about.refusal.status : about.hint;
	};

	test('is turned away for its method, its size, no JSON and no task', () => {
		expect(statusOf({ method: 'PUT' })).toBe(405);
		expect(statusOf({ size: 1024 * 1024 + 1 })).toBe(413);
		expect(statusOf({ body: '<html>' })).toBe(400);
		expect(statusOf({ body: { status: 'succeeded' } })).toBe(400);
	});

	test.each([
		[body, { status: 'succeeded', namesStatus: true }, true],
		[{ id: 'cgt-1', status: 'running' }, { status: 'running', namesStatus: true }, false],
		[{ id: 'cgt-1', status: 'perfect' }, { status: 'unknown', namesStatus: true }, false],
		[{ id: 'cgt-1' }, { status: 'unknown', namesStatus: false }, true],
	])('is a hint which task to look at: %j', (given, says, isEnd) => {
		const about = hintFrom({ ...call, body: given }, PROVIDERS.ark);
		if ('refusal' in about) throw new Error(about.refusal.note);
		expect(about.hint).toEqual({ taskId: 'cgt-1', ...says });
		expect(claimsEnd(about.hint)).toBe(isEnd);
	});

	test('names the task with the place that its address brought along', () => {
		const place = { of: () => '', idAt: (where: string, ownId: string) => `${where}~${ownId}` };
		const query = { seedance_place: 'here' };
		const about = hintFrom({ ...call, query }, { ...PROVIDERS.ark, place });
		expect(about).toMatchObject({ hint: { taskId: 'here~cgt-1' } });
		expect(hintFrom({ ...call, query }, PROVIDERS.ark)).toMatchObject({
			hint: { taskId: 'cgt-1' },
		});
		expect(hintFrom(call, { ...PROVIDERS.ark, place })).toMatchObject({
			hint: { taskId: 'cgt-1' },
		});
	});
});
