import { checkMediaUrl } from '../../../../nodes/SeedanceGenerate/plan/media/url.ts';
import { displayUrl } from '../../../../nodes/shared/net/displayUrl.ts';

const PUBLIC_HTTPS = { httpsOnly: true, privateAllowed: false };

const check = (url: string, rules: Partial<typeof PUBLIC_HTTPS> = {}) =>
	checkMediaUrl(url, { ...PUBLIC_HTTPS, ...rules }, 'Media item 2');

const SECRET = 'X-Tos-Signature=abcdef123456';

describe('checkMediaUrl', () => {
	test.each([
		'https://cdn.example.com/images/product.jpg',
		`https://storage.example.com/image.jpg?${SECRET}&exp=1`,
		'https://example.com/no-extension',
		'https://example.com:8443/a%20b.png#top',
		'https://i.imgur.com/abc123.png',
		'https://i.pinimg.com/originals/a.jpg',
		'https://lh3.googleusercontent.com/d/abc',
		'https://www.dropbox.com/scl/fi/abc/a.jpg?rlkey=x&dl=1',
		'https://www.dropbox.com/s/abc/a.jpg?raw=1',
		'https://dl.dropboxusercontent.com/s/abc/a.jpg',
		'https://contoso.sharepoint.com/:i:/s/x/abc?download=1',
		'https://onedrive.live.com/download?cid=1&resid=2',
		'https://example.com/html/product.jpg',
		'https://example.com/a.jpg?page=index.html',
		'https://图片.example.cn/商品.jpg',
		'https://img.example.com/w_300,h_200/https://example.com/a.jpg?tags=a,b;c',
		'asset://asset-2026character',
		'data:image/png;base64,iVBORw0KGgo=',
	])('takes %s', (url) => {
		expect(check(url)).toBeNull();
	});

	test.each([
		['', 'has no URL'],
		['   ', 'has no URL'],
		['www.example.com/a.jpg', 'Add https://'],
		['example.com/a.jpg', 'Add https://'],
		['//cdn.example.com/a.jpg', 'Add https://'],
		['https://', 'not a complete URL'],
		['https:/example.com/a.jpg', 'not a complete URL'],
		['https://exa mple.com/a.jpg', 'space'],
		['https://example.com/my photo.jpg', '%20'],
		['https://example.com/a.jpg\nhttps://example.com/b.jpg', 'several links'],
		['https://example.com/a.jpg;https://example.com/b.jpg', 'several links'],
		['https://example.com/a.jpg, https://example.com/b.jpg', 'Media From'],
		['https://example.com/a.jpg | https://example.com/b.jpg', 'several links'],
		['Front: https://example.com/a.jpg', 'one URL per entry'],
		['mug.png', 'is not a URL'],
		['https://example.com:99999/a.jpg', 'not a complete URL'],
		['photo', 'is not a URL'],
		['C:\\Users\\me\\a.jpg', 'file on a computer'],
		['c:/photos/a.jpg', 'file on a computer'],
		['\\\\nas\\photos\\a.jpg', 'Binary source'],
		['/data/a.jpg', 'file on a computer'],
		['~/a.jpg', 'file on a computer'],
		['./a.jpg', 'file on a computer'],
		['file:///tmp/a.jpg', 'file on a computer'],
		['ftp://example.com/a.jpg', 'ftp://'],
		['s3://bucket/a.jpg', 'signed https://'],
		['blob:https://example.com/1', 'not a URL'],
		['asset://', 'asset id'],
		['asset:abc', 'asset id'],
		['data:text/html;base64,AAAA', 'data URL'],
		['data:image/png,rawtext', 'data URL'],
		['http://example.com/a.jpg', 'only takes https://'],
		['https://user:pass@example.com/a.jpg', 'user name or password'],
		['https://token@example.com/a.jpg', 'user name or password'],
		['https://localhost/a.jpg', 'inside your own network'],
		['https://192.168.1.5/a.jpg', 'inside your own network'],
		['https://2130706433/a.jpg', 'inside your own network'],
		['https://0x7f.1/a.jpg', 'inside your own network'],
		['https://0177.0.0.1/a.jpg', 'inside your own network'],
		['https://[::ffff:10.0.0.1]/a.jpg', 'inside your own network'],
		['https://169.254.169.254/latest', 'inside your own network'],
		['https://minio/a.jpg', 'inside your own network'],
		['https://drive.google.com/file/d/abc123/view', 'Google Drive node'],
		['https://drive.google.com/file/d/abc123/view?usp=sharing', 'Binary'],
		['https://drive.google.com/open?id=abc', 'Google Drive node'],
		['https://drive.google.com/drive/folders/abc', 'folder'],
		['https://drive.google.com/drive/u/0/folders/abc', 'folder'],
		['https://docs.google.com/document/d/abc/edit', 'Google document'],
		['https://photos.app.goo.gl/abc', 'Google Photos'],
		['https://photos.google.com/photo/abc', 'Google Photos'],
		['https://www.dropbox.com/s/abc/a.jpg?dl=0', 'dl=1'],
		['https://www.dropbox.com/s/abc/a.jpg', 'dl=1'],
		['https://1drv.ms/i/s!abc', 'OneDrive'],
		['https://onedrive.live.com/?id=abc', 'OneDrive'],
		['https://contoso-my.sharepoint.com/:i:/g/personal/abc', 'SharePoint'],
		['https://www.icloud.com/iclouddrive/abc', 'iCloud'],
		['https://share.icloud.com/photos/abc', 'iCloud'],
		['https://imgur.com/abc123', 'i.imgur.com'],
		['https://imgur.com/gallery/abc', 'i.imgur.com'],
		['https://www.instagram.com/p/abc/', 'Instagram'],
		['https://www.pinterest.com/pin/123/', 'i.pinimg.com'],
		['https://de.pinterest.com/pin/123/', 'i.pinimg.com'],
		['https://www.pinterest.co.uk/pin/123/', 'i.pinimg.com'],
		['https://pin.it/abc', 'i.pinimg.com'],
		['https://www.youtube.com/watch?v=abc', 'video page'],
		['https://example.com/product.html', 'web page'],
		['https://example.com/PRODUCT.HTM?x=1', 'web page'],
		['https://example.com/product%2Ehtml', 'web page'],
	])('refuses %j with a remedy that says %j', (url, remedy) => {
		const finding = check(url);
		expect(finding?.severity).toBe('problem');
		expect(finding?.message).toContain('Media item 2');
		expect(finding?.message).toContain(remedy);
		expect(finding?.message).not.toMatch(/error|problem|failure|mistake|undefined/i);
	});

	test('only warns about a Google Drive download link', () => {
		for (const url of [
			'https://drive.google.com/uc?export=download&id=abc',
			'https://drive.usercontent.google.com/download?id=abc',
		]) {
			expect(check(url)?.severity).toBe('warning');
		}
	});

	test('takes http and private addresses where the caller allows them', () => {
		expect(check('http://example.com/a.jpg', { httpsOnly: false })).toBeNull();
		expect(
			check('http://127.0.0.1:4311/a.jpg', { httpsOnly: false, privateAllowed: true }),
		).toBeNull();
		expect(check('https://127.0.0.1/a.jpg', { privateAllowed: true })).toBeNull();
		expect(check('http://127.0.0.1/a.jpg', { privateAllowed: true })?.severity).toBe('problem');
	});

	test.each([
		`https://drive.google.com/open?id=1&${SECRET}`,
		`https://user:hunter2@example.com/a.jpg?${SECRET}`,
		`https://hunter2@example.com/a.jpg?${SECRET}`,
		`http://example.com/a.jpg?${SECRET}`,
		`https://10.0.0.1/a.jpg?${SECRET}#hunter2`,
		`https://example.com/a b.jpg?${SECRET}`,
		`https://exa mple.com/?${SECRET}`,
		`https:/user:hunter2@example.com/a.jpg?${SECRET}`,
		`ftp://user:hunter2@example.com/a.jpg?${SECRET}`,
		`user:hunter2@example.com/a.jpg?${SECRET}`,
		`https://example.com:99999/?${SECRET}`,
		`/home/a.jpg?${SECRET}`,
	])('never repeats the query or a password of %s', (url) => {
		const message = check(url)?.message ?? '';
		expect(message).not.toBe('');
		expect(message).not.toContain('abcdef123456');
		expect(message).not.toContain('hunter2');
	});
});

describe('displayUrl', () => {
	test.each([
		['https://example.com/a.jpg?sig=1#x', 'https://example.com/a.jpg'],
		['https://user:pa@ss@example.com/a.jpg', 'https://example.com/a.jpg'],
		['https://key@example.com/a@b.jpg', 'https://example.com/a@b.jpg'],
		['https://www.tiktok.com/@shop/video/1', 'https://www.tiktok.com/@shop/video/1'],
		['data:image/png;base64,AAAA', 'data:image/png,…'],
		['not a url?secret', 'not a url'],
		['', ''],
	])('shows %j as %j', (url, shown) => {
		expect(displayUrl(url)).toBe(shown);
	});

	test('shortens long addresses to 80 characters and keeps host and file name', () => {
		const shown = displayUrl(`https://cdn.example.com/${'folder/'.repeat(40)}photo.jpg`);
		expect(shown).toHaveLength(80);
		expect(shown).toMatch(/^https:\/\/cdn\.example\.com\/.*….*photo\.jpg$/);
	});
});
