import { PROVIDER_IDS, openLab } from '../../support/lab.mts';
import { modelOf } from '../support.mts';
import type { INodeParameters } from 'n8n-workflow';
import type { NodeParameters, ProviderId } from '../../support/lab.mts';

const image = (url: string) => ({ kind: 'image', source: 'url', url });
const images = (count: number) =>
	Array.from({ length: count }, (_, index) => image(`https://example.com/${index + 1}.jpg`));
const video = { kind: 'video', source: 'url', url: 'https://example.com/clip.mp4' };
const audio = { kind: 'audio', source: 'url', url: 'https://example.com/tune.mp3' };
const media = (...item: INodeParameters[]) => ({ media: { item } });

/** What people get wrong: the parameters, and what the message must say (field and remedy). */
const MISTAKES: Array<
	[what: string, provider: ProviderId, parameters: NodeParameters, says: RegExp[]]
> = [
	[
		'ten images',
		'evolink',
		{ mode: 'reference', ...media(...images(10)) },
		[/10/, /\b9\b/, /image/i],
	],
	['ten images', 'ark', { mode: 'reference', ...media(...images(10)) }, [/10/, /\b9\b/]],
	['ten images', 'twelveAi', { mode: 'reference', ...media(...images(10)) }, [/10/, /\b9\b/]],
	[
		'three frames in First and Last Frame',
		'evolink',
		{ mode: 'firstLastFrame', ...media(...images(3)) },
		[/First and Last Frame/, /two|2/, /3|three/],
	],
	[
		'frames mixed with references',
		'ark',
		{ mode: 'firstFrame', ...media(image('https://example.com/a.jpg'), video) },
		[/First Frame/, /Reference/],
	],
	[
		'frames mixed with references',
		'evolink',
		{ mode: 'firstLastFrame', ...media(...images(2), audio) },
		[/First and Last Frame/, /Reference/],
	],
	['audio alone', 'evolink', { mode: 'reference', ...media(audio) }, [/audio/i, /image|video/i]],
	['audio alone', 'ark', media(audio), [/audio/i, /image|video/i]],
	['three seconds', 'evolink', { duration: 3 }, [/Duration/, /3/, /4/]],
	['three seconds', 'ark', { duration: 3 }, [/Duration/, /4/]],
	['three seconds', 'twelveAi', { duration: 3 }, [/Duration/, /4/]],
	['three seconds', 'ink', { duration: 3 }, [/Duration/, /4/]],
	['sixteen seconds', 'evolink', { duration: 16 }, [/Duration/, /16/, /15/]],
	['sixteen seconds', 'ark', { duration: 16 }, [/Duration/, /15/]],
	['sixteen seconds', 'twelveAi', { duration: 16 }, [/Duration/, /15/]],
	['sixteen seconds', 'ink', { duration: 16 }, [/Duration/, /15/]],
	['half a second', 'evolink', { duration: 5.5 }, [/Duration/, /whole/]],
	['a length in words', 'evolink', { duration: '={{ "eight" }}' }, [/Duration/, /eight/, /number/]],
	[
		'1080p on fast',
		'evolink',
		{ model: 'seedance-2.0-fast', resolution: '1080p' },
		[/Resolution/, /720p/],
	],
	[
		'1080p on fast',
		'ark',
		{ model: 'seedance-2.0-fast', resolution: '1080p' },
		[/Resolution/, /720p/],
	],
	['1080p on 12AI', 'twelveAi', { resolution: '1080p' }, [/Resolution/, /720p/]],
	[
		'21:9 on seedance2.ink',
		'ink',
		{ aspectRatio: '21:9' },
		[/Aspect Ratio/, /16:9/, /9:16/, /1:1/],
	],
	[
		'six media on seedance2.ink',
		'ink',
		{ mode: 'reference', ...media(...images(6)) },
		[/6/, /\b5\b/],
	],
	[
		'an asset on the standard model of 12AI',
		'twelveAi',
		{
			mode: 'firstFrame',
			media: { item: [{ kind: 'image', source: 'asset', assetId: 'asset-1' }] },
		},
		[/asset/i, /fast/i],
	],
	['an empty prompt', 'evolink', { prompt: '' }, [/Prompt/, /empty/]],
	[
		'an empty prompt',
		'ark',
		{ prompt: '  ', ...media(image('https://example.com/a.jpg')) },
		[/Prompt/, /empty/],
	],
	['an empty prompt', 'twelveAi', { prompt: '={{ $json.nothing }}' }, [/Prompt/, /empty/]],
	['an empty prompt', 'ink', { prompt: '' }, [/Prompt/, /empty/]],
	[
		'@Image4 with three images',
		'evolink',
		{ prompt: '@Image4 walks through @Image1', ...media(...images(3)) },
		[/@Image4/, /3|three/],
	],
	[
		'a media cell with a broken URL',
		'evolink',
		{ mediaSource: 'json', mediaJson: 'htp:/example,com/a.jpg' },
		[/Media/, /https/],
	],
	[
		'a Google Drive share page',
		'evolink',
		media(image('https://drive.google.com/file/d/abc123/view?usp=sharing')),
		[/Google Drive/, /Binary/],
	],
	[
		'JSON that is not JSON',
		'ark',
		{ mediaSource: 'json', mediaJson: '[{"url": "https://example.com/a.jpg"' },
		[/Media/, /JSON/],
	],
	[
		'Extra Body that is not JSON',
		'ark',
		{ options: { extraBody: '{seed: 1}' } },
		[/Extra Body/, /JSON/],
	],
	['Metadata that is a list', 'ark', { options: { metadata: '[1,2]' } }, [/Metadata/, /object/]],
	[
		'an address inside the office network',
		'evolink',
		media(image('file:///C:/photo.jpg')),
		[/Media item 1/],
	],
	[
		'a model the provider does not have',
		'ink',
		{ model: 'seedance-2.0-mini' },
		[/seedance-2\.0-mini/, /seedance-2\.0-fast/],
	],
	['Custom without an id', 'evolink', { model: 'custom', customModel: '' }, [/Custom Model/]],
	[
		'one reference image on seedance2.ink',
		'ink',
		{ mode: 'reference', ...media(image('https://example.com/a.jpg')) },
		[/Reference|reference/],
	],
	[
		'two reference images for an unknown model on seedance2.ink',
		'ink',
		{
			model: 'custom',
			customModel: 'seedance-9',
			mode: 'reference',
			...media(image('https://example.com/a.jpg'), image('https://example.com/b.jpg')),
		},
		[/two images are taken as first and last frame/i],
	],
	[
		'a template that does not exist',
		'evolink',
		{ promptSource: 'template', promptTemplate: '={{ "jumping" }}' },
		[/Look/, /jumping/, /heroShot/],
	],
];

describe('P11 Nothing is spent on a request that is known to be refused', () => {
	let lab: Awaited<ReturnType<typeof openLab>>;
	beforeAll(async () => {
		lab = await openLab();
	});
	afterAll(async () => await lab.close());

	test.each(MISTAKES)(
		'%s on %s: the message names field and remedy, nothing is sent',
		async (_, provider, parameters, says) => {
			lab.sandbox.reset();
			const result = await lab.generate(provider, { parameters });
			expect(result.status).toBe('error');
			const text = String(result.error?.message);
			for (const pattern of says) expect(text).toMatch(pattern);
			expect(text).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
			expect(`${result.error?.description}`).toMatch(/Nothing was sent/);
			expect(lab.sandbox.requests()).toEqual([]);
		},
	);

	test('an unknown custom model is passed on, and the refusal of the provider is explained', async () => {
		for (const provider of PROVIDER_IDS) {
			lab.sandbox.reset();
			const result = await lab.generate(provider, {
				parameters: { model: 'custom', customModel: 'seedance-9-ultra' },
			});
			expect(lab.requests(provider, 'create').map(modelOf)).toEqual(['seedance-9-ultra']);
			expect(result.status).toBe('error');
			expect(`${result.error?.message} ${result.error?.description}`).toMatch(/Custom Model|Model/);
			expect(lab.sandbox.stats()[provider].tasksAccepted).toBe(0);
		}
	});

	test('several mistakes of one row are told at once, and the other rows still get their videos', async () => {
		lab.sandbox.reset();
		const result = await lab.generate('evolink', {
			parameters: { duration: '={{ $json.seconds }}', resolution: '={{ $json.size }}' },
			rows: [{ seconds: 5 }, { seconds: 3, size: '8k' }, { seconds: '8', size: '480' }],
			settings: { onError: 'continueErrorOutput' },
		});
		expect(result.items('Node').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		const [refused] = result.items('Node', 1);
		expect(refused.json.error).toMatch(/8k/);
		expect(refused.json.error).toMatch(/3/);
		expect(refused.json.details).toMatchObject({ failure: { category: 'input' } });
		expect(refused.pairedItem).toEqual({ item: 1 });
	});
});
