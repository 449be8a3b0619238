'use strict';

const crypto = require('crypto');

/**
 * Small MP4 files made by hand: the boxes that matter, and noise for pictures.
 */

/** @param {string} type @param {...Buffer} content */
function box(type, ...content) {
	const body = Buffer.concat(content);
	const header = Buffer.alloc(8);
	header.writeUInt32BE(body.length + 8, 0);
	header.write(type, 4, 'latin1');
	return Buffer.concat([header, body]);
}

/** @param {string} type @param {Buffer} content a box whose size is written in 64 bits */
function largeBox(type, content) {
	const header = Buffer.alloc(16);
	header.writeUInt32BE(1, 0);
	header.write(type, 4, 'latin1');
	header.writeUInt32BE(content.length + 16, 12);
	return Buffer.concat([header, content]);
}

/** @param {number} version @param {number} timescale @param {number} duration */
function movieHeader(version, timescale, duration) {
	const content = Buffer.alloc(version === 1 ? 112 : 100);
	content[0] = version;
	content.writeUInt32BE(timescale, version === 1 ? 20 : 12);
	content.writeUInt32BE(duration, version === 1 ? 28 : 16);
	return box('mvhd', content);
}

/** @param {number} width @param {number} height @param {{ version?: number, turned?: boolean }} [how] */
function trackHeader(width, height, { version = 0, turned = false } = {}) {
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

/** @param {string} handler @param {Buffer} header */
function track(handler, header) {
	const content = Buffer.alloc(25);
	content.write(handler, 8, 'latin1');
	return box('trak', header, box('mdia', box('mdhd', Buffer.alloc(24)), box('hdlr', content)));
}

/**
 * @param {object} [how]
 * @param {number} [how.pictureBytes] size of the noise
 * @param {boolean} [how.sound]
 * @param {string} [how.brand]
 * @param {number} [how.seconds]
 * @param {boolean} [how.turned]
 * @param {number} [how.version] of the boxes with two forms
 * @param {'front' | 'back' | 'none'} [how.index] where `moov` stands
 * @param {number} [how.seed] other noise
 * @param {(pictures: Buffer) => Buffer} [how.pictures] how the noise is packed
 */
function sampleVideo(how = {}) {
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

/** @param {Buffer} content */
const sha256 = (content) => crypto.createHash('sha256').update(content).digest('hex');

module.exports = { box, largeBox, movieHeader, sampleVideo, sha256, track, trackHeader };
