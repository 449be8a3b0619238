/**
 * Serves one large, valid MP4 on loopback without touching a disk: the boxes that matter, then zeros for pictures.
 * Runs as a process of its own (`npx tsx bigFileServer.mts <megabytes>`) and prints its address; `?megabytes=4` asks for less.
 */

import http from 'node:http';
import type { AddressInfo } from 'node:net';

const BLOCK = Buffer.alloc(1024 * 1024);

function box(type: string, ...content: Buffer[]) {
	const body = Buffer.concat(content);
	const header = Buffer.alloc(8);
	header.writeUInt32BE(body.length + 8, 0);
	header.write(type, 4, 'latin1');
	return Buffer.concat([header, body]);
}

/** Everything before the pictures. */
function beginning(pictureBytes: number): Buffer {
	const movie = Buffer.alloc(100);
	movie.writeUInt32BE(1000, 12);
	movie.writeUInt32BE(15_000, 16);
	const track = Buffer.alloc(84);
	track.writeInt32BE(65536, 40);
	track.writeUInt32BE(1920 * 65536, 76);
	track.writeUInt32BE(1080 * 65536, 80);
	const handler = Buffer.alloc(24);
	handler.write('vide', 8, 'latin1');
	const pictures = Buffer.alloc(16);
	pictures.writeUInt32BE(1, 0);
	pictures.write('mdat', 4, 'latin1');
	pictures.writeUInt32BE(Math.floor((pictureBytes + 16) / 2 ** 32), 8);
	pictures.writeUInt32BE((pictureBytes + 16) % 2 ** 32, 12);
	return Buffer.concat([
		box('ftyp', Buffer.from('isom\0\0\0\0', 'latin1')),
		box(
			'moov',
			box('mvhd', movie),
			box('trak', box('tkhd', track), box('mdia', box('hdlr', handler))),
		),
		pictures,
	]);
}

/** Serves a file of so many megabytes, or of fewer when a request asks for them. */
function serve(megabytes: number) {
	const server = http.createServer((request, response) => {
		const wanted = new URL(request.url ?? '/', 'http://localhost').searchParams.get('megabytes');
		let left = wanted === null ? megabytes : Number(wanted);
		const pictureBytes = left * BLOCK.length;
		const head = beginning(pictureBytes);
		response.writeHead(200, {
			'content-type': 'video/mp4',
			'content-length': head.length + pictureBytes,
		});
		response.write(head);
		const more = () => {
			while (left > 0) {
				left -= 1;
				if (!response.write(BLOCK)) {
					response.once('drain', more);
					return;
				}
			}
			response.end();
		};
		more();
	});
	server.listen(0, '127.0.0.1', () => {
		const { port } = server.address() as AddressInfo;
		process.stdout.write(`http://127.0.0.1:${port}/video.mp4\n`);
	});
}

serve(Number(process.argv[2] ?? 1024));
