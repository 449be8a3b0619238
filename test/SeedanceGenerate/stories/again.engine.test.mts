import { jsonOf } from '../../support/items.mts';
import { openLab } from '../../support/lab.mts';
import { RETRY_ON_FAIL } from '../pay/faults.mts';
import { FINAL, PASSING } from '../support.mts';
import { TELLING, runOf, shots, storyTools } from './storyLab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { named, paid, scheduled } = storyTools(() => lab);

const DAY_MS = 86_400_000;
const ids = (items: Array<{ taskId: unknown }>) => items.map(({ taskId }) => taskId);

describe.each(TELLING)('Stories that are run again on %s', (provider) => {
	const passing = `[[fail:${PASSING[provider]}]]`;
	const final = `[[fail:${FINAL[provider]}]]`;

	test('P2 "Retry execution" goes on where the story stopped, and pays no shot twice', async () => {
		const rows = shots({ a: 4, b: 2 }, { a3: passing });
		const first = await lab.generate(provider, runOf(rows));
		expect(first.error?.message).toMatch(/Row 4: .*was not ordered.*row 3/);
		expect(paid()).toHaveLength(5);
		const second = await lab.engine.retry(first.saved);
		expect(second.status).toBe('error');
		// The shot that failed for a passing reason once more, from the same frame; and no other.
		expect(named('a3')).toHaveLength(2);
		expect(paid()).toHaveLength(6);
		expect(paid().slice(-1)).toEqual(['a2>a3']);
	});

	test('P2 "Retry execution" after a repaired prompt orders the rest of the story, from the last frame that there was', async () => {
		const rows = shots({ a: 4 }, { a3: final });
		const first = await lab.generate(provider, runOf(rows));
		const workflow = structuredClone(first.saved.workflow);
		workflow.nodes[1].parameters.prompt = '={{ $json.prompt.replace(/ .{2}fail.*/, "") }}';
		const second = await lab.engine.retry(first.saved, { workflow });
		expect(second.status).toBe('success');
		expect(paid()).toEqual(['>a1', 'a1>a2', 'a2>a3', 'a2>a3', 'a3>a4']);
		// The frame is that of the video that is there, not of the one that failed.
		const [a1, a2] = ids(jsonOf(second));
		expect([a1, a2]).toEqual([named('a1')[0].id, named('a2')[0].id]);
	});

	test('P2 "Retry execution" with another second shot orders the later ones anew, because they would no longer continue', async () => {
		const rows = shots({ a: 3, b: 1 }, { b1: final });
		const first = await lab.generate(provider, runOf(rows));
		const workflow = structuredClone(first.saved.workflow);
		workflow.nodes[1].parameters.prompt = '={{ $json.prompt.replace("a2", "a2 at night") }}';
		await lab.engine.retry(first.saved, { workflow });
		expect([...paid()].sort()).toEqual(['>a1', 'a1>a2', 'a2>a3', '>b1', 'a1>a2', 'a2>a3'].sort());
	});

	test('P2 Retry On Fail, five times: no shot is paid twice, and the story is not begun anew', async () => {
		const rows = shots({ a: 3, b: 3 }, { a2: passing });
		const result = await lab.generate(provider, { ...runOf(rows), settings: RETRY_ON_FAIL });
		expect(result.status).toBe('error');
		expect([...paid()].sort()).toEqual(['>a1', '>b1', 'a1>a2', 'b1>b2', 'b2>b3']);
	});

	test('P2 Retry On Fail takes up a story whose second shot the provider had turned away', async () => {
		lab.sandbox.addFault({ provider, operation: 'create', kind: 'status', status: 400, nth: 2 });
		const rows = shots({ a: 3 });
		const result = await lab.generate(provider, { ...runOf(rows), settings: RETRY_ON_FAIL });
		expect(result.status).toBe('success');
		expect(paid()).toEqual(['>a1', 'a1>a2', 'a2>a3']);
	});

	test('P1 with keys another execution takes the shots over, although their links are others, and goes on', async () => {
		const rows = shots({ a: 4 });
		const run = scheduled(provider);
		const first = await run(rows.slice(0, 2));
		const items = await run(rows);
		expect(items.map(({ status }) => status)).toEqual(rows.map(() => 'succeeded'));
		expect(paid()).toEqual(['>a1', 'a1>a2', 'a2>a3', 'a3>a4']);
		expect(ids(items).slice(0, 2)).toEqual(ids(first));
		// "submitted before with another request" would be a lie.
		expect(items.flatMap(({ warnings }) => warnings)).toEqual([]);
	});

	test('P1 another first shot with a key of its own is not passed off as what an old second shot continues', async () => {
		const rowsOf = (first: string) => [
			{ story: 'a', key: first, prompt: `Shot a1 ${first}` },
			{ story: 'a', key: 'second', prompt: 'Shot a2' },
		];
		const run = scheduled(provider);
		await run(rowsOf('day'));
		const [, second] = await run(rowsOf('night'));
		expect(paid()).toHaveLength(3);
		expect(second.warnings.join()).toMatch(/submitted before with another request/);
	});

	test('P20 a last frame that has ended is renewed, or the next shot is not ordered and says so', async () => {
		const rows = shots({ a: 3 });
		const run = scheduled(provider);
		await run(rows.slice(0, 1));
		const [{ id }] = named('a1');
		lab.sandbox.age(id, 2 * DAY_MS);
		const [, second, third] = await run(rows);
		if (provider === 'kie') {
			expect(paid()).toEqual(['>a1', 'a1>a2', 'a2>a3']);
			return;
		}
		expect(paid()).toEqual(['>a1']);
		for (const { failure } of [second, third]) {
			expect(failure?.code).toBe('storyStopped');
			expect(failure?.message).toMatch(/not ordered, and nothing is billed.*row 1/);
			expect(failure?.message).toContain(id);
		}
	});

	test('P1 after a crash shots that were ordered are looked for, never ordered again and never said to be unpaid', async () => {
		const rows = shots({ a: 4 });
		const run = scheduled(provider);
		await run(rows.slice(0, 2), { crash: true });
		const items = await run(rows);
		if (provider === 'ark') {
			expect(items.map(({ status }) => status)).toEqual(rows.map(() => 'succeeded'));
			expect(paid()).toEqual(['>a1', 'a1>a2', 'a2>a3', 'a3>a4']);
			return;
		}
		expect(paid()).toEqual(['>a1', 'a1>a2']);
		const codes = items.map(({ failure }) => failure?.code);
		expect(codes).toEqual(['outcomeUnknown', 'outcomeUnknown', 'storyStopped', 'storyStopped']);
		for (const { failure } of items.slice(0, 2)) expect(failure?.message).not.toMatch(/billed for/);
		for (const { failure } of items.slice(2)) expect(failure?.message).toMatch(/nobody knows/);
	});

	test('P1 a lost answer to a shot is looked up or stops its story, and the shot is never sent again', async () => {
		lab.sandbox.addFault({ provider, operation: 'create', kind: 'resetAfter', nth: 2 });
		const rows = shots({ a: 3 });
		const items = await scheduled(provider)(rows);
		if (provider === 'ark') {
			expect(paid()).toEqual(['>a1', 'a1>a2', 'a2>a3']);
			return;
		}
		expect(paid()).toEqual(['>a1', 'a1>a2']);
		expect(items.map(({ failure }) => failure?.code)).toEqual([
			...[undefined, 'outcomeUnknown', 'storyStopped'],
		]);
	}, 60_000);
});
