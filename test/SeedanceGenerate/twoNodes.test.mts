import { GENERATE, PROVIDER_IDS, openLab } from '../support/lab.mts';
import type { RunResult } from '../../tools/engine/execution.mts';

/**
 * Two Seedance Generate nodes in one workflow whose rows have the same Idempotency Keys, as when one makes the square
 * video of a product and the other the upright one.
 */

jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const SHAPES = { Square: '1:1', Upright: '9:16' } as const;

/** @param series keys are kept as long as the laboratory */
function workflowOf(provider: string, series: string) {
	const nodes = Object.entries(SHAPES).map(([name, aspectRatio]) => ({
		id: `node ${name}`,
		name,
		type: GENERATE,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {
			provider,
			aspectRatio,
			prompt: 'A mug turns slowly',
			completion: 'submit',
			options: { idempotencyKey: `${series} MUG` },
		},
	}));
	const start = { ...nodes[0], id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
	const links = Object.keys(SHAPES).map((node) => ({ node, type: 'main' as const, index: 0 }));
	return {
		id: 'two nodes',
		nodes: [{ ...start, parameters: {} }, ...nodes],
		connections: { Start: { main: [links] } },
	};
}

const videos = (result: RunResult) => Object.keys(SHAPES).map((name) => result.items(name)[0].json);

test.each(PROVIDER_IDS)(
	'P1 on %s each has its own video, then and in a later execution',
	async (provider) => {
		const workflow = workflowOf(provider, `then on ${provider}`);
		const first = await lab.engine.run({ workflow });
		const [square, upright] = videos(first);
		expect([square.aspectRatio, upright.aspectRatio]).toEqual(['1:1', '9:16']);
		expect(square.taskId).not.toBe(upright.taskId);
		const later = await lab.engine.run({ workflow, staticData: first.staticData });
		expect(videos(later).map(({ taskId }) => taskId)).toEqual([square.taskId, upright.taskId]);
		expect(videos(later).flatMap(({ warnings }) => warnings)).toEqual([]);
		expect(lab.requests(provider, 'create')).toHaveLength(2);
	},
);

test('P1 after a crash neither is given the video of the other that Ark lists', async () => {
	const workflow = workflowOf('ark', 'crash');
	// Its static data are lost with the crash; the claims are not.
	const [square, upright] = videos(await lab.engine.run({ workflow }));
	const marks = lab.requests('ark', 'create').map(({ body }) => (body as any).safety_identifier);
	expect(new Set(marks).size).toBe(2);
	const found = videos(await lab.engine.run({ workflow, staticData: {} }));
	expect(found.map(({ taskId }) => taskId)).toEqual([square.taskId, upright.taskId]);
	expect(lab.requests('ark', 'create')).toHaveLength(2);
});
