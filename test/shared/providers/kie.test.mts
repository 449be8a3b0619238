import { kie } from '../../../nodes/shared/providers/kie/index.ts';
import FIXTURES from '../../contract/fixtures/index.mts';
import { requestFor } from '../../contract/requests.mts';

const fixture = FIXTURES.kie;
const of = (code: number, msg: string, data: unknown = null) => ({ code, msg, data });

describe('kie.ai says in the body how it went', () => {
	test.each([
		[401, 'account', false],
		[402, 'account', false],
		[422, 'input', false],
		[429, 'rateLimit', true],
		[433, 'account', false],
		[455, 'provider', true],
		[500, 'provider', true],
	])('an HTTP 200 with the code %i counts as that status', (code, category, retryable) => {
		const body = of(code, 'Something is off');
		expect(kie.statusOf?.(200, body)).toBe(code);
		expect(kie.failureOf(200, body)).toMatchObject({ category, retryable, code: String(code) });
	});

	test('a task is a task whatever the code around it is, and trouble of a gateway stays what it is', () => {
		expect(kie.statusOf?.(200, { ...fixture.failed('POLICY', 'No.'), code: 501 })).toBe(200);
		expect(kie.statusOf?.(502, of(422, 'odd'))).toBe(502);
		expect(kie.statusOf?.(200, fixture.succeeded)).toBe(200);
		for (const body of [null, '', '<html>', [], { code: '200' }, { code: 7 }, { code: 12345 }]) {
			expect(kie.statusOf?.(200, body)).toBe(200);
		}
	});

	test('a task that it does not know is not there, although it calls that a wrong value', () => {
		expect(kie.statusOf?.(200, of(422, 'recordInfo is null'))).toBe(404);
		expect(kie.failureOf(200, of(422, 'recordInfo is null'))?.hint).toMatch(/Task ID/);
	});

	test('a feature that is switched off is a clear no, and nothing that may have begun', () => {
		for (const status of [200, 505]) expect(kie.statusOf?.(status, of(505, 'off'))).toBe(403);
	});
});

describe('What kie.ai is sent', () => {
	test('pictures of frames and references have names of their own, without a space at the end', () => {
		const first = requestFor('kie', { mode: 'firstLastFrame' }).request;
		const { input } = kie.create(first).body as { input: object };
		expect(input).toMatchObject({
			first_frame_url: first.media[0].url,
			last_frame_url: first.media[1].url,
		});
		const media = [{ kind: 'video' as const, url: 'https://example.com/v.mp4', label: 'Media' }];
		const reference = kie.create(requestFor('kie', { mode: 'reference', media }).request);
		expect(Object.keys(reference.body?.input as object)).toEqual([
			'prompt',
			'reference_video_urls',
		]);
	});

	test('1.5 gets its frames in the one list that it knows, typed by hand as well', () => {
		for (const model of ['seedance-1.5-pro', 'custom'] as const) {
			const customModel = model === 'custom' ? 'bytedance/seedance-1.5-pro' : '';
			const { request } = requestFor('kie', { model, customModel, mode: 'firstFrame' });
			expect(kie.create(request).body?.input).toMatchObject({ input_urls: [request.media[0].url] });
		}
	});

	test('Extra Body reaches into the settings', () => {
		const { request } = requestFor('kie', { options: { extraBody: { input: { seed: 7 } } } });
		expect(kie.create(request).body?.input).toMatchObject({ prompt: request.prompt, seed: 7 });
	});
});

describe('What kie.ai tells of a task', () => {
	const lastFrame = 'https://tempfile.example.com/f2b1/last.png?sig=s2';

	test('the result comes as text, what was asked for as well', () => {
		const { data } = fixture.succeeded as { data: object };
		const resultJson = JSON.stringify({
			resultUrls: ['https://tempfile.example.com/f2b1/video.mp4?sig=s1'],
			firstFrameUrl: ['https://tempfile.example.com/f2b1/first.png'],
			lastFrameUrl: [lastFrame],
		});
		expect(
			kie.readTask({ code: 200, msg: 'success', data: { ...data, resultJson } }),
		).toMatchObject({
			status: 'succeeded',
			videoUrl: 'https://tempfile.example.com/f2b1/video.mp4?sig=s1',
			lastFrameUrl: lastFrame,
			model: 'bytedance/seedance-2',
			prompt: 'A paper boat sails across a puddle',
			durationSeconds: 5,
			resolution: '720p',
			aspectRatio: '16:9',
			usage: { creditsCharged: 41 },
			submittedAt: '2026-07-01T10:00:00.000Z',
			completedAt: '2026-07-01T10:02:32.000Z',
			urlExpiresAt: '2026-07-02T10:02:32.000Z',
		});
	});

	test('what was put in is never taken for the result', () => {
		const input = { reference_video_urls: ['https://shop.example.com/mine.mp4'] };
		const { data } = fixture.task('success') as { data: object };
		const param = JSON.stringify({ model: 'm', input: JSON.stringify(input) });
		expect(kie.readTask({ code: 200, data: { ...data, param } })?.videoUrl).toBeNull();
	});

	test('it costs what is reported at the end, and of a bad end only nothing is sure', () => {
		const question = { request: null, region: undefined };
		const costAt = (change: object) => {
			const { data } = fixture.succeeded as { data: object };
			const task = kie.readTask({ code: 200, data: { ...data, ...change } });
			return task === null ? undefined : kie.cost?.(task, question);
		};
		expect(costAt({})).toEqual({ amount: 41, currency: 'credits', basis: 'reported' });
		expect(costAt({ state: 'generating', creditsConsumed: 0 })).toBeNull();
		expect(costAt({ state: 'fail', creditsConsumed: 0 })).toMatchObject({ amount: 0 });
		expect(costAt({ state: 'fail' })).toBeNull();
	});

	test('the balance is read, and a fresh link as a text or inside an object', () => {
		expect(kie.readBalance?.(of(200, 'success', 123.4))).toEqual({
			amount: 123.4,
			currency: 'credits',
		});
		for (const data of [lastFrame, { url: lastFrame }]) {
			expect(kie.freshLink?.read(of(200, 'success', data))).toBe(lastFrame);
		}
		expect(kie.freshLink?.read(of(422, 'not ours'))).toBeNull();
	});

	test('files of one name and different contents do not replace each other', () => {
		const named = (text: string) => {
			const file = { bytes: Buffer.from(text), fileName: 'a.png', mimeType: 'image/png' };
			return kie.upload?.call(file).form?.bytes.toString() ?? '';
		};
		const nameIn = (form: string) => /name="fileName"\r\n\r\n(\S+)/.exec(form)?.[1];
		expect(nameIn(named('one'))).toMatch(/^[0-9a-f]{16}-a\.png$/);
		expect(nameIn(named('one'))).toBe(nameIn(named('one')));
		expect(nameIn(named('one'))).not.toBe(nameIn(named('two')));
	});
});
