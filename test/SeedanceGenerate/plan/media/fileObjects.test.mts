import { parseMediaJson } from '../../../../nodes/SeedanceGenerate/plan/media/list.ts';

const A = 'https://shop.example.com/mug.jpg';
const B = 'https://shop.example.com/turn.mp4';
/** As databases hand them over: nothing in the address tells what it is. */
const X = 'https://v5.airtableusercontent.com/v3/u/1/x';
const Y = 'https://v5.airtableusercontent.com/v3/u/1/y?sig=a%2Fb&exp=1';

/** Kind, address and name of each medium; nothing may be refused or told. */
const read = (value: unknown) => {
	const { media, problems, warnings } = parseMediaJson(value);
	expect(problems).toEqual([]);
	expect(warnings).toEqual([]);
	return media.map(({ kind, url, name }) => [kind, url, ...(name === undefined ? [] : [name])]);
};

describe('P17 Objects of files are media', () => {
	test.each<[string, unknown, unknown]>([
		[
			'Airtable',
			[
				{
					id: 'att1',
					url: X,
					filename: 'mug.jpg',
					size: 12,
					type: 'image/jpeg',
					width: 800,
					height: 600,
					thumbnails: { small: { url: 'https://v5.airtableusercontent.com/t', width: 36 } },
				},
				{ id: 'att2', url: Y, filename: 'turn.mov', size: 9, type: 'video/quicktime' },
			],
			[
				['image', X],
				['video', Y],
			],
		],
		['Airtable, one object', { id: 'a', url: X, filename: 'mug.png' }, [['image', X]]],
		[
			'Airtable, as JSON text',
			JSON.stringify([{ id: 'a', url: X, type: 'audio/mpeg' }]),
			[['audio', X]],
		],
		[
			'Airtable, a column of another node',
			{ Attachments: [{ id: 'a', url: X, type: 'image/png' }] },
			[['image', X]],
		],
		[
			'lists in a list',
			[[{ id: 'a', url: X, type: 'image/png' }], [[A]]],
			[
				['image', X],
				['image', A],
			],
		],
		[
			'Notion',
			[
				{ name: 'mug.jpg', type: 'file', file: { url: X, expiry_time: '2026-01-01' } },
				{ name: 'turn', type: 'external', external: { url: B } },
			],
			[
				['image', X],
				['video', B, 'turn'],
			],
		],
		[
			'Baserow',
			[
				{
					url: X,
					thumbnails: {},
					visible_name: 'mug.png',
					name: 'a1_b2.png',
					size: 1,
					mime_type: 'image/png',
					is_image: true,
				},
			],
			[['image', X]],
		],
		['Shopify, REST', { id: 1, src: A, alt: 'Mug', position: 1, variant_ids: [] }, [['image', A]]],
		['Shopify, GraphQL', [{ node: { url: A, altText: null } }], [['image', A]]],
		[
			'Shopify, edges',
			{ edges: [{ node: { originalSrc: A } }, { node: { originalSrc: B } }] },
			[
				['image', A],
				['video', B],
			],
		],
		[
			'Shopify, media',
			[
				{ mediaContentType: 'IMAGE', image: { url: X } },
				{
					mediaContentType: 'VIDEO',
					sources: [{ url: Y, mimeType: 'video/mp4' }],
					preview: { image: { url: A } },
				},
			],
			[
				['image', X],
				['video', Y],
			],
		],
		[
			'WooCommerce',
			{ images: [{ id: 7, date_created: '2026', src: A, name: 'Mug, front', alt: '' }] },
			[['image', A]],
		],
		[
			'WordPress',
			{
				id: 7,
				link: 'https://shop.example.com/mug/',
				source_url: A,
				media_type: 'image',
				mime_type: 'image/jpeg',
			},
			[['image', A]],
		],
		[
			'Google Drive',
			{
				kind: 'drive#file',
				id: '1',
				name: 'turn.mp4',
				mimeType: 'video/mp4',
				webViewLink: 'https://drive.google.com/file/d/1/view',
				webContentLink: 'https://drive.google.com/uc?id=1&export=download',
				thumbnailLink: 'https://lh3.googleusercontent.com/d/1',
			},
			[['video', 'https://drive.google.com/uc?id=1&export=download']],
		],
		[
			'Google Drive, a thumbnail',
			{ id: '1', mimeType: 'image/jpeg', thumbnailLink: X },
			[['image', X]],
		],
		[
			'Cloudinary',
			{
				public_id: 'mug',
				resource_type: 'video',
				format: 'mp4',
				url: 'http://x.example.com/1',
				secure_url: X,
			},
			[['video', X]],
		],
		[
			'Contentful',
			{
				sys: {},
				fields: { title: 'Mug', file: { url: X, contentType: 'image/png', fileName: 'a.png' } },
			},
			[['image', X]],
		],
		['Strapi', { data: [{ id: 1, attributes: { url: X, mime: 'image/webp' } }] }, [['image', X]]],
		[
			'Unsplash',
			{
				id: 'a',
				urls: { raw: A, full: X },
				links: { html: 'https://unsplash.com/photos/a' },
				type: 'photo',
			},
			[['image', X]],
		],
		[
			'Pexels',
			{ url: 'https://www.pexels.com/photo/1/', src: { original: A, tiny: X } },
			[['image', A]],
		],
		['HubSpot', { url: X, type: 'MOVIE', name: 'turn' }, [['video', X, 'turn']]],
		[
			'a model that makes pictures',
			{ images: [{ url: X, content_type: 'image/png', width: 1 }] },
			[['image', X]],
		],
		[
			'OpenAI and Ark',
			[
				{ type: 'image_url', image_url: { url: X } },
				{ type: 'video_url', video_url: { url: Y } },
			],
			[
				['image', X],
				['video', Y],
			],
		],
		['keys in capitals', [{ URL: A, Kind: 'Image', Name: 'hero' }], [['image', A, 'hero']]],
		[
			'url as a list',
			{ url: [A, B] },
			[
				['image', A],
				['video', B],
			],
		],
		[
			'href and link',
			[{ href: A }, { link: B }],
			[
				['image', A],
				['video', B],
			],
		],
		['kind as a content type', [{ url: X, kind: 'video/mp4' }], [['video', X]]],
		['a file name as name', [{ url: X, name: 'turn.mp4' }], [['video', X]]],
	])('%s', (_, value, media) => {
		expect(read(value)).toEqual(media);
		expect(read(JSON.stringify(value))).toEqual(media);
	});

	test('a kind that contradicts the declared type is told', () => {
		const { media, warnings } = parseMediaJson([{ url: X, kind: 'image', type: 'video/mp4' }]);
		expect(media[0].kind).toBe('image');
		expect(warnings).toEqual([
			expect.stringMatching(/Media item 1 has the kind image.*declared as video/),
		]);
	});

	test('names that a program gave twice are no tags', () => {
		const { media } = parseMediaJson([
			{ id: 1, src: A, name: 'Mug' },
			{ id: 2, src: B, name: 'mug' },
		]);
		expect(media.map(({ name }) => name)).toEqual(['Mug', undefined]);
	});

	test('an object with an empty place for the address is left out', () => {
		const { media, problems, warnings } = parseMediaJson([{ id: 1, src: '' }, { file: null }, A]);
		expect(media.map(({ label }) => label)).toEqual(['Media item 3']);
		expect(problems).toEqual([]);
		expect(warnings).toHaveLength(2);
	});
});
