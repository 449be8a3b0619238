/** Errors of a sheet in every field, and choices that are not in their lists, on n8n's own engine. */

import { OPTIONS } from '../../../nodes/SeedanceGenerate/options.ts';
import { PROVIDER_IDS, openLab } from '../../support/lab.mts';
import { sentBody } from '../support.mts';
import { MUG, cell, media, rowTools } from './rows.mts';
import type { Lab, NodeParameters } from '../../support/lab.mts';

let lab: Lab;
beforeAll(async () => {
	lab = await openLab({ fetchMedia: false });
});
afterAll(async () => await lab.close());

const { refusals, refusal, order } = rowTools(() => lab);

type Option = (typeof OPTIONS)[keyof typeof OPTIONS];

const optionNames = (isMeant: (option: Option) => boolean) =>
	Object.entries(OPTIONS).flatMap(([name, option]) => (isMeant(option) ? [name] : []));

describe.each(PROVIDER_IDS)('P17 On %s', (provider) => {
	test('a word of the spreadsheet in any field refuses the row', async () => {
		const options = optionNames((option) => !('per' in option) || option.per === 'row');
		const fields: NodeParameters[] = [
			...['mode', 'model', 'duration', 'resolution', 'aspectRatio', 'generateAudio'].map(
				(name) => ({
					[name]: cell('bad'),
				}),
			),
			...['promptSource', 'mediaSource', 'prompt'].map((name) => ({ [name]: cell('bad') })),
			{ promptSource: 'template', promptTemplate: cell('bad'), productName: 'Mug' },
			{ promptSource: 'template', productName: cell('bad') },
			{ model: 'custom', customModel: cell('bad') },
			media(cell('bad')),
			{ media: { item: [{ kind: cell('bad'), source: 'url', url: MUG }] } },
			{ media: { item: [{ kind: 'image', source: 'url', url: MUG, name: cell('bad') }] } },
			{ media: { item: [{ kind: 'image', source: 'asset', assetId: cell('bad') }] } },
			{ media: { item: [{ kind: 'image', source: 'binary', binaryProperty: cell('bad') }] } },
			...options.map((name) => ({ completion: 'submit', options: { [name]: cell('bad') } })),
		];
		for (const parameters of fields) {
			const [said] = await refusals(provider, parameters, [{ bad: '#REF!' }]);
			expect({ parameters, said }).toEqual({
				parameters,
				said: expect.stringContaining('"#REF!"') as string,
			});
			expect(said).toMatch(/Repair the formula/);
		}
		for (const name of optionNames((option) => 'per' in option && option.per !== 'row')) {
			const completion = name === 'sleepMinutes' ? 'sleep' : 'wait';
			const parameters = { completion, options: { [name]: '={{ "#REF!" }}' } };
			const text = await refusal(provider, parameters);
			expect({ name, text }).toEqual({ name, text: expect.stringContaining('"#REF!"') as string });
		}
		expect(await refusal(provider, { completion: '={{ "#REF!" }}' })).toMatch(
			/Continue is "#REF!"/,
		);
	});

	test('a choice that is not in its list, and by which n8n hides fields, is refused with the list', async () => {
		const link = media(MUG);
		for (const mediaSource of ['url', 'binary', 'Fields Below', 'JSON', 'Fields']) {
			const [said] = await refusals(provider, { mediaSource, ...link });
			expect(said).toMatch(
				/^Media From is ".+(Fields Below \(fields\), List \(Sheet Cell\) or JSON \(json\))\.$/,
			);
		}
		for (const promptSource of ['Template', 'Product Template', 'look']) {
			const wish = { promptSource, promptTemplate: 'heroShot', productName: 'Mug' };
			const [said] = await refusals(provider, wish);
			expect(said).toMatch(/^Prompt From is ".+text, Product Template \(template\)\.$/);
		}
		for (const mode of ['Auto', 'First Frame', 'frames']) {
			const [said] = await refusals(provider, { mode, ...link });
			expect(said).toMatch(/^Mode is ".+First and Last Frame \(firstLastFrame\)/);
		}
		for (const source of ['URL', 'Url', 'link', 'Binary File']) {
			const item = [{ kind: 'image', source, url: MUG, binaryProperty: 'data' }];
			const [said] = await refusals(provider, { media: { item } });
			expect(said).toMatch(
				/^Media item 1, Source is ".+Binary File \(binary\), Asset ID \(asset\)\.$/,
			);
		}
		const [kind] = await refusals(provider, {
			media: { item: [{ kind: 'gif', source: 'url', url: MUG }] },
		});
		expect(kind).toMatch(/^Media item 1, Kind is "gif"\. Choose one of: image, video, audio\.$/);
		for (const completion of ['Right After Submitting', 'Submit', 'async']) {
			const options = { callbackUrl: 'https://n8n.example.com/webhook/x' };
			expect(await refusal(provider, { completion, options })).toMatch(/^When to Continue is "/);
		}
	});

	test('a choice from a cell, for which n8n hides nothing, is read as the panel shows it', async () => {
		const wish = {
			promptSource: cell('from'),
			promptTemplate: 'heroShot',
			productName: 'Mug',
			mediaSource: cell('media'),
			mediaJson: MUG,
		};
		const item = await order(provider, wish, {
			from: 'Product Template',
			media: 'List (Sheet Cell) or JSON',
		});
		expect(item.prompt).toMatch(/Mug/);
		expect(JSON.stringify(sentBody(lab, provider))).toMatch(/example\.com/);
	});
});
