import { estimatesOf, refusedOf } from '../../../support/items.mts';
import { PROVIDER_IDS, openLab } from '../../../support/lab.mts';
import { REFUSED } from './badLinks.mts';

jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab({ fetchMedia: false });
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const byField = {
	media: { item: [{ kind: 'image', source: 'url', url: '={{ $json.link }}' }] },
};
const byList = { mediaSource: 'json', mediaJson: '={{ $json.link }}' };

describe.each(PROVIDER_IDS)('P17 A cell that holds no link orders nothing on %s', (provider) => {
	test.each([
		['the URL field', byField],
		['the list', byList],
	])('in %s', async (_, parameters) => {
		const result = await lab.generate(provider, {
			parameters,
			rows: REFUSED.map(([link]) => ({ link })),
			settings: { onError: 'continueErrorOutput' },
		});
		expect(lab.requests(provider)).toEqual([]);
		const texts = refusedOf(result).map(({ message }) => message);
		expect(texts).toHaveLength(REFUSED.length);
		REFUSED.forEach(([link], row) => {
			expect({ link, text: texts[row] }).toEqual({
				link,
				text: expect.stringMatching(/Media (?:item 1|List)/) as string,
			});
		});
	});

	test('and a link with something around it is ordered with as a link', async () => {
		const link = 'https://shop.example.com/mug.jpg';
		const cells = [`${link},`, `"${link}"`, `mug.jpg (${link})`, `![mug](${link})`, ` ${link} `];
		const lists = [`=IMAGE("${link}")`, [{ id: 'att1', url: link, type: 'image/jpeg' }]];
		for (const parameters of [byField, byList]) {
			const result = await lab.generate(provider, {
				parameters: { operation: 'estimate', prompt: 'It turns', ...parameters },
				rows: [...cells, ...lists].map((cell) => ({ link: cell })),
			});
			estimatesOf(result).forEach(({ problems, request, mode }) => {
				expect(problems).toEqual([]);
				expect(mode).toBe('firstFrame');
				expect(JSON.stringify(request)).toContain(`"${link}"`);
			});
		}
	});
});

test.each(['evolink', 'ark', 'twelveAi'] as const)(
	'P17 A slip in a tag makes no other kind of video on %s',
	async (provider) => {
		const prompts = ['@image 1 spins', '@Image_1 spins', '@img1 spins', '@圖片1旋轉', '@影像1旋轉'];
		const result = await lab.generate(provider, {
			parameters: {
				operation: 'estimate',
				prompt: '={{ $json.prompt }}',
				mediaSource: 'json',
				mediaJson: 'https://shop.example.com/mug.jpg',
			},
			rows: prompts.map((prompt) => ({ prompt })),
		});
		expect(estimatesOf(result).map(({ mode }) => mode)).toEqual(prompts.map(() => 'reference'));
	},
);
