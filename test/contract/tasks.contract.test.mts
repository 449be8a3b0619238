import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../support/providers.mts';
import { linkNotes } from '../support/videoLinks.mts';
import FIXTURES from './fixtures/index.mts';
import { changed, readTask } from './reading.mts';

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
	'aspectRatio creditsCharged size seconds video error_type logs metrics',
].flatMap((line) => line.split(' '));

const TASK_NAMES = Object.keys(PROVIDERS.ark.readTask(FIXTURES.ark.succeeded) as object).sort();

describe.each(PROVIDER_IDS)('every provider keeps the contract: %s', (id) => {
	const provider = PROVIDERS[id];
	const fixture = FIXTURES[id];

	const read = (body: unknown) => readTask(id, body);

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
		expect(read(changed(fixture.succeeded, { status: 'marinating' })).videoUrl).toMatch(/^https:/);
		expect(read(changed(fixture.succeeded, { status: 'running' })).videoUrl).toBeNull();
	});

	test('a finished task has its link, and nothing to complain about but that it may need the key', () => {
		const task = read(fixture.succeeded);
		expect(task).toMatchObject({ taskId: fixture.id, status: 'succeeded', failure: null });
		expect(task.videoUrl).toMatch(/^https:\/\//);
		expect(task.warnings).toEqual(linkNotes(id, task.videoUrl));
	});

	test('links of others need no key', () => {
		const links = ['', 'no link', 'https://', 'ftp://x/y.mp4', 'https://files.example.com/v.mp4'];
		for (const link of links) expect(provider.linkNeedsKey?.(link) ?? false).toBe(false);
	});

	test('success without a link stays success, and says so', () => {
		const word = Object.entries(fixture.statusWords).find(([, status]) => status === 'succeeded');
		const task = read(fixture.task(word?.[0] ?? ''));
		expect(task).toMatchObject({ status: 'succeeded', videoUrl: null, urlExpiresAt: null });
		expect(task.warnings.join()).toMatch(/no video address/);
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
				const task = read(changed(fixture.task('running'), { [field]: value }));
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
		const names = ['id', 'requestId', 'request_id', 'taskId', 'response_url'];
		const unnamed = Object.fromEntries(names.map((name) => [name, undefined]));
		const rest = JSON.parse(JSON.stringify(changed(fixture.succeeded, unnamed)));
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
			const links = { video_url: url, results: [url] };
			const body = changed(fixture.task(word?.[0] ?? ''), links);
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
});
