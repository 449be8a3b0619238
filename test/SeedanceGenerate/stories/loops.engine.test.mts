import { jsonOf } from '../../support/items.mts';
import { openLab } from '../../support/lab.mts';
import { loopWorkflow } from '../loop.mts';
import { TELLING } from './storyLab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const PASSES = 3;

describe.each(TELLING)('P20 A loop that hands over the shots one by one on %s', (provider) => {
	const loop = async (storyKey: string, more = {}) => {
		const options = { continueFrom: 'lastFrame', storyKey, ...more };
		const parameters = { provider, prompt: '=A boat drifts, shot {{ $runIndex }}', options };
		const settings = { onError: 'continueRegularOutput' as const };
		const result = await lab.engine.run({ workflow: loopWorkflow(PASSES, parameters, settings) });
		return Array.from({ length: PASSES }, (_, pass) => jsonOf(result, pass)[0]);
	};

	test('pays for the first one only, and the others say what to do', async () => {
		const [first, ...others] = await loop('The boat');
		expect(first.status).toBe('succeeded');
		for (const { failure } of others) {
			expect(failure?.message).toMatch(/earlier pass of a loop.*Loop Over Items/);
		}
		expect(lab.sandbox.tasks()).toHaveLength(1);
	});

	test('a loop in which each pass is a story of its own goes on', async () => {
		const items = await loop('=The boat {{ $runIndex }}');
		expect(items.map(({ status }) => status)).toEqual(Array(PASSES).fill('succeeded'));
	});
});
