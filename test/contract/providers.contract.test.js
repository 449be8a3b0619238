'use strict';

const { PROVIDERS } = require('../../nodes/shared/providers');
const { PROVIDER_IDS, FAILURE_CATEGORIES } = require('../../nodes/shared/domain/vocabulary');
const FIXTURES = require('./fixtures');
const { requestFor } = require('./requests');

const NOW_MS = Date.UTC(2026, 10, 20, 12);

/** Answers that are no task, whatever the provider. */
const BROKEN_BODIES = [
	null,
	undefined,
	'',
	'<html><body>502 Bad Gateway</body></html>',
	'{"id": "cut-off',
	[],
	42,
	true,
	{},
	{ status: 'ok' },
	{ data: null },
	{ id: null, status: null },
	{ items: 'none' },
];

/** Values of a wrong type that must not upset reading a task. */
const WRONG_TYPES = [null, 7, true, 'text', '', [], [null], {}, { url: 3 }, Number.NaN];

/** Field names that any provider reads anywhere in a task. */
const READ_FIELDS = [
	'model content usage created created_at updated_at completed_at createdAt completedAt progress',
	'resolution ratio duration frames framespersecond generate_audio task_info results result_data',
	'output metadata video_url result_url urls error failure_reason prompt quality aspect_ratio',
	'aspectRatio creditsCharged size seconds',
].flatMap((line) => line.split(' '));

/** @type {[number, string, boolean][]} */
const STATUS_TABLE = [
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

const TASK_NAMES = Object.keys(
	/** @type {object} */ (PROVIDERS.ark.readTask(FIXTURES.ark.succeeded)),
).sort();

describe.each(PROVIDER_IDS)('every provider keeps the contract: %s', (id) => {
	const provider = PROVIDERS[id];
	const fixture = FIXTURES[id];

	/** @param {unknown} body */
	const read = (body) => {
		const task = provider.readTask(body);
		if (task === null) throw new Error('expected a task');
		return task;
	};

	test('is registered under its own id, with a name, a credential and capabilities', () => {
		expect(provider.id).toBe(id);
		expect(provider.capabilities.provider).toBe(id);
		expect(provider.displayName).not.toBe('');
		expect(provider.credentialType).toMatch(/^seedance\w+Api$/);
		expect(provider.list !== undefined).toBe(provider.capabilities.can.list);
		expect(provider.readList !== undefined).toBe(provider.capabilities.can.list);
		expect(provider.cancel !== undefined).toBe(provider.capabilities.can.cancel !== false);
		expect(provider.remove !== undefined).toBe(provider.capabilities.can.delete);
	});

	const modes = provider.capabilities.models.flatMap((model) =>
		model.family === null ? [] : model.modes.map((mode) => ({ model: model.family, mode })),
	);

	test.each(modes)(
		'$model, $mode: the body is plain JSON without unset fields',
		({ model, mode }) => {
			const { request } = requestFor(id, { model: model ?? undefined, mode });
			const { body } = provider.create(request);
			expect(JSON.parse(JSON.stringify(body))).toStrictEqual(body);
			expect(JSON.stringify(body)).toContain(JSON.stringify(request.modelId));
			expect(request.modelId).not.toBe('');
		},
	);

	test('an untouched request has no settings at all, so that the provider decides', () => {
		const names = Object.keys(provider.create(requestFor(id).request).body ?? {}).sort();
		expect(names).toEqual(['model', id === 'ark' ? 'content' : 'prompt'].sort());
	});

	test('an explicit false reaches the provider wherever it has the switch', () => {
		const capability = provider.capabilities.models[0];
		const { request } = requestFor(id, { generateAudio: false, options: { watermark: false } });
		const text = JSON.stringify(provider.create(request).body);
		expect(text.includes('"generate_audio":false')).toBe(
			capability.features.includes('generateAudio'),
		);
		expect(text.includes('"watermark":false')).toBe(capability.features.includes('watermark'));
	});

	test('extra body has the last word: adds, replaces deeply and removes', () => {
		const extraBody = { model: 'relay-model', prompt: null, nested: { list: [1], gone: null } };
		const { body } = provider.create(requestFor(id, { options: { extraBody } }).request);
		expect(body).toMatchObject({ model: 'relay-model', nested: { list: [1] } });
		expect(body).not.toHaveProperty('prompt');
		expect(body).not.toHaveProperty('nested.gone');
	});

	test('creating does not change the request it was given', () => {
		const { request } = requestFor(id, {
			mode: 'reference',
			options: { extraBody: { a: { b: 1 } } },
		});
		const before = JSON.stringify(request);
		provider.create(request);
		expect(JSON.stringify(request)).toBe(before);
	});

	test('media keep their order', () => {
		const { request } = requestFor(id, { mode: 'reference' });
		const text = JSON.stringify(provider.create(request).body);
		const positions = request.media.map((medium) => text.indexOf(medium.url));
		expect(positions).toEqual([...positions].sort((a, b) => a - b));
		expect(positions[0]).toBeGreaterThan(0);
	});

	test.each([
		['a/../b?c=d#e', 'a%2F..%2Fb%3Fc%3Dd%23e'],
		['  spaced id ', 'spaced%20id'],
		['..', '%252E%252E'],
		['\ud800', '%EF%BF%BD'],
		['图', '%E5%9B%BE'],
	])('the id %j cannot leave its place in a path', (taskId, encoded) => {
		for (const call of [provider.get, provider.cancel, provider.remove]) {
			if (call === undefined) continue;
			const { path } = call(taskId);
			expect(path.split('/')).toContain(encoded);
			expect(new URL(`https://example.com${path}`).pathname).toBe(path);
		}
	});

	test('an accepted submission is a task in line, with id and time', () => {
		const task = provider.readCreated(fixture.created, NOW_MS);
		expect(task).toMatchObject({
			taskId: fixture.id,
			provider: id,
			status: 'queued',
			failure: null,
		});
		expect(task?.submittedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
		expect(task?.warnings).toEqual([]);
		expect(task?.raw).toBe(fixture.created);
		expect(provider.failureOf(200, fixture.created)).toBeNull();
	});

	test('a status word in the answer to a submission counts', () => {
		const started = provider.readCreated(fixture.task('running'), NOW_MS);
		expect(started).toMatchObject({ status: 'running', taskId: fixture.id });
		const refused = provider.readCreated(fixture.failed(fixture.contentCode, 'No.'), NOW_MS);
		expect(refused).toMatchObject({ status: 'failed', failure: { category: 'content' } });
	});

	test('an answer without an id is not taken for a submission', () => {
		for (const body of [...BROKEN_BODIES, { status: 'queued' }, { success: true }]) {
			expect(provider.readCreated(body, NOW_MS)).toBeNull();
		}
	});

	test.each(Object.entries(fixture.statusWords))('the status word %s means %s', (word, status) => {
		for (const spelling of [word, word.toUpperCase(), ` ${word} `]) {
			expect(read(fixture.task(spelling)).status).toBe(status);
		}
		expect(provider.failureOf(200, fixture.task(word))).toBeNull();
	});

	test('a status word nobody documents is unknown, with the word in the warnings', () => {
		const task = read(fixture.task('marinating'));
		expect(task).toMatchObject({ status: 'unknown', rawStatus: 'marinating', failure: null });
		expect(task.warnings.join()).toContain('marinating');
	});

	test('an unknown status does not hide a link that may have been paid for', () => {
		expect(read({ ...fixture.succeeded, status: 'marinating' }).videoUrl).toMatch(/^https:/);
		expect(read({ ...fixture.succeeded, status: 'running' }).videoUrl).toBeNull();
	});

	test('a finished task has its link and nothing to complain about', () => {
		const task = read(fixture.succeeded);
		expect(task).toMatchObject({ taskId: fixture.id, status: 'succeeded', failure: null });
		expect(task.videoUrl).toMatch(/^https:\/\//);
		expect(task.warnings).toEqual([]);
	});

	test('success without a link stays success, and says so', () => {
		const word = Object.entries(fixture.statusWords).find(([, status]) => status === 'succeeded');
		const task = read(fixture.task(word?.[0] ?? ''));
		expect(task).toMatchObject({ status: 'succeeded', videoUrl: null, urlExpiresAt: null });
		expect(task.warnings.join()).toMatch(/no video address/);
	});

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

	test('broken answers are no tasks, and nothing throws', () => {
		for (const body of BROKEN_BODIES) {
			expect(provider.readTask(body)).toBeNull();
			expect(provider.readList?.(body) ?? null).toBeNull();
			expect(provider.failureOf(200, body)).toBeNull();
			expect(provider.failureOf(500, body)).toMatchObject({ category: 'provider' });
		}
	});

	test('a field of the wrong type becomes null and never hides the task', () => {
		for (const field of READ_FIELDS) {
			for (const value of WRONG_TYPES) {
				const task = read({ ...fixture.task('running'), [field]: value });
				expect(task).toMatchObject({ taskId: fixture.id, status: 'running' });
				expect(Object.keys(task).sort()).toEqual(TASK_NAMES);
			}
		}
	});

	test('a task that a relay wraps in data is found', () => {
		const task = read({ code: 'success', message: '', data: fixture.succeeded });
		expect(task).toMatchObject({ taskId: fixture.id, status: 'succeeded' });
		expect(task.videoUrl).not.toBeNull();
	});

	test('a task that came as JSON text is read all the same', () => {
		expect(read(JSON.stringify(fixture.succeeded)).videoUrl).toBe(read(fixture.succeeded).videoUrl);
	});

	test('an answer to a status read need not repeat the id', () => {
		/** @type {Record<string, unknown>} */
		const rest = { ...fixture.succeeded };
		delete rest.id;
		delete rest.requestId;
		expect(read(rest)).toMatchObject({ taskId: '', status: 'succeeded' });
	});

	test('a link that is no web address is never handed on', () => {
		for (const url of [
			'javascript:alert(1)',
			'file:///etc/passwd',
			'ftp://x/y.mp4',
			'v.mp4',
			'https://',
		]) {
			const word = Object.entries(fixture.statusWords).find(([, status]) => status === 'succeeded');
			const body = { ...fixture.task(word?.[0] ?? ''), video_url: url, results: [url] };
			expect(read(body).videoUrl).toBeNull();
		}
	});

	test('every task has the same names, whatever state it is in', () => {
		const bodies = [
			fixture.created,
			fixture.succeeded,
			fixture.failed('x', 'y'),
			...['pending', 'cancelled', 'expired', 'odd'].map((word) => fixture.task(word)),
		];
		for (const body of bodies) expect(Object.keys(read(body)).sort()).toEqual(TASK_NAMES);
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
		const body =
			id === 'ark'
				? fixture.refusal('InvalidEndpointOrModel.NotFound', 'The model does not exist')
				: fixture.refusal('invalid_request', 'Unsupported model', 'model');
		const failure = provider.failureOf(id === 'ark' ? 404 : 400, body);
		expect(failure).toMatchObject({ category: 'input', retryable: false });
		expect(failure?.hint).toMatch(/Model or Custom Model field/);
		expect(failure?.hint).toMatch(/seedance-2/);
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
