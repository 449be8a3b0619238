import { PROVIDERS } from '../../../../nodes/shared/providers/index.ts';
import { jsonOf } from '../../../support/items.mts';
import { PROVIDER_IDS, openLab } from '../../../support/lab.mts';
import { sentBody } from '../../support.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

/** Media addresses are believed unseen. */
let blind: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	blind = await openLab({ fetchMedia: false });
});
beforeEach(() => blind.sandbox.reset());
afterAll(async () => await blind.close());

describe.each(PROVIDER_IDS)('P12 Items of %s', (provider) => {
	test.each([
		'rotation360',
		'unboxingReveal',
		'heroShot',
		'inUse',
		'premium',
		'lifestyle',
		'minimal',
	])('the look %s becomes a prompt about the product and its picture', async (promptTemplate) => {
		const [item] = jsonOf(
			await blind.generate(provider, {
				parameters: {
					completion: 'submit',
					promptSource: 'template',
					promptTemplate,
					productName: '={{ $json.name }}',
					mode: 'firstFrame',
					mediaSource: 'json',
					mediaJson: '={{ $json.picture }}',
				},
				rows: [{ name: 'Blue enamel mug', picture: 'https://example.com/mug.jpg' }],
			}),
		);
		expect(item.status).toBe('queued');
		expect(item.prompt).toContain('Blue enamel mug');
		expect(JSON.stringify(sentBody(blind, provider))).toContain(JSON.stringify(item.prompt));
		expect(item.prompt?.length).toBeGreaterThan(120);
		expect(item.prompt).not.toMatch(/\{\{|undefined/);
		const { native } = PROVIDERS[provider].capabilities.models[0].tags;
		if (!native.test('@Image1')) expect(item.prompt).not.toContain('@Image1');
	});
});
