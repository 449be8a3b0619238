import { call, callbackLab, ended, suspend, until } from './callbackLab.mts';

const SILENT = 'A boat [[callbacks:0]]';

describe('What the answer to a callback asks of the provider', () => {
	let lab: Awaited<ReturnType<typeof callbackLab>>;
	beforeAll(async () => {
		lab = await callbackLab({ jobMs: 300 });
	});
	afterAll(async () => await lab.close());

	const record = (executionId: string) => lab.engine.execution(executionId);
	const ends = (id: string) => record(id)?.status === 'success';
	const allEnded = async () =>
		await until(
			() => lab.sandbox.tasks().every(({ state }) => state === 'succeeded'),
			'the jobs ended',
		);
	const showsAsRunning = (taskId: string, times: number | 'always') =>
		lab.sandbox.addFault({
			provider: 'ark',
			operation: 'get',
			pathIncludes: taskId,
			kind: 'status',
			status: 200,
			body: { id: taskId, status: 'running', model: 'doubao-seedance-2-0-260128' },
			times,
		});

	test('when the task cannot be read the answer is 503, so that the provider calls again', async () => {
		const place = await suspend(lab, 'A boat [[callbacks:0]] [[slow:60000]]');
		lab.sandbox.addFault({ provider: 'ark', operation: 'get', kind: 'status', status: 500 });
		expect(await call(place.url, ended(place.taskId))).toBe(503);
		expect(record(place.result.executionId)?.status).toBe('waiting');
	});

	test('an end that is called back a moment before it can be read resumes all the same', async () => {
		const place = await suspend(lab, SILENT);
		await allEnded();
		showsAsRunning(place.taskId, 1);
		expect(await call(place.url, ended(place.taskId))).toBe(200);
		await until(() => ends(place.result.executionId), 'the execution resumed');
	});

	test('an end that cannot be read yet is asked for again: 503, and the next call resumes', async () => {
		const place = await suspend(lab, SILENT);
		await allEnded();
		showsAsRunning(place.taskId, 2);
		expect(await call(place.url, ended(place.taskId))).toBe(503);
		expect(record(place.result.executionId)?.status).toBe('waiting');
		expect(await call(place.url, ended(place.taskId))).toBe(200);
		await until(() => ends(place.result.executionId), 'the execution resumed');
	});

	test('a link that comes a moment after the end is in the item', async () => {
		const place = await suspend(lab, 'A boat [[callbacks:0]] [[lateUrl:300]]');
		await allEnded();
		expect(await call(place.url, ended(place.taskId))).toBe(200);
		await until(() => ends(place.result.executionId), 'the execution resumed');
		const [{ json }] = record(place.result.executionId)?.result?.items('Node') ?? [];
		expect(json.videoUrl).toMatch(/^http:/);
	});

	test.each([
		['without a content type', ended, {}],
		['as a stream of bytes', ended, { 'content-type': 'application/octet-stream' }],
		['without a status', (id) => JSON.stringify({ event: 'video.done', data: { id } }), {}],
	] as [string, (id: string) => string, Record<string, string>][])(
		'a callback %s resumes all the same',
		async (_name, body, headers) => {
			const place = await suspend(lab, SILENT);
			await allEnded();
			expect(await call(place.url, body(place.taskId), headers)).toBe(200);
			await until(() => ends(place.result.executionId), 'the execution resumed');
		},
	);

	test('a task whose own callback went astray is not believed to be at work still', async () => {
		const place = await suspend(lab, SILENT, [{}, {}]);
		await allEnded();
		const [first, astray] = place.taskIds;
		showsAsRunning(astray, 1);
		expect(await call(place.url, ended(first))).toBe(200);
		expect(record(place.result.executionId)?.status).toBe('waiting');
		expect(await call(place.url, ended(first))).toBe(200);
		await until(() => ends(place.result.executionId), 'the execution resumed');
	});

	test('one unlucky answer per task does not make the provider call again', async () => {
		const place = await suspend(
			lab,
			SILENT,
			Array.from({ length: 12 }, () => ({})),
		);
		await allEnded();
		const [, ...others] = place.taskIds;
		for (const pathIncludes of others.slice(0, 6)) {
			const fault = { kind: 'status', status: 500, pathIncludes } as const;
			lab.sandbox.addFault({ provider: 'ark', operation: 'get', ...fault });
		}
		expect(await call(place.url, ended(place.taskId))).toBe(200);
		await until(() => ends(place.result.executionId), 'the execution resumed');
	});

	test('a credential that cannot be opened leaves the execution as it is, and asks for another call', async () => {
		const place = await suspend(lab, SILENT);
		await allEnded();
		const { credentials } = lab.engine.state;
		const { seedanceArkApi } = credentials;
		delete credentials.seedanceArkApi;
		expect(await call(place.url, ended(place.taskId))).toBe(503);
		expect(record(place.result.executionId)?.status).toBe('waiting');
		credentials.seedanceArkApi = seedanceArkApi;
		expect(await call(place.url, ended(place.taskId))).toBe(200);
		await until(() => ends(place.result.executionId), 'the execution resumed');
	});

	test('P8 a flood of forged ends is not passed on to the provider, and the real end resumes', async () => {
		const place = await suspend(lab, 'A boat [[callbacks:0]] [[slow:4000]]');
		const before = lab.requests('ark', 'get').length;
		const flood = Array.from(
			{ length: 200 },
			async () => await call(place.url, ended(place.taskId)),
		);
		expect(new Set(await Promise.all(flood))).toEqual(new Set([503]));
		expect(lab.requests('ark', 'get').length - before).toBeLessThan(40);
		await allEnded();
		expect(await call(place.url, ended(place.taskId))).toBe(200);
		await until(() => ends(place.result.executionId), 'the execution resumed');
	});

	test('the last callback is asked for again when another task of the run cannot be read', async () => {
		const place = await suspend(lab, SILENT, [{}, {}]);
		await allEnded();
		const [lost, last] = place.taskIds;
		lab.sandbox.addFault({
			provider: 'ark',
			operation: 'get',
			pathIncludes: lost,
			kind: 'status',
			status: 500,
			times: 2,
		});
		expect(await call(place.url, ended(last))).toBe(503);
		expect(await call(place.url, ended(last))).toBe(200);
		await until(() => ends(place.result.executionId), 'the execution resumed');
	});
});
