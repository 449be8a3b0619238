/** The clips of finished jobs: equal in look, different in the blocks at the lower edge and in the tone. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNIT, stripSlice, unitType, withRow } from './strip.mts';
import { writeMovie } from './mp4.mts';

const FOLDER = join(import.meta.dirname, '../../clips');

export type Shape = 'landscape' | 'portrait' | 'square';

const SIZES: Record<Shape, [width: number, height: number]> = {
	landscape: [640, 360],
	portrait: [360, 640],
	square: [480, 480],
};

const PICTURES_PER_SECOND = 24;
const SOUND_RATE = 44_100;
const PACKET_SAMPLES = 1024;
/** AAC-LC, 44.1 kHz, one channel. */
const SOUND_SETUP = Buffer.from([0x12, 0x08]);

/** So many tones there are, a step of one wave in a packet apart. */
const TONES = 32;
const LOWEST_TONE = 10;
/** From one shot to the next, so that neighbours are easily told apart. */
const STEP = 13;
/** Of each tone in tones.aac; in the middle it is steady. */
const PACKETS_PER_TONE = 8;

/** The number that a clip shows: 1 to 255, then from the beginning. */
const shownShot = (shot: number) => ((shot - 1) % 255) + 1;

const toneNumber = (shot: number) => (shot * STEP) % TONES;

/** Waves a second of the tone of a shot. */
export const toneOf = (shot: number) =>
	((LOWEST_TONE + toneNumber(shot)) * SOUND_RATE) / PACKET_SAMPLES;

/** The units of an H.264 stream, without their start codes. */
function unitsOf(stream: Buffer): Buffer[] {
	const units: Buffer[] = [];
	for (let start = stream.indexOf('\0\0\x01', 0, 'latin1'); start >= 0; ) {
		const next = stream.indexOf('\0\0\x01', start + 3, 'latin1');
		const unit = stream.subarray(start + 3, next < 0 ? stream.length : next);
		// A start code may have one more zero in front.
		units.push(next >= 0 && unit.at(-1) === 0 ? unit.subarray(0, -1) : unit);
		start = next;
	}
	return units;
}

/** The packets of an ADTS stream. */
function packetsOf(stream: Buffer): Buffer[] {
	const packets: Buffer[] = [];
	for (let at = 0; at < stream.length; ) {
		const size = ((stream[at + 3] & 3) << 11) | (stream[at + 4] << 3) | (stream[at + 5] >> 5);
		packets.push(stream.subarray(at + 7, at + size));
		at += size;
	}
	return packets;
}

function withLength(unit: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(unit.length);
	return Buffer.concat([length, unit]);
}

function makeClip(shape: Shape, shot: number): Buffer {
	const [width, height] = SIZES[shape];
	const units = unitsOf(readFileSync(join(FOLDER, `${shape}.h264`)));
	const unitOf = (type: number) => {
		const found = units.find((unit) => unitType(unit) === type);
		if (found === undefined) throw new Error(`${shape}.h264 has no unit of type ${type}`);
		return found;
	};
	const { sps, format } = withRow(unitOf(UNIT.sps), height);
	const slices = units.filter((unit) => [UNIT.slice, UNIT.keySlice].includes(unitType(unit)));
	const pictures = slices.map((slice) => ({
		bytes: Buffer.concat([slice, stripSlice(slice, format, shownShot(shot))].map(withLength)),
		isKey: unitType(slice) === UNIT.keySlice,
	}));
	const tones = packetsOf(readFileSync(join(FOLDER, 'tones.aac')));
	const tone = tones[toneNumber(shot) * PACKETS_PER_TONE + PACKETS_PER_TONE / 2];
	const seconds = pictures.length / PICTURES_PER_SECOND;
	const count = Math.floor((seconds * SOUND_RATE) / PACKET_SAMPLES);
	return writeMovie({
		...{ width, height, rate: PICTURES_PER_SECOND, sps, pps: unitOf(UNIT.pps), pictures },
		...{ soundRate: SOUND_RATE, soundSetup: SOUND_SETUP, packets: Array<Buffer>(count).fill(tone) },
	});
}

/** Of the latest clips, because a sandbox may make any number. */
const MOST_KEPT = 64;
const made: Map<string, Buffer> = new Map();

/**
 * The clip of a job: four seconds, always the same bytes for the same shape and shot.
 *
 * @param shot which job of the sandbox it is, from 1
 */
export function clipOf(shape: Shape, shot: number): Buffer {
	const name = `${shape} ${shot}`;
	const clip = made.get(name) ?? makeClip(shape, shot);
	made.delete(name);
	made.set(name, clip);
	for (const oldest of made.keys()) {
		if (made.size <= MOST_KEPT) break;
		made.delete(oldest);
	}
	return clip;
}

/** The last picture of the clips of a shape. */
export const lastFrameOf = (shape: Shape): Buffer =>
	readFileSync(join(FOLDER, `${shape}-last.png`));
