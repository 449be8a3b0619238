import { jsonOf } from '../support/items.mts';
import { startRudeHost } from '../shared/files/download/rudeHost.mts';
import { sampleVideo } from '../shared/files/container/sampleVideo.mts';
import { openDownloadLab } from './downloadLab.mts';

jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openDownloadLab>>;
let host: Awaited<ReturnType<typeof startRudeHost>>;
beforeAll(async () => {
	lab = await openDownloadLab();
	host = await startRudeHost();
});
afterAll(async () => {
	await lab.close();
	await host.stop();
});

const latin = (text: string) => Buffer.from(text, 'latin1');
const filled = (start: Buffer, length = 3000) =>
	Buffer.concat([start, Buffer.alloc(Math.max(0, length - start.length), 0x81)]);
const ebml = (docType: string) =>
	filled(latin(`\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\x82\x84${docType}`));

function transportStream(packet: number, at: number): Buffer {
	const stream = Buffer.alloc(packet * 20, 0xff);
	for (let start = at; start < stream.length; start += packet) {
		stream[start] = 0x47;
		stream[start + 1] = 0;
	}
	return stream;
}

/** File, how it is named, its type, and the ending that fits. */
const OTHERS: Array<[file: Buffer, found: RegExp, mimeType: string, ending: string]> = [
	[ebml('webm'), /a WebM video/, 'video/webm', 'webm'],
	[ebml('matroska'), /a Matroska \(MKV\) video/, 'video/x-matroska', 'mkv'],
	[filled(latin('RIFF\0\x10\0\0AVI LIST')), /an AVI video/, 'video/x-msvideo', 'avi'],
	[transportStream(188, 0), /transport stream \(TS\)/, 'video/mp2t', 'ts'],
	[transportStream(192, 4), /transport stream \(M2TS\)/, 'video/mp2t', 'm2ts'],
	[filled(latin('\0\0\x01\xba\x44')), /an MPEG video/, 'video/mpeg', 'mpg'],
	[filled(latin('FLV\x01\x05')), /a Flash \(FLV\) video/, 'video/x-flv', 'flv'],
	[filled(latin('\x30\x26\xb2\x75\x8e\x66\xcf\x11')), /Windows Media/, 'video/x-ms-wmv', 'wmv'],
	[filled(latin('OggS\0\x02 \x80theora')), /an Ogg video/, 'video/ogg', 'ogv'],
	[filled(latin('OggS\0\x02 \x01vorbis')), /an Ogg audio file/, 'audio/ogg', 'ogg'],
	[filled(latin('ID3\x04\0')), /an MP3 audio file/, 'audio/mpeg', 'mp3'],
	[filled(latin('GIF89a')), /a picture \(image\/gif\)/, 'image/gif', 'gif'],
	[filled(latin('\x89PNG\r\n\x1a\n')), /a picture \(image\/png\)/, 'image/png', 'png'],
	[filled(latin('\xff\xd8\xff\xe0')), /a picture \(image\/jpeg\)/, 'image/jpeg', 'jpg'],
	[filled(latin('\0\0\0\x18ftypheic')), /a picture \(image\/heic\)/, 'image/heic', 'heic'],
	[latin('<!DOCTYPE html><html></html>'), /a web page/, 'text/html', 'html'],
	[latin('{"code":"AccessDenied"}'), /\(JSON\)/, 'application/json', 'json'],
	[latin('<?xml version="1.0"?><Error/>'), /\(XML\)/, 'application/xml', 'xml'],
	[latin('#EXTM3U\n#EXT-X-VERSION:3\n'), /a playlist/, 'application/vnd.apple.mpegurl', 'm3u8'],
	[latin('Get well soon, and come back later'), /a text/, 'text/plain', 'txt'],
	[filled(latin('%PDF-1.7')), /a PDF document/, 'application/pdf', 'pdf'],
	[filled(latin('PK\x03\x04')), /a ZIP archive/, 'application/zip', 'zip'],
	[filled(latin('\xa7\xa7\xa7\xa7')), /a file of another kind/, 'application/octet-stream', 'bin'],
];

async function fetchAs(file: Buffer, fileName: string, verify: boolean) {
	host.forget();
	// Hosts call everything an MP4.
	const url = host.serve({ file, type: 'video/mp4' });
	const parameters = { source: 'url', url, fileName, options: { verify } };
	return await lab.download('evolink', [{ taskId: 'a' }], {
		parameters,
		settings: { onError: 'continueRegularOutput' },
	});
}

describe.each(OTHERS)('A file of another kind', (file, found, mimeType, ending) => {
	test(`is named for what it is, and fetched once (${ending})`, async () => {
		const { failure } = jsonOf(await fetchAs(file, 'a.mp4', true))[0];
		expect(failure).toMatchObject({ code: 'notAVideo', retryable: false });
		expect(failure?.message).toMatch(found);
		expect(failure?.hint).toMatch(/Verify/);
		expect(host.seen).toHaveLength(1);
	});

	test.each([
		['={{ $json.taskId }}.mp4', `a.${ending}`],
		['A.MP4', `A.${ending}`],
		['a', `a.${ending}`],
		['a.mov', `a.${ending}`],
		[`a.${ending}`, `a.${ending}`],
		['a.dat', 'a.dat'],
	])(
		`is stored with Verify off as what it is (${ending}): %s becomes %s`,
		async (wanted, fileName) => {
			const [{ json, binary }] = (await fetchAs(file, wanted, false)).items('Node');
			expect(json.failure).toBeUndefined();
			expect(json.download).toMatchObject({ fileName, mimeType, bytes: file.length });
			expect(binary?.data).toMatchObject({ fileName, mimeType });
		},
	);
});

test('An MP4 keeps every name that its owner has chosen', async () => {
	for (const fileName of ['a.mp4', 'a.m4v', 'a.mov', 'a.avi']) {
		const [{ json }] = (await fetchAs(sampleVideo({ brand: 'M4V ' }), fileName, true)).items(
			'Node',
		);
		expect(json.download).toMatchObject({ fileName, mimeType: 'video/mp4' });
	}
});

test('What stands behind a video is told in a warning, and nothing else is', async () => {
	const file = Buffer.concat([sampleVideo(), Buffer.alloc(16)]);
	const [{ json }] = (await fetchAs(file, 'a.mp4', true)).items('Node');
	expect(json.download).toMatchObject({
		bytes: file.length,
		warnings: [expect.stringMatching(/holds 16 more bytes/)],
	});
	const [plain] = (await fetchAs(sampleVideo(), 'a.mp4', true)).items('Node');
	expect(plain.json.download).toMatchObject({ warnings: [] });
});
