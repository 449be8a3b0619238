import { VIDEO, downloadBench } from './downloadBench.mts';
import { sampleVideo } from '../container/sampleVideo.mts';

const bench = downloadBench();
const { download, expectFile, expectFailure } = bench;
const HTML = Buffer.from('<!DOCTYPE html><html><body>Please sign in</body></html>');
const JSON_BODY = Buffer.from('{"code":"AccessDenied","message":"Request has expired"}');

describe('P10 A host that lies', () => {
	it.each([
		['serves no ranges', { range: false }],
		['breaks off and names another length later', { dropAt: () => 400_000 }],
	])('about a length that is too great and %s ends in a clear word', async (_title, manner) => {
		const saysLength = VIDEO.length + 1000;
		await expectFailure(download({ saysLength, ...manner }), 'brokeOff');
	});

	it('about a length that is too great is believed when it says later that this was all', async () => {
		const file = await expectFile(download({ saysLength: VIDEO.length + 1000 }));
		expect(file.attempts).toBe(2);
		expect(bench.host().seen[1].range).toBe(`bytes=${VIDEO.length}-`);
	});

	it('about having more than it has is believed when it says itself that this was all', async () => {
		const file = await expectFile(
			download({
				instead: (call, request, response) => {
					if (call > 1) return false;
					response.writeHead(200, { etag: '"first-version"' });
					response.write(VIDEO, () => void setTimeout(() => request.socket.destroy(), 30));
					return true;
				},
			}),
		);
		expect(file.attempts).toBe(2);
		expect(bench.host().seen[1].range).toBe(`bytes=${VIDEO.length}-`);
	});

	it('about a length that is too small does not pass half a video off as good', async () => {
		await expectFailure(download({ saysLength: 400_000, range: false }), 'incompleteFile');
	});

	it('about a length that is too small is asked for the rest', async () => {
		const file = await expectFile(
			download({
				instead: (call, request) => {
					if (call > 1) return false;
					request.socket.write(
						'HTTP/1.1 200 OK\r\nETag: "first-version"\r\nContent-Length: 400000\r\n\r\n',
					);
					request.socket.end(VIDEO);
					return true;
				},
			}),
		);
		expect(file.attempts).toBe(2);
	});

	it('by closing politely in the middle does not pass half a video off as good', async () => {
		await expectFailure(
			download({ length: 'chunked', dropPolitely: true, dropAt: () => 400_000 }),
			'incompleteFile',
			/only the first 0.4 MB/,
		);
	});

	it.each([
		['that is half a video', VIDEO.subarray(0, 400_000)],
		['without its index', sampleVideo({ index: 'none' })],
	])('with a file %s is found out', async (_title, file) => {
		await expectFailure(download({ file }), 'incompleteFile');
	});

	it.each([
		['a web page', HTML, /a web page, not to a video/],
		['a message', JSON_BODY, /a text message of the file host \(JSON\)/],
		[
			'an XML message',
			Buffer.from('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
			/XML/,
		],
		[
			'a picture',
			Buffer.from('\x89PNG\r\n\x1a\n0000IHDR0000', 'latin1'),
			/a picture \(image\/png\)/,
		],
		['nothing', Buffer.alloc(0), /an empty file/],
		['noise', Buffer.alloc(5000, 0xa7), /a file of another kind/],
	])('and sends %s for a video is found out', async (_title, file, message) => {
		await expectFailure(download({ file }), 'notAVideo', message);
		expect(bench.host().seen).toHaveLength(1);
	});

	it('about the content type only is believed by the bytes', async () => {
		await expectFile(download({ type: 'text/html' }));
	});
});
