import { estimatesOf, jsonOf } from '../../../support/items.mts';
import { GENERATE, PROVIDER_IDS, openLab } from '../../../support/lab.mts';
import { singleNodeWorkflow } from '../../../../tools/engine/index.mts';
import { PROVIDERS } from '../../../../nodes/shared/providers/index.ts';
import { sentBody } from '../../support.mts';
import type { ProviderId } from '../../../support/lab.mts';

jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab({ fetchMedia: false });
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const sample = async (name: string) =>
	Buffer.from(await (await fetch(lab.sandbox.mediaUrl(name))).arrayBuffer());

const media = (kind: string, binaryProperty = 'picture') => ({
	mode: kind === 'image' ? 'firstFrame' : 'reference',
	media: {
		item: [
			{ kind, source: 'binary', binaryProperty },
			...(kind === 'image'
				? []
				: [{ kind: 'image', source: 'url', url: lab.sandbox.mediaUrl('photo.jpg') }]),
		],
	},
});

type Make = () => Buffer | Promise<Buffer>;
const text =
	(content: string): Make =>
	() =>
		Buffer.from(content);

/** What the file is, its kind and name, its bytes, and what must be said. */
const BAD: Array<[string, string, string, Make, RegExp]> = [
	[
		'a login page',
		'image',
		'mug.jpg',
		text('<!DOCTYPE html><html><body>Log in</body></html>'),
		/web page, not the image/,
	],
	[
		'a page in two-byte letters',
		'image',
		'mug.jpg',
		() => Buffer.from('\ufeff<html>', 'utf16le'),
		/a text|web page/,
	],
	[
		'an answer in JSON',
		'image',
		'mug.jpg',
		text('{"error": {"code": 404}}'),
		/JSON, not the image/,
	],
	['a text of the host', 'image', 'mug.jpg', text('Access denied'), /is a text, not the image/],
	[
		'a link in a file',
		'video',
		'turn.mp4',
		text('https://shop.example.com/turn.mp4'),
		/is a text, not the video/,
	],
	['an empty file', 'image', 'mug.jpg', text(''), /empty file/],
	['a PDF', 'image', 'mug.jpg', text('%PDF-1.7\n%\xe2\xe3\n'), /PDF document, not the image/],
	[
		'an Office document',
		'image',
		'mug.png',
		() => Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1'),
		/Office document/,
	],
	[
		'a Photoshop file',
		'image',
		'mug.psd',
		() => Buffer.from('8BPS\0\x01\0\0\0\0\0\0', 'latin1'),
		/no provider takes/,
	],
	[
		'a film',
		'image',
		'mug.jpg',
		async () => await sample('clip.mp4'),
		/is a video file, but its Kind says image/,
	],
	[
		'a picture',
		'video',
		'turn.mp4',
		async () => await sample('photo.jpg'),
		/is an image file, but its Kind says video/,
	],
	[
		'a sound',
		'image',
		'mug.jpg',
		async () => await sample('tone.mp3'),
		/is an audio file, but its Kind says image/,
	],
	['half a JPEG', 'image', 'mug.jpg', async () => half(await sample('photo.jpg')), /breaks off/],
	['half a PNG', 'image', 'mug.png', async () => half(await sample('photo.png')), /breaks off/],
	['half a WebP', 'image', 'mug.webp', async () => half(await sample('photo.webp')), /breaks off/],
	['half an MP4', 'video', 'turn.mp4', async () => half(await sample('clip.mp4')), /breaks off/],
];

const half = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2));

const fileOf = async (bytes: Buffer, fileName: string, stored: boolean) => {
	const facts = { fileName, mimeType: 'application/octet-stream' };
	return stored
		? await lab.engine.binaries.store(bytes, facts)
		: { ...facts, data: bytes.toString('base64') };
};

describe.each(PROVIDER_IDS)(
	'P17 A file of n8n that is no such medium is refused on %s',
	(provider) => {
		test.each(BAD)('%s as %s', async (_, kind, fileName, make, says) => {
			// Files in memory have no link, and some take only other kinds inside a request: both are refused for that.
			const { upload, capabilities } = PROVIDERS[provider];
			const inside: readonly string[] = upload ? [] : capabilities.models[0].dataUrls;
			const isLink = provider === 'twelveAi' || provider === 'ink';
			for (const stored of isLink ? [true] : [true, false]) {
				const picture = await fileOf(await make(), fileName, stored);
				const result = await lab.generate(provider, {
					parameters: media(kind),
					items: [{ json: {}, binary: { picture } }],
				});
				const isByLink = inside.length > 0 && !inside.includes(kind);
				expect(result.error?.message).toMatch(isByLink ? /as a link only/ : says);
				expect(result.error?.message).toContain('Media item 1');
				expect(lab.requests(provider)).toEqual([]);
			}
		});
	},
);

test('P17 Estimate says the same without spending', async () => {
	const picture = await fileOf(Buffer.from('<html></html>'), 'mug.jpg', true);
	const result = await lab.generate('ark', {
		parameters: { operation: 'estimate', ...media('image') },
		items: [{ json: {}, binary: { picture } }],
	});
	const [{ valid, problems }] = estimatesOf(result);
	expect(valid).toBe(false);
	expect(problems).toEqual([
		{ field: 'Media item 1', message: expect.stringMatching(/^Media item 1 is a web page/) },
	]);
});

test('P17 A drawing is warned about by its bytes, whatever its name', async () => {
	const svg = '<?xml version="1.0"?>\n<!-- a mug -->\n<svg xmlns="http://www.w3.org/2000/svg"/>';
	const picture = await fileOf(Buffer.from(svg), 'mug.jpg', true);
	const result = await lab.generate('evolink', {
		parameters: { operation: 'estimate', ...media('image') },
		items: [{ json: {}, binary: { picture } }],
	});
	const [{ warnings }] = estimatesOf(result);
	expect(warnings.filter((warning) => warning.includes('.svg'))).toHaveLength(1);
});

test.each(PROVIDER_IDS)(
	'P17 Kind Image with a film or a PDF behind the link is told on %s',
	async (provider) => {
		const links = ['https://shop.example.com/clip.mp4', 'https://shop.example.com/mug.pdf'];
		const result = await lab.generate(provider, {
			parameters: {
				operation: 'estimate',
				mode: 'firstFrame',
				media: { item: [{ kind: 'image', source: 'url', url: '={{ $json.link }}' }] },
			},
			rows: links.map((link) => ({ link })),
		});
		estimatesOf(result).forEach(({ warnings }) => {
			expect(warnings.filter((told) => told.startsWith('Media item 1'))).toHaveLength(1);
		});
	},
);

describe('Files in workflows whose binary data is', () => {
	const run = async (
		provider: ProviderId,
		binaryMode: 'combined' | 'separate',
		field: string,
		inJson: boolean,
	) => {
		const picture = await fileOf(await sample('photo.png'), 'mug.png', true);
		const workflow = singleNodeWorkflow({
			type: GENERATE,
			parameters: {
				provider,
				prompt: 'A mug turns on a table',
				options: { pollInterval: 1 },
				...media('image', field),
			},
		});
		workflow.settings = { binaryMode };
		const files = { _files: { picture } };
		const item = inJson ? { json: files } : { json: {}, binary: { picture } };
		return await lab.engine.run({ workflow, startItems: [item] });
	};

	test.each<['combined' | 'separate', string, boolean]>([
		['separate', 'picture', false],
		['combined', 'picture', true],
		['combined', '_files.picture', true],
		['combined', '={{ $json._files.picture }}', true],
		['combined', 'picture', false],
		['separate', '={{ $binary.picture }}', false],
	])('%s are found by %s', async (binaryMode, field, inJson) => {
		for (const provider of ['ark', 'evolink', 'twelveAi'] as ProviderId[]) {
			lab.sandbox.reset();
			const result = await run(provider, binaryMode, field, inJson);
			expect(result.error?.message).toBeUndefined();
			expect(jsonOf(result)[0]).toMatchObject({
				mode: 'firstFrame',
				status: 'succeeded',
			});
			const sent = JSON.stringify(sentBody(lab, provider));
			expect(sent).toMatch(/data:image\/png;base64,|https?:\/\//);
		}
	});

	test('combined and not there are named with what is there', async () => {
		const result = await run('ark', 'combined', 'photo', true);
		expect(result.error?.message).toMatch(/"photo".*no file there\. Its files are in: picture\./);
	});
});
