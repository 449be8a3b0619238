import { openLab } from '../support/lab.mts';
import type { IDataObject } from 'n8n-workflow';

jest.setTimeout(60_000);

test('A medium of several rows is opened once, and each row calls it by its own place', async () => {
	const lab = await openLab();
	const [gone, fine] = ['missing.jpg', 'photo.jpg'].map((name) => lab.sandbox.mediaUrl(name));
	const result = await lab.generate('ark', {
		parameters: {
			mode: 'reference',
			mediaSource: 'json',
			mediaJson: '={{ $json.media }}',
			options: { checkMedia: true },
		},
		rows: [{ media: [gone] }, { media: [fine, gone] }, { media: [fine, fine, gone] }],
		settings: { onError: 'continueRegularOutput' },
	});
	const messages = result
		.items('Node')
		.map(({ json }) => String((json.failure as IDataObject).message).replace(/ \(http[^)]*\)/, ''));
	expect(messages).toEqual(
		[1, 2, 3].map((n) => `Media item ${n} does not exist (any more). Check the link.`),
	);
	const { requests } = lab.sandbox;
	const opened = requests({ provider: 'files' }).map(({ path }) => path);
	expect(opened.sort()).toEqual(['/media/missing.jpg', '/media/photo.jpg']);
	expect(lab.requests('ark')).toEqual([]);
	await lab.close();
});
