import { Readable } from 'node:stream';
import { DownloadTrouble } from '../../../nodes/shared/files/failures.ts';
import {
	addressTrouble,
	openFollowing,
	withoutQuery,
} from '../../../nodes/shared/files/redirect.ts';
import { createDownloads } from './download/harness.mts';
import { startRudeHost } from './download/rudeHost.mts';
import { sampleVideo, sha256 } from './container/sampleVideo.mts';
import type { FileReply } from '../../../nodes/shared/files/types.ts';

/** A host that only redirects, by a list of addresses. */
function redirectingHost(targets: Record<string, string>) {
	const asked: string[] = [];
	return {
		asked,
		open: async (
			url: string,
			headers: Record<string, string>,
			signal: AbortSignal,
		): Promise<FileReply> => {
			asked.push(url);
			expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain('authorization');
			expect(signal.aborted).toBe(false);
			const location = targets[url];
			return {
				kind: 'answer',
				status: location === undefined ? 200 : 302,
				headers: location === undefined ? {} : { location },
				body: Readable.from([]),
				toStream: () => Buffer.alloc(0),
			};
		},
	};
}

async function follow(
	targets: Record<string, string>,
	url: string,
	privateAllowed: boolean = false,
) {
	const host = redirectingHost(targets);
	const abortSignal = new AbortController().signal;
	try {
		await openFollowing(url, {}, { host, privateAllowed, abortSignal });
		return { asked: host.asked, message: null };
	} catch (thrown) {
		expect(thrown).toBeInstanceOf(DownloadTrouble);
		return { asked: host.asked, message: (thrown as Error).message };
	}
}

describe('P10 A redirect', () => {
	it('is followed to another origin, relative ones too', async () => {
		const { asked, message } = await follow(
			{
				'https://a.example.com/v?sig=1': 'https://b.example.com/one/',
				'https://b.example.com/one/': '../two#part',
			},
			'https://a.example.com/v?sig=1',
		);
		expect(message).toBeNull();
		expect(asked).toEqual([
			'https://a.example.com/v?sig=1',
			'https://b.example.com/one/',
			'https://b.example.com/two',
		]);
	});

	it.each([
		'http://127.0.0.1/x',
		'http://localhost:5678/rest',
		'http://10.0.0.8/',
		'http://192.168.1.1/',
		'http://169.254.169.254/latest/meta-data',
		'http://[::1]/',
		'http://[::ffff:127.0.0.1]/',
		'http://2130706433/',
		'http://0x7f.1/',
		'http://metadata.google.internal/',
	])('to the private address %s is refused before it is asked', async (address) => {
		const { asked, message } = await follow(
			{ 'http://a.example.com/': address },
			'http://a.example.com/',
		);
		expect(asked).toEqual(['http://a.example.com/']);
		expect(message).toMatch(/address inside your own network/);
	});

	it('to a private address is followed when the provider itself is private', async () => {
		const { asked } = await follow(
			{ 'http://127.0.0.1:1/a': 'http://127.0.0.1:2/b' },
			'http://127.0.0.1:1/a',
			true,
		);
		expect(asked).toHaveLength(2);
	});

	it.each([
		['file:///etc/passwd', /begins with file:/],
		['ftp://a.example.com/x', /begins with ftp:/],
		['http://a.example.com/x', /without encryption/],
		['https://user:pass@b.example.com/', /user name or password/],
		['https://', /cannot be read/],
	])('to %s is refused', async (address, expected) => {
		const { asked, message } = await follow(
			{ 'https://a.example.com/': address },
			'https://a.example.com/',
		);
		expect(asked).toHaveLength(1);
		expect(message).toMatch(expected);
	});

	it('is followed five times and no more', async () => {
		const chain: Record<string, string> = {};
		for (let hop = 0; hop < 9; hop++) {
			chain[`https://a.example.com/${hop}`] = `https://a.example.com/${hop + 1}`;
		}
		expect(await follow(chain, 'https://a.example.com/4')).toMatchObject({ message: null });
		const { asked, message } = await follow(chain, 'https://a.example.com/0');
		expect(asked).toHaveLength(6);
		expect(message).toMatch(/sent on more than 5 times/);
		expect(message).not.toContain('?');
	});

	it('in a circle ends as well', async () => {
		const { message } = await follow(
			{ 'https://a.example.com/': 'https://a.example.com/' },
			'https://a.example.com/',
		);
		expect(message).toMatch(/more than 5 times/);
	});
});

describe('A link', () => {
	it.each([
		['not a link', /not a complete web address/],
		['', /not a complete web address/],
		['data:video/mp4;base64,AAAA', /not a complete web address|begins with data:/],
		['https://key@files.example.com/v.mp4', /user name or password/],
	])('like "%s" is refused with a remedy', (url, expected) => {
		const trouble = addressTrouble(url, false);
		expect(trouble?.failure.message).toMatch(expected);
		expect(trouble?.failure.hint).not.toBe('');
	});

	it('is shown without its signature', () => {
		expect(withoutQuery('https://u:p@files.example.com/v.mp4?X-Tos-Signature=abc#t')).toBe(
			'https://files.example.com/v.mp4',
		);
	});
});

it('Over a real line a redirect to another origin ends in a verified file, and resumes there', async () => {
	const host = await startRudeHost();
	const downloads = await createDownloads();
	try {
		const video = sampleVideo();
		host.serveAt('/real.mp4', { file: video, dropAt: (call) => (call === 1 ? 30_000 : Infinity) });
		const url = host.serve({
			file: video,
			instead: (_call, _request, response) => {
				response.writeHead(302, { location: `${host.otherOrigin}/real.mp4?signature=x` });
				response.end('moved');
				return true;
			},
		});
		const { stored, file } = await downloads.save(url);
		expect(sha256(await downloads.read(stored))).toBe(sha256(video));
		expect(file).toMatchObject({ attempts: 2, resumed: true, sourceUrl: url });
		expect(host.seen.map((request) => request.url.split('?')[0])).toEqual([
			'/file-1.mp4',
			'/real.mp4',
			'/file-1.mp4',
			'/real.mp4',
		]);
		expect(host.seen.every((request) => request.authorization === undefined)).toBe(true);
	} finally {
		await downloads.clear();
		await host.stop();
	}
});
