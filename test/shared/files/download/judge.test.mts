import { judgeReply } from '../../../../nodes/shared/files/download/judge.ts';
import { readContentRange, restHeaders } from '../../../../nodes/shared/files/download/ranges.ts';
import { sniff } from '../../../../nodes/shared/files/container/sniff.ts';

const HALF = {
	bytes: 500,
	total: 1000,
	validator: { etag: '"a"', lastModified: null },
	askedForRest: true,
};
const PART = { etag: '"a"', 'content-range': 'bytes 500-999/1000', 'content-length': '500' };

describe('An answer of the file host', () => {
	it.each([
		['the whole file', 200, { 'content-length': '1000' }, 'whole'],
		['the rest of the same version', 206, PART, 'rest'],
		['the rest, of unknown size', 206, { ...PART, 'content-range': 'bytes 500-999/*' }, 'rest'],
		['another version', 206, { ...PART, etag: '"b"' }, 'noRest'],
		['another place', 206, { ...PART, 'content-range': 'bytes 400-999/1000' }, 'noRest'],
		['another size', 206, { ...PART, 'content-range': 'bytes 500-1099/1100' }, 'noRest'],
		['a part without a place', 206, { etag: '"a"' }, 'noRest'],
		['nothing more, of this size', 416, { 'content-range': 'bytes */500' }, 'complete'],
		[
			'nothing more, of another version',
			416,
			{ etag: '"b"', 'content-range': 'bytes */500' },
			'noRest',
		],
		['nothing more, of another size', 416, { 'content-range': 'bytes */400' }, 'noRest'],
		['a refusal', 403, {}, 'refused'],
		['a lost file', 404, {}, 'refused'],
		['too many', 429, {}, 'busy'],
		['trouble of its own', 502, {}, 'busy'],
		['a redirect without a goal', 302, {}, 'unexpected'],
		['a bad request', 400, {}, 'unexpected'],
		['no content', 204, {}, 'unexpected'],
	] as Array<[string, number, Record<string, string>, string]>)(
		'with %s is understood',
		(_title, status, headers, kind) => {
			expect(judgeReply(status, headers, HALF).kind).toBe(kind);
		},
	);

	it('with a part that was not asked for is only taken when it is the whole', () => {
		const fresh = { bytes: 0, total: null, validator: null, askedForRest: false };
		const whole = { 'content-range': 'bytes 0-999/1000', 'content-length': '1000' };
		expect(judgeReply(206, whole, fresh).kind).toBe('whole');
		expect(judgeReply(206, { ...whole, 'content-length': '400' }, fresh).kind).toBe('unexpected');
		expect(judgeReply(206, {}, fresh).kind).toBe('unexpected');
	});
});

it('The rest is asked for only of a version that is pinned down', () => {
	const date = 'Fri, 20 Nov 2026 08:00:00 GMT';
	expect(restHeaders(5, { etag: '"a"', lastModified: date })).toEqual({
		Range: 'bytes=5-',
		'If-Range': '"a"',
	});
	expect(restHeaders(5, { etag: null, lastModified: date })['If-Range']).toBe(date);
	expect(restHeaders(5, { etag: null, lastModified: null })).toEqual({});
	expect(restHeaders(0, { etag: '"a"', lastModified: null })).toEqual({});
	expect(restHeaders(5, null)).toEqual({});
});

it.each([undefined, '', 'bytes 1-2', 'bytes a-b/c', 'items 0-1/2'])(
	'A range like %j is not guessed at',
	(header) => {
		expect(readContentRange(header)).toBeNull();
	},
);

it.each([
	['\0\0\0\x18ftypmp42', 'video'],
	['\0\0\0\x14ftypqt  ', 'video'],
	['\0\0\0\x08wide\0\0\0\0mdat', 'video'],
	['\xff\xd8\xff\xe0\0\x10JFIF', 'image'],
	['RIFF\0\0\0\0WEBPVP8 ', 'image'],
	['\n\n  <!DOCTYPE html>', 'text'],
	['\xef\xbb\xbf{"message":"no"}', 'text'],
	['#EXTM3U\n#EXT-X', 'text'],
	['Not Found, sorry', 'text'],
	['\x1aE\xdf\xa3\x01\0\0\0\0\0\0', 'other'],
])('A file that begins with %j is %s', (head, kind) => {
	expect(sniff(Buffer.from(head, 'latin1')).kind).toBe(kind);
});
