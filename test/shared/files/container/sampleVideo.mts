/** Small MP4 files made by hand: the boxes that matter, and noise for pictures. */

import crypto from 'node:crypto';

export function box(type: string, ...content: Buffer[]) {
	const body = Buffer.concat(content);
	const header = Buffer.alloc(8);
	header.writeUInt32BE(body.length + 8, 0);
	header.write(type, 4, 'latin1');
	return Buffer.concat([header, body]);
}

/** A box whose size is written in 64 bits. */
export function largeBox(type: string, content: Buffer) {
	const header = Buffer.alloc(16);
	header.writeUInt32BE(1, 0);
	header.write(type, 4, 'latin1');
	header.writeUInt32BE(content.length + 16, 12);
	return Buffer.concat([header, content]);
}

export function movieHeader(version: number, timescale: number, duration: number) {
	const content = Buffer.alloc(version === 1 ? 112 : 100);
	content[0] = version;
	content.writeUInt32BE(timescale, version === 1 ? 20 : 12);
	content.writeUInt32BE(duration, version === 1 ? 28 : 16);
	return box('mvhd', content);
}

export function trackHeader(
	width: number,
	height: number,
	{ version = 0, turned = false }: { version?: number; turned?: boolean } = {},
) {
	const content = Buffer.alloc(version === 1 ? 96 : 84);
	const matrix = version === 1 ? 52 : 40;
	content[0] = version;
	if (turned) {
		content.writeInt32BE(65536, matrix + 4);
		content.writeInt32BE(-65536, matrix + 12);
	} else {
		content.writeInt32BE(65536, matrix);
		content.writeInt32BE(65536, matrix + 16);
	}
	content.writeUInt32BE(width * 65536, matrix + 36);
	content.writeUInt32BE(height * 65536, matrix + 40);
	return box('tkhd', content);
}

export function track(handler: string, header: Buffer) {
	const content = Buffer.alloc(25);
	content.write(handler, 8, 'latin1');
	return box('trak', header, box('mdia', box('mdhd', Buffer.alloc(24)), box('hdlr', content)));
}

export function sampleVideo(
	how: {
		/** Size of the noise. */
		pictureBytes?: number;
		sound?: boolean;
		brand?: string;
		seconds?: number;
		turned?: boolean;
		/** Of the boxes with two forms. */
		version?: number;
		/** Where `moov` stands. */
		index?: 'front' | 'back' | 'none';
		/** Other noise. */
		seed?: number;
		/** How the noise is packed. */
		pictures?: (pictures: Buffer) => Buffer;
	} = {},
) {
	const { pictureBytes = 70_000, sound = true, brand = 'isom', seconds = 5, seed = 1 } = how;
	const { version = 0, turned = false, index = 'front' } = how;
	const noise = crypto
		.createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16))
		.update(Buffer.alloc(pictureBytes));
	const pictures = how.pictures ? how.pictures(noise) : box('mdat', noise);
	const moov = box(
		'moov',
		movieHeader(version, 1000, seconds * 1000),
		track('vide', trackHeader(1280, 720, { version, turned })),
		...(sound ? [track('soun', trackHeader(0, 0, { version }))] : []),
		box('udta', Buffer.alloc(20), Buffer.alloc(4)),
	);
	const ftyp = box('ftyp', Buffer.from(`${brand}\0\0\0\0${brand}mp42`, 'latin1'));
	if (index === 'none') return Buffer.concat([ftyp, pictures]);
	return Buffer.concat(index === 'front' ? [ftyp, moov, pictures] : [ftyp, pictures, moov]);
}

export const sha256 = (content: Buffer) =>
	crypto.createHash('sha256').update(content).digest('hex');
