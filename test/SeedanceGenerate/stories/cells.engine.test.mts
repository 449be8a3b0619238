import { jsonOf } from '../../support/items.mts';
import { openLab } from '../../support/lab.mts';
import { TELLING, runOf, shots, storyTools } from './storyLab.mts';
import type { INodeParameters } from 'n8n-workflow';
import type { NodeParameters } from '../../support/lab.mts';
import type { ShotRow } from './storyLab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { paid } = storyTools(() => lab);

describe.each(TELLING)('P20 What cells say of stories on %s', (provider) => {
	const order = async (
		rows: ShotRow[],
		options: INodeParameters = {},
		parameters: NodeParameters = {},
	) => {
		const settings = { onError: 'continueRegularOutput' } as const;
		return jsonOf(
			await lab.generate(provider, { ...runOf(rows, options, { parameters }), settings }),
		);
	};

	test.each([
		['numbers and texts', ['1', ' 1 ', 1]],
		['spaces of other kinds', ['Story 1', 'Story\u00a01', 'Story\u20091']],
		['characters that nobody sees', ['Story 1', 'Sto\u200bry 1', '\ufeffStory 1\u200b']],
		['letters with their accent as a sign of its own', ['Café', 'Cafe\u0301']],
		['thousands of characters', ['x'.repeat(50_000), 'x'.repeat(50_000)]],
	])('story keys that look the same are one story: %s', async (_, keys) => {
		const rows = keys.map((story, index) => ({ story: story as string, prompt: `Shot a${index}` }));
		const items = await order(rows);
		expect(items.flatMap(({ warnings }) => warnings)).toEqual([]);
		expect(paid()).toEqual(keys.map((__, index) => (index ? `a${index - 1}>` : '>') + `a${index}`));
	});

	test('a Continue From that cannot be read keeps the story back that the row may continue', async () => {
		const from = ['lastFrame', 'Last Frame', '#REF!', 'lastFrame'];
		const rows = shots({ a: 4 }).map((row, index) => ({ ...row, from: from[index] }));
		const items = await order([...rows, { ...shots({ b: 1 })[0], from: 'none' }], {
			continueFrom: '={{ $json.from }}',
		});
		expect(paid()).toEqual(['>b1']);
		expect(items[2].failure?.message).toMatch(/Continue From is "#REF!"/);
		for (const index of [0, 1, 3]) expect(items[index].failure?.message).toMatch(/: row 3, a shot/);
	});

	test('a shot that another story shares is made for that one, although its own story is kept back', async () => {
		const rows = ['a', 'b'].flatMap((story) => [
			{ story, prompt: 'Shot intro', key: 'intro', seconds: 5 },
			{ story, prompt: `Shot ${story}2`, key: `${story}2`, seconds: story === 'a' ? 99 : 5 },
		]);
		const idempotencyKey = `={{ $json.key + " shared on ${provider}" }}`;
		const items = await order(rows, { idempotencyKey }, { duration: '={{ $json.seconds }}' });
		expect(paid()).toEqual(['>intro', 'intro>b2']);
		expect(items.map(({ status }) => status)).toEqual([
			...['succeeded', 'failed', 'succeeded', 'succeeded'],
		]);
		expect(items[0].taskId).toBe(items[2].taskId);
		expect(items[0].warnings).toEqual([
			'This row has the Idempotency Key of row 3, so both are one video.',
		]);
	});
});
