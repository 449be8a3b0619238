import { parseMediaJson } from '../../../../nodes/SeedanceGenerate/plan/media/list.ts';
import { BASE64, REFUSED } from './badLinks.mts';
import { checkMediaUrl } from '../../../../nodes/SeedanceGenerate/plan/media/url.ts';

const RULES = { httpsOnly: true, privateAllowed: false };
describe('P17 A URL that is none is refused in words that fit', () => {
	test.each(REFUSED.map(([text, ...says]) => ({ text, says })))('$text', ({ text, says }) => {
		const finding = checkMediaUrl(text, RULES, 'Media item 1, URL');
		expect(finding?.severity).toBe('problem');
		says.forEach((words) => expect(finding?.message).toContain(words));
		expect(finding?.message).toMatch(/^Media item 1, URL /);
		expect(finding?.message).not.toContain(BASE64);
	});

	const inList = REFUSED.filter(([text]) => !/^(?:[{[=]|data:)|[\n]/.test(text));
	test.each(inList.map(([text, ...says]) => ({ text, says })))(
		'in a list, with its place: $text',
		({ text, says }) => {
			const { media, problems } = parseMediaJson(`https://shop.example.com/a.jpg, ${text}`);
			expect(problems).toEqual([]);
			expect(media).toHaveLength(2);
			const { url, label } = media[1];
			const finding = checkMediaUrl(url, RULES, label);
			expect(finding?.message).toMatch(/^Media item 2 /);
			says
				.filter((words) => words !== '"No Image."')
				.forEach((words) => expect(finding?.message).toContain(words));
		},
	);

	test.each([
		['https://shop.example.com', 'start page'],
		['https://cdn.example.com/undefined', 'programs write for "nothing"'],
		['https://cdn.example.com/p/null.jpg', 'programs write for "nothing"'],
		['https://cdn.example.com/100%-cotton.jpg', '%25'],
		['https://shop.example.com/image.php?id=55', 'Check Media'],
		['https://shop.example.com/Show.aspx', 'Check Media'],
		['https://shop.example.com/getimage.ashx?id=5', 'Check Media'],
	])('only warns about %s', (url, words) => {
		const finding = checkMediaUrl(url, RULES);
		expect(finding?.severity).toBe('warning');
		expect(finding?.message).toContain(words);
	});
});

describe('P17 Pages are told from files', () => {
	test.each([
		['https://github.com/acme/shop/blob/main/mug.jpg', 'raw.githubusercontent.com'],
		['https://gitlab.com/acme/shop/-/blob/main/mug.jpg', 'Raw'],
		['https://huggingface.co/acme/shop/blob/main/mug.jpg', 'Download'],
		['https://en.wikipedia.org/wiki/File:Mug.jpg', 'upload.wikimedia.org'],
		['https://de.wikipedia.org/wiki/Datei:Tasse.jpg', 'upload.wikimedia.org'],
		['https://fr.m.wikipedia.org/wiki/Fichier:Tasse.jpg', 'Original file'],
		['https://zh.wikipedia.org/wiki/文件:杯.jpg', 'upload.wikimedia.org'],
		['https://commons.wikimedia.org/wiki/File:Mug.jpg', 'upload.wikimedia.org'],
		['https://commons.wikimedia.org/w/index.php?title=File:Mug.jpg', 'upload.wikimedia.org'],
		['https://wiki.example.com/wiki/File:Mug.jpg', 'page about a picture'],
		['https://www.google.com/imgres?imgurl=https%3A%2F%2Fx.example.com%2Fa.jpg', 'search results'],
		['https://www.google.co.uk/search?q=mug&tbm=isch', 'search results'],
		['https://www.google.de/url?sa=i&url=https%3A%2F%2Fx.example.com', 'search results'],
		['https://www.bing.com/images/search?q=mug', 'search results'],
		['https://duckduckgo.com/?q=mug&iax=images', 'search results'],
		['https://yandex.com/images/search?text=mug', 'search results'],
		['https://image.baidu.com/search/detail?word=x', 'search results'],
		['https://drive.google.com/', 'Google Drive page'],
		['https://drive.google.com/a/shop.example.com/file/d/1/view', 'Google Drive page'],
		['https://drive.google.com/embeddedfolderview?id=1', 'folder'],
		['https://docs.google.com/presentation/d/1/edit', 'Google document'],
		['https://www.dropbox.com/scl/fo/abc/xyz?dl=1', 'Dropbox folder'],
		['https://www.dropbox.com/scl/fi/abc/mug.jpg?rlkey=x&dl=0', 'dl=1'],
		['https://acme.wetransfer.com/downloads/1', 'WeTransfer'],
		['https://app.box.com/s/abc', 'Box page'],
		['https://mega.nz/file/abc', 'file service'],
		['https://unsplash.com/photos/a-mug-abc', 'images.unsplash.com'],
		['https://www.pexels.com/photo/mug-1/', 'ends in .jpg'],
		['https://pixabay.com/photos/mug-1/', 'ends in .jpg'],
		['https://www.flickr.com/photos/a/1', 'page around'],
		['https://giphy.com/gifs/mug-abc', 'page around'],
		['https://www.facebook.com/photo/?fbid=1', 'video page'],
		['https://x.com/acme/status/1/photo/1', 'social network'],
		['https://twitter.com/acme/status/1', 'social network'],
		['https://www.linkedin.com/posts/abc', 'social network'],
		['https://www.reddit.com/r/mugs/comments/1', 'social network'],
		['https://www.tiktok.com/@shop/video/1', 'video page'],
		['https://www.canva.com/design/abc/view', 'Canva'],
		['https://www.figma.com/design/abc/Shop', 'Figma'],
		['https://www.notion.so/acme/Mug-abc', 'Notion'],
		['https://acme.notion.site/Mug-abc', 'Notion'],
		['https://airtable.com/appX/shrY', 'Airtable page'],
		['https://admin.shopify.com/store/acme/content/files', 'cdn.shopify.com'],
		['https://acme.myshopify.com/admin/products/1', 'login'],
		['https://shop.example.com/wp-admin/upload.php?item=5', 'login'],
		['https://n8n.example.com/rest/binary-data?id=filesystem-v2:1&action=view', 'Binary File'],
		['https://acme.slack.com/files/U1/F1/mug.jpg', 'login'],
		['https://www.amazon.co.uk/dp/B000', 'page of a shop'],
		['https://www.etsy.com/listing/1/mug', 'page of a shop'],
	])('%s', (url, words) => {
		const finding = checkMediaUrl(url, RULES);
		expect(finding?.severity).toBe('problem');
		expect(finding?.message).toContain(words);
	});
});
