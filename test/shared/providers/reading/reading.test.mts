import { hoursAfter, isoDate } from '../../../../nodes/shared/providers/reading/dates.ts';
import { mergePatch } from '../../../../nodes/shared/providers/mergePatch.ts';
import { readNumber } from '../../../../nodes/shared/providers/reading/reading.ts';
import { readResultUrl } from '../../../../nodes/shared/providers/reading/resultUrl.ts';
import { readTaskId } from '../../../../nodes/shared/providers/reading/taskId.ts';

describe('task ids', () => {
	test('are read best first: beside a wrapped task, a request id is not its own', () => {
		const body: Record<string, unknown> = {
			data: { taskId: '8', task_id: '7', id: '6' },
			request_id: '5',
			requestId: '4',
			taskId: '3',
			task_id: '2',
			id: '1',
		};
		const found = [];
		for (const name of ['task_id', 'taskId', 'id', 'requestId', 'request_id']) {
			found.push(readTaskId(body));
			delete body[name];
		}
		expect(found).toEqual(['2', '3', '7', '7', '7']);
		expect(readTaskId({ status: 'queued', request_id: '5', requestId: '4' })).toBe('4');
		expect(readTaskId({ status: 'queued', request_id: '5' })).toBe('5');
		expect(readTaskId({ request_id: '5' })).toBeNull();
		expect(readTaskId({ data: { taskId: '8', task_id: '7', id: '6' } })).toBe('7');
		expect(readTaskId({ data: { taskId: '8', id: '7' } })).toBe('8');
		expect(readTaskId({ data: { taskId: '8' } })).toBe('8');
	});

	test('may be numbers, and empty ones are passed over', () => {
		expect(readTaskId({ id: '', task_id: 17 })).toBe('17');
		expect(readTaskId({ id: ' ', data: 'x' })).toBeNull();
		// JSON has rounded it, so it is the id of another task.
		expect(readTaskId({ id: 2 ** 60 })).toBeNull();
	});
});

describe('result links', () => {
	const url = (n: number) => `https://h.example/${n}.mp4`;

	test('are read best first: beside a wrapped task, a request id is not its own', () => {
		const body: Record<string, unknown> = {
			content: { video_url: url(1) },
			results: [url(2)],
			result_data: [{ video_url: url(3) }],
			output: { video_url: url(4), url: url(5) },
			metadata: { url: url(6) },
			video_url: url(7),
			result_url: url(8),
			urls: [url(9)],
		};
		const found = [];
		for (const name of ['content', 'results', 'result_data']) {
			found.push(readResultUrl(body));
			delete body[name];
		}
		found.push(readResultUrl(body));
		body.output = { url: url(5) };
		for (const name of ['output', 'metadata', 'video_url', 'result_url', 'urls']) {
			found.push(readResultUrl(body));
			delete body[name];
		}
		expect(found).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map(url));
		expect(readResultUrl(body)).toBeNull();
	});

	test('may sit in an object, and an unusable one does not hide the next', () => {
		expect(readResultUrl({ results: [{ url: url(1) }] })).toBe(url(1));
		expect(readResultUrl({ results: ['ftp://x'], video_url: url(2) })).toBe(url(2));
	});
});

describe('times', () => {
	const zone = process.env.TZ;
	// Away from UTC, so that a time without a zone cannot pass by accident.
	beforeAll(() => {
		process.env.TZ = 'America/New_York';
	});
	afterAll(() => {
		if (zone === undefined) delete process.env.TZ;
		else process.env.TZ = zone;
	});

	test.each([
		[1782900000, '2026-07-01T10:00:00.000Z'],
		[1782900000000, '2026-07-01T10:00:00.000Z'],
		['1782900000', '2026-07-01T10:00:00.000Z'],
		['2026-07-01T10:00:00Z', '2026-07-01T10:00:00.000Z'],
		['2026-07-01T12:00:00+02:00', '2026-07-01T10:00:00.000Z'],
		['2026-07-01 10:00:00', '2026-07-01T10:00:00.000Z'],
		['2026-07-01', '2026-07-01T00:00:00.000Z'],
		[0, null],
		[-5, null],
		[1e30, null],
		[Number.NaN, null],
		['soon', null],
		['2026-99-99', null],
		['', null],
		[null, null],
		[{}, null],
	])('%j becomes %j', (value, expected) => {
		expect(isoDate(value)).toBe(expected);
	});

	test('an expiry is only known when both parts are', () => {
		expect(hoursAfter('2026-07-01T10:00:00.000Z', 24)).toBe('2026-07-02T10:00:00.000Z');
		expect(hoursAfter(null, 24)).toBeNull();
		expect(hoursAfter('2026-07-01T10:00:00.000Z', null)).toBeNull();
	});
});

describe('numbers', () => {
	test.each([
		[5, 5],
		['5', 5],
		['30%', 30],
		[' 1.5 ', 1.5],
		['5s', null],
		['', null],
		[true, null],
		[[5], null],
		[Infinity, null],
	])('%j is read as %j', (value, expected) => {
		expect(readNumber(value)).toBe(expected);
	});
});

describe('merge patch', () => {
	// The test cases of RFC 7396, appendix A, as far as both sides are objects.
	test.each([
		[{ a: 'b' }, { a: 'c' }, { a: 'c' }],
		[{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
		[{ a: 'b' }, { a: null }, {}],
		[{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
		[{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
		[{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
		[{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
		[{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
		[{ e: null }, { a: 1 }, { e: null, a: 1 }],
		[{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
	])('%j patched with %j is %j', (target, patch, expected) => {
		const before = JSON.stringify([target, patch]);
		expect(mergePatch(target, patch)).toStrictEqual(expected);
		expect(JSON.stringify([target, patch])).toBe(before);
	});

	test('a patch cannot reach the prototype of objects', () => {
		const merged = mergePatch({}, JSON.parse('{"__proto__": {"polluted": true}}'));
		expect(JSON.stringify(merged)).toBe('{"__proto__":{"polluted":true}}');
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});
});
