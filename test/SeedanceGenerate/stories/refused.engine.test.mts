import { jsonOf, estimatesOf } from '../../support/items.mts';
import { PROVIDER_IDS, openLab } from '../../support/lab.mts';
import { agentTool } from '../pay/agentTool.mts';
import { stopTools } from '../stopTools.mts';
import { RUNNING } from '../support.mts';
import { TELLING, runOf, shots, storyTools } from './storyLab.mts';
import type { INodeParameters } from 'n8n-workflow';
import type { NodeParameters, ProviderId } from '../../support/lab.mts';
import type { ShotRow } from './storyLab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { named, paid, picturesOf, scheduled } = storyTools(() => lab);
const { idOf, stateOf, stopWhen } = stopTools(() => lab);

const PICTURE = () => lab.sandbox.mediaUrl('photo.jpg');

async function order(
	provider: ProviderId,
	rows: ShotRow[],
	parameters: NodeParameters = {},
	options: INodeParameters = {},
) {
	const run = runOf(rows, options, { parameters });
	const settings = { onError: 'continueRegularOutput' } as const;
	return jsonOf(await lab.generate(provider, { ...run, settings }));
}

const messages = (items: Array<{ failure: { message: string } | null }>) =>
	items.map(({ failure }) => failure?.message ?? '');

describe.each(PROVIDER_IDS.filter((id) => !TELLING.includes(id)))('P20 On %s', (provider) => {
	test('nothing of a story is ordered, because there is no last frame, and the remedy is named', async () => {
		const items = await order(provider, shots({ a: 2 }));
		for (const message of messages(items)) {
			expect(message).toMatch(
				/does not hand over the last frame.*Ark.*kie\.ai.*set Continue From to "None"/,
			);
		}
		expect(lab.sandbox.tasks()).toEqual([]);
	});
});

describe.each(TELLING)('P20 Before anything of a story is paid on %s', (provider) => {
	test.each([['callback'], ['sleep'], ['submit']])(
		'a run that does not wait is refused with the reason: %s',
		async (completion) => {
			const items = await order(provider, shots({ a: 2 }), { completion });
			expect(messages(items)[0]).toMatch(/needs When to Continue.*has to wait for it/);
			expect(lab.sandbox.tasks()).toEqual([]);
		},
	);

	test('a shot that cannot be ordered as it is keeps its whole story back, and no other', async () => {
		const rows = shots({ a: 3, b: 2 }).map((row) => ({ ...row, seconds: 5 }));
		rows[2].seconds = 99;
		const items = await order(provider, rows, { duration: '={{ $json.seconds }}' });
		expect(paid()).toEqual(['>b1', 'b1>b2']);
		const [a1, a2, a3] = messages(items);
		expect(a1).toMatch(/not ordered.*row 3, a shot of the same story, cannot be ordered/);
		expect(a2).toBe(a1);
		expect(a3).toMatch(/Duration is 99/);
	});

	test('media of a later shot are refused, with what to do', async () => {
		const rows = shots({ a: 2 }).map((row) => ({ ...row, image: PICTURE() }));
		const media = { mediaSource: 'json', mediaJson: '={{ $json.image }}' };
		const items = await order(provider, rows, media);
		expect(messages(items)[1]).toMatch(/begins with the last frame of row 1.*First and Last Frame/);
		const asReference = await order(provider, rows, { ...media, mode: 'reference' });
		expect(messages(asReference)[1]).toMatch(/does not go together with Mode Reference/);
		expect(lab.sandbox.tasks()).toEqual([]);
	});

	test('the first shot may have its own picture, and a field that is empty then in the others does not matter', async () => {
		const rows = shots({ a: 2 }).map((row, index) => ({ ...row, image: index ? '' : PICTURE() }));
		const item = { kind: 'image', source: 'url', url: '={{ $json.image }}' };
		const items = await order(provider, rows, { media: { item: [item] } });
		expect(items.map(({ mode }) => mode)).toEqual(['firstFrame', 'firstFrame']);
		expect(paid()).toEqual([`${PICTURE()}>a1`, 'a1>a2']);
	});

	test('a later shot may have its own last picture', async () => {
		const rows = shots({ a: 2 }).map((row, index) => ({ ...row, image: index ? PICTURE() : '' }));
		const items = await order(provider, rows, {
			mode: '={{ $itemIndex ? "firstLastFrame" : "auto" }}',
			mediaSource: 'json',
			mediaJson: '={{ $json.image }}',
		});
		expect(items.map(({ mode }) => mode)).toEqual(['textToVideo', 'firstLastFrame']);
		expect(picturesOf(named('a2')[0])).toEqual([expect.stringContaining('-last.png'), PICTURE()]);
	});

	test('caps count all shots before the first is paid', async () => {
		const [first] = await order(provider, shots({ a: 3 }), {}, { maxTasks: 2 });
		expect(first.failure?.message).toMatch(/would submit 3 videos/);
		const cost = { maxCost: 1.4, costPerSecond: 0.1 };
		const [dear] = await order(provider, shots({ a: 3 }), {}, cost);
		expect(dear.failure?.message).toMatch(/would cost about 1\.50/);
		expect(lab.sandbox.tasks()).toEqual([]);
	});

	test('Max Open Tasks counts the shots that are open, and a story that waits holds no place', async () => {
		const items = await order(provider, shots({ a: 3, b: 3, c: 3 }), {}, { maxOpenTasks: 1 });
		expect(items.map(({ status }) => status)).toEqual(items.map(() => 'succeeded'));
		expect(lab.sandbox.stats()[provider].maxOpenTasks).toBe(1);
		expect(paid()).toHaveLength(9);
	});

	test('a row without a story key is refused, unless all rows are one story', async () => {
		const rows = shots({ a: 2 });
		rows.splice(1, 0, { prompt: 'Shot x' });
		const items = await order(provider, rows);
		expect(messages(items)[1]).toMatch(/Story Key is empty in this row/);
		expect(paid()).toEqual(['>a1', 'a1>a2']);
		lab.sandbox.reset();
		await order(provider, shots({ a: 2, b: 1 }), {}, { storyKey: '' });
		expect(paid()).toEqual(['>a1', 'a1>a2', 'a2>b1']);
	});

	test('a story key without Continue From is refused, because nothing would be continued', async () => {
		const result = await lab.generate(provider, {
			parameters: { prompt: 'A boat', options: { storyKey: 'a' } },
		});
		expect(result.error?.message).toMatch(/Add the option Continue From/);
		expect(lab.sandbox.tasks()).toEqual([]);
	});

	test('a row that is not to continue begins anew, and the next one continues it', async () => {
		const rows = shots({ a: 4 }).map((row, index) => ({
			...row,
			from: index === 2 ? 'none' : 'lastFrame',
		}));
		await order(provider, rows, {}, { continueFrom: '={{ $json.from }}' });
		expect([...paid()].sort()).toEqual(['>a1', '>a3', 'a1>a2', 'a3>a4']);
	});

	test('the tool of an agent is refused, because each call is one shot', async () => {
		const parameters = { provider, prompt: "={{ $fromAI('prompt') }}" };
		const ask = agentTool(lab, { parameters, options: { continueFrom: 'lastFrame' } });
		expect((await ask('A boat')).message).toMatch(/one video per call.*lastFrameUrl/);
		expect(lab.sandbox.tasks()).toEqual([]);
	});

	test('Estimate shows each shot as it would be ordered, and its problems', async () => {
		const rows = shots({ a: 2 });
		const run = runOf(rows, {}, { parameters: { operation: 'estimate' } });
		const estimates = estimatesOf(await lab.generate(provider, run));
		expect(estimates.map(({ mode, valid }) => [mode, valid])).toEqual([
			['textToVideo', true],
			['firstFrame', true],
		]);
		expect(JSON.stringify(estimates[1].request)).toContain('n8n-last-frame:');
	});
});

describe.each(TELLING)('P20 While a story is made on %s', (provider) => {
	test('a shot that is not ready within Wait Timeout stops it, with its task ID', async () => {
		const rows = shots({ a: 3 }, { a2: RUNNING });
		const [, second, third] = await order(provider, rows, {}, { waitTimeout: 0.05 });
		expect(second).toMatchObject({ status: 'running', failure: null });
		expect(third.failure).toMatchObject({ code: 'storyStopped', category: 'timeout' });
		expect(third.failure?.message).toContain(`row 2 (task ${second.taskId})`);
		expect(third.failure?.message).toMatch(/still at work.*when Wait Timeout was over/);
		expect(paid()).toHaveLength(2);
	});

	test('Wait Timeout counts for each shot', async () => {
		const slow = { a1: '[[slow:2500]]', a2: '[[slow:2500]]', a3: '[[slow:2500]]' };
		const items = await order(provider, shots({ a: 3 }, slow), {}, { waitTimeout: 0.1 });
		expect(items.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
	});

	test('P6 Stop ends it within a second, names what runs and orders nothing more', async () => {
		const rows = shots({ a: 3, b: 2 }, { a2: RUNNING, b1: RUNNING });
		const { message, creates } = await stopWhen(
			provider,
			runOf(rows),
			() => stateOf('a2') === 'running' && stateOf('b1') === 'running',
		);
		expect(message).toContain(`row 2 (task ${idOf('a2')}), row 4 (task ${idOf('b1')})`);
		expect(message).toContain(`Already finished and paid: row 1 (task ${idOf('a1')})`);
		expect(message).not.toMatch(/row [35]/);
		expect(creates).toBe(3);
	});

	test('a video without a last frame stops it, and the remedy is named', async () => {
		const extraBody =
			provider === 'ark' ? { return_last_frame: false } : { input: { return_last_frame: false } };
		const [first, second] = await order(provider, shots({ a: 2 }), {}, { extraBody });
		expect(first.status).toBe('succeeded');
		expect(second.failure?.message).toMatch(
			/row 1 \(task .*has a video, but .* gave no last frame/,
		);
		expect(paid()).toHaveLength(1);
	});

	test('rows with one Idempotency Key are one video, from which the story goes on', async () => {
		const rows = shots({ a: 3 }).map((row, index) => ({ ...row, key: index === 1 ? 0 : index }));
		const items = await scheduled(provider)(rows.map((row) => ({ ...row, key: `k${row.key}` })));
		expect(items[1].taskId).toBe(items[0].taskId);
		expect(paid()).toEqual(['>a1', 'a1>a3']);
	});
});

test('P11 Max Cost holds for a story of which the shape is known by its first shot only', async () => {
	lab.engine.state.credentials.seedanceArkApi = { apiKey: 'x', region: 'china', baseUrl: '' };
	const parameters = { operation: 'estimate', model: 'seedance-2.5', aspectRatio: '16:9' };
	const run = runOf(shots({ a: 2 }), {}, { parameters });
	const [first, second] = estimatesOf(await lab.generate('ark', run));
	expect(second.usage.estimatedCost).toEqual(first.usage.estimatedCost);
	expect(second.request).toMatchObject({ ratio: 'adaptive' });
});
