import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../support/providers.mts';
import { FAILURE_CATEGORIES } from '../../nodes/shared/domain/vocabulary.ts';
import FIXTURES from './fixtures/index.mts';
import { readTask } from './reading.mts';

const STATUS_TABLE: [number, string, boolean][] = [
	[302, 'account', false],
	[400, 'input', false],
	[401, 'account', false],
	[402, 'account', false],
	[403, 'account', false],
	[404, 'input', false],
	[408, 'timeout', true],
	[413, 'input', false],
	[422, 'input', false],
	[429, 'rateLimit', true],
	[500, 'provider', true],
	[502, 'provider', true],
	[503, 'provider', true],
	[504, 'timeout', true],
	[524, 'provider', true],
];

const FORBIDDEN_WORDS = /\b(error|problem|failure|mistake)s?\b/i;

describe.each(PROVIDER_IDS)('every provider keeps the contract: %s', (id) => {
	const provider = PROVIDERS[id];
	const fixture = FIXTURES[id];

	const read = (body: unknown) => readTask(id, body);

	test('a refused video says why, by category', () => {
		const task = read(fixture.failed(fixture.contentCode, 'Blocked. Request id: 0217abc'));
		expect(task).toMatchObject({ status: 'failed', videoUrl: null });
		expect(task.failure).toMatchObject({
			category: 'content',
			code: fixture.contentCode,
			message: 'Blocked. Request id: 0217abc',
			retryable: false,
		});
	});

	test.each(['', null, {}, [], undefined])(
		'a failed task with the reason %j still explains itself',
		(reason) => {
			const task = read({ ...fixture.task('failed'), error: reason });
			expect(task.failure).toMatchObject({ category: 'unknown', code: 'failed', retryable: false });
			expect(task.failure?.message).toContain(provider.displayName);
		},
	);

	test('empty complaints are none while the task runs', () => {
		for (const error of ['', null, {}, []]) {
			const body = { ...fixture.task('running'), error };
			expect(read(body).failure).toBeNull();
			expect(provider.failureOf(200, body)).toBeNull();
		}
	});

	test('cancelled and expired tasks carry a failure too', () => {
		expect(read(fixture.task('cancelled')).failure).toMatchObject({
			category: 'provider',
			code: 'cancelled',
			retryable: false,
		});
		expect(read(fixture.task('expired')).failure).toMatchObject({
			category: 'timeout',
			code: 'expired',
			retryable: true,
		});
	});

	test.each(STATUS_TABLE)(
		'HTTP %i without a known code is %s',
		(httpStatus, category, retryable) => {
			const bodies = [
				fixture.refusal('', 'Something is off'),
				fixture.refusal('SomethingNew', 'Something is off'),
				'<html><title>Oops</title></html>',
				'',
				null,
			];
			for (const body of bodies) {
				const failure = provider.failureOf(httpStatus, body);
				expect(failure).toMatchObject({ category, retryable });
				expect(failure?.message).not.toMatch(/<html|^$/);
			}
		},
	);

	test('moderation is content whatever the HTTP status', () => {
		for (const httpStatus of [200, 400, 403, 422]) {
			const failure = provider.failureOf(httpStatus, fixture.refusal(fixture.contentCode, 'No.'));
			expect(failure).toMatchObject({ category: 'content', retryable: false });
		}
	});

	test('moderation is also told from the message of an answer without a code', () => {
		const body = { error: { message: 'Blocked by our content policy' } };
		expect(provider.failureOf(403, body)).toMatchObject({ category: 'content', retryable: false });
	});

	test('a web page in the place of an answer leads to the Base URL', () => {
		const failure = provider.failureOf(404, '<html><h1>Not here</h1></html>');
		expect(failure?.hint).toMatch(/Base URL/);
	});

	test('an HTTP 200 that says no is a refusal', () => {
		const bodies = [
			{ success: false },
			{ success: false, error: 'no' },
			{ error: { code: 'x', message: 'no' } },
			{ error: 'no' },
			{ code: 501, msg: 'no' },
			{ code: 'invalid_request', message: 'no', data: null },
		];
		for (const body of bodies) expect(provider.failureOf(200, body)).not.toBeNull();
		for (const body of [
			{},
			{ success: true },
			{ code: 0, msg: 'ok' },
			{ code: 200, msg: 'success' },
		]) {
			expect(provider.failureOf(200, body)).toBeNull();
		}
	});

	test('a wrong model names the Model and Custom Model fields and a real id', () => {
		const { status, body } = fixture.wrongModel;
		const failure = provider.failureOf(status, body);
		expect(failure).toMatchObject({ category: 'input', retryable: false });
		expect(failure?.hint).toMatch(/Model or Custom Model field/);
		const ids = Object.keys(provider.capabilities.knownCustomModels);
		expect(ids.filter((known) => failure?.hint.includes(known))).not.toEqual([]);
	});

	test('keys, signed queries and errno tokens never come through', () => {
		const message =
			'Bad key sk-AbCd1234EfGh (Bearer abc.def) sd2_live_9f8e7d for https://u:p@h.example/v.mp4?X-Sig=SECRET#x: ECONNRESET, ResourceNotFound, approvEPERMissions';
		for (const failure of [
			provider.failureOf(400, fixture.refusal('odd', message)),
			provider.failureOf(502, message),
			read(fixture.failed('odd', message)).failure,
		]) {
			const text = failure?.message ?? '';
			expect(text).not.toMatch(/AbCd1234|abc\.def|9f8e7d|SECRET|u:p|ECONNRESET|ENOTFOUND|EPERM/i);
			expect(text).toContain('https://h.example/v.mp4');
		}
	});

	test('our own texts are for people who do not program', () => {
		const texts = [read(fixture.task('cancelled')), read(fixture.task('expired'))].flatMap(
			(task) => [task.failure?.message, task.failure?.hint],
		);
		for (const [httpStatus] of STATUS_TABLE) {
			const failure = provider.failureOf(httpStatus, null);
			expect(FAILURE_CATEGORIES).toContain(failure?.category);
			texts.push(failure?.message, failure?.hint);
		}
		for (const text of texts) {
			expect(text).toBeTruthy();
			expect(text).not.toMatch(FORBIDDEN_WORDS);
		}
	});
});
