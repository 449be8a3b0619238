/** Rows as people really have them, on n8n's own engine: what holds no value is refused, and nothing is sent. */

import { PROVIDER_IDS, openLab } from '../../support/lab.mts';
import { MUG, cell, media, rowTools } from './rows.mts';
import type { Lab } from '../../support/lab.mts';

let lab: Lab;
beforeAll(async () => {
	lab = await openLab({ fetchMedia: false });
});
afterAll(async () => await lab.close());

const { refusals, order } = rowTools(() => lab);

describe.each(PROVIDER_IDS)('P17 On %s', (provider) => {
	test('a prompt that is no prompt is refused with the cell and the remedy', async () => {
		const cells = [
			...['#REF!', '#N/A', '#VALUE!', '#ERROR!', '#BEZUG!', '#NV', 'Err:502', '"#N/A"'],
			...['Loading...', '=CONCATENATE(A2;" spins")', '{{ $json.p }}', '$json.p', '{{prompt}}'],
			...['[object Object]', 'undefined', 'null', 'NaN', '-', '.', 'N/A', 'TBD', 'FALSE', 'x'],
		];
		const said = await refusals(
			provider,
			{ prompt: cell('text') },
			cells.map((text) => ({ text })),
		);
		cells.forEach((text, index) => expect(said[index]).toContain(`Prompt is "${text}", `));
		expect(said.map((text) => text.split('Prompt').length)).toEqual(cells.map(() => 2));
		expect(said[0]).toMatch(/Repair the formula/);
		expect(said[8]).toMatch(/Wait until/);
		expect(said[9]).toMatch(/formula/);
		expect(said[10]).toMatch(/from Fixed to Expression/);
	});

	test('a prompt of invisible characters, of false or of a list is refused with only what is true', async () => {
		const said = await refusals(provider, { prompt: cell('text') }, [
			{ text: '\u200B\uFEFF\u3164 \u2060' },
			{ text: false },
			{ text: ['A boat'] },
			{ text: { error: '#ERROR!' } },
		]);
		expect(said[0]).toMatch(/^Prompt is empty/);
		expect(said[1]).toMatch(/^Prompt is "false", which is no value/);
		expect(said[2]).toBe('Prompt needs text, but it is ["A boat"].');
		expect(said[3]).toMatch(/^Prompt is "#ERROR!", which a spreadsheet shows/);
	});

	test('an expression typed in Fixed is refused in every row', async () => {
		const rows = [{ p: 'A' }, { p: 'B' }, { p: 'C' }];
		for (const prompt of ['{{ $json.p }}', 'A mug: {{ $json.p }} spins']) {
			const said = await refusals(provider, { prompt }, rows);
			expect(new Set(said)).toEqual(
				new Set([
					`Prompt is "${prompt}", an expression that n8n has not worked out. Switch the field from Fixed to Expression.`,
				]),
			);
		}
	});

	test('a look without a name and a picture is refused', async () => {
		const look = {
			promptSource: 'template',
			promptTemplate: cell('look'),
			productName: cell('product'),
			mediaSource: 'json',
			mediaJson: cell('image'),
		};
		const said = await refusals(provider, look, [
			{ row_number: 3, product: '', image: '', look: '' },
			{ row_number: 4 },
			{ product: ' ', image: ' ', look: 'Hero Shot' },
			{ product: '\u200B', image: null, look: 'Hero Shot' },
			{ product: '#N/A', image: MUG, look: 'Hero Shot' },
			{ product: 'N/A', image: '', look: 'Hero Shot' },
		]);
		for (const text of said.slice(0, 4))
			expect(text).toMatch(/neither a Product Name nor a picture/);
		for (const text of said.slice(4)) expect(text).toMatch(/^Product Name is "#?N\/A", which/);
		const fields = { ...look, mediaSource: 'fields', media: {} };
		expect(await refusals(provider, fields, [{ product: '' }])).toEqual([said[0]]);
	});

	test('a blank row of a sheet is refused where the fields are made from rows', async () => {
		const said = await refusals(provider, { prompt: '={{ $json.product }} spins on a table' }, [
			{ row_number: 7, product: '' },
			{ row_number: 8 },
		]);
		for (const text of said) expect(text).toMatch(/^This row of the sheet is blank/);
		await order(provider, { prompt: 'A mug spins' }, { row_number: 8 });
		await order(
			provider,
			{ prompt: '={{ $json.product }} spins' },
			{ row_number: 8, product: 'Mug' },
		);
	});

	test('a cell with invisible characters around its word is read as the word', async () => {
		const wish = await order(
			provider,
			{
				prompt: cell('prompt'),
				mode: cell('mode'),
				duration: cell('seconds'),
				resolution: cell('size'),
				aspectRatio: cell('shape'),
				generateAudio: cell('sound'),
			},
			{
				prompt: '\u200B A boat drifts\uFEFF',
				mode: 'Text to Video\u200B',
				seconds: '\u200E5\u200E',
				size: '720p\u200B',
				shape: '\u00A09:16\u2060',
				sound: '\u200BFALSCH',
			},
		);
		expect(wish).toMatchObject({
			prompt: 'A boat drifts',
			mode: 'textToVideo',
			durationSeconds: 5,
		});
		expect(wish).toMatchObject({ resolution: '720p', aspectRatio: '9:16' });
		expect(wish.generateAudio ?? false).toBe(false);
	});

	test('every label of the panel is understood from a cell', async () => {
		const shapes = { '16:9 (Landscape)': '16:9', '9:16 (Portrait, Reels and Shorts)': '9:16' };
		const cells = { ...shapes, '1:1 (Square)': '1:1', '16X9': '16:9', '9:16:00 AM': '9:16' };
		const times = { '4:09:00 PM': '16:9', '1899-12-30T16:09:00.000Z': '16:9', portrait: '9:16' };
		for (const [shape, aspectRatio] of Object.entries({ ...cells, ...times })) {
			expect(await order(provider, { aspectRatio: cell('shape') }, { shape })).toMatchObject({
				aspectRatio,
			});
		}
		const frames = { ...media(MUG), prompt: 'It turns' };
		expect(
			await order(provider, { ...frames, mode: cell('m') }, { m: 'First Frame' }),
		).toMatchObject({
			mode: 'firstFrame',
		});
		const two = { mediaSource: 'json', mediaJson: `${MUG}, ${MUG}?2`, mode: cell('m') };
		expect(await order(provider, two, { m: 'First and Last Frame' })).toMatchObject({
			mode: 'firstLastFrame',
		});
		const look = { promptSource: 'template', promptTemplate: cell('look'), productName: 'Mug' };
		expect((await order(provider, look, { look: '360° Rotation' })).prompt).toMatch(/turns once/);
		expect(await order(provider, { model: cell('m') }, { m: 'Seedance 2.0 Fast' })).toMatchObject({
			taskId: expect.any(String) as string,
		});
	});

	test('a shape that is none of the list is shown as it stands in the cell', async () => {
		const said = await refusals(provider, { aspectRatio: cell('shape') }, [
			{ shape: 0.5625 },
			{ shape: '15:20' },
			{ shape: '#DIV/0!' },
		]);
		expect(said[0]).toMatch(/^Aspect Ratio is "0\.5625"\. Choose one of: 16:9, 9:16, 1:1/);
		expect(said[1]).toMatch(/^Aspect Ratio is "15:20"/);
		expect(said[2]).toMatch(/^Aspect Ratio is "#DIV\/0!", which a spreadsheet shows/);
	});

	test('an Idempotency Key that is no key is refused, and no row gets the video of another', async () => {
		const keys = ['#N/A', '#N/A', 'undefined', '[object Object]', 'null', 'SKU-#REF!', '-', 'NaN'];
		const said = await refusals(
			provider,
			{ prompt: cell('p'), options: { idempotencyKey: cell('key') } },
			keys.map((key, index) => ({ key, p: `Product ${index} turns` })),
		);
		for (const text of said) expect(text).toMatch(/^Idempotency Key is "/);
	});

	test('a spreadsheet word inside a prompt is only warned about', async () => {
		const { warnings } = await order(provider, { prompt: 'A poster says #REF! and burns' });
		expect(warnings).toContainEqual(expect.stringMatching(/^Prompt holds "#REF!", which usually/));
	});
});
