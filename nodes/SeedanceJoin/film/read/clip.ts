import { FIRST_BOXES } from '../../../shared/files/container/boxWalk';
import { mediaType } from '../../../shared/files/fileKind';
import {
	BROKEN,
	boxesIn,
	CUT_OFF,
	child,
	isOutOfRange,
	optional,
	required,
	Unreadable,
} from './boxes';
import type { Window } from './editList';
import { readITunesWindow, readWindow } from './editList';
import { isFragmented, readFragments } from './fragments';
import type { PictureFormat } from './pictures';
import { readPictureFormat } from './pictures';
import type { Sample } from './samples';
import { checkPlaces, readSampleTable } from './samples';
import type { Scanned } from './scan';
import { scan } from './scan';
import type { SoundFormat } from './sound';
import { readSoundFormat } from './sound';

/** A file that can be read from its beginning any number of times. */
export interface ClipSource {
	open(): Promise<AsyncIterable<Buffer>>;
}

export interface Track<F> {
	format: F;
	/** Units per second. */
	timescale: number;
	/** In the order of decoding. */
	samples: Sample[];
	window: Window;
	/** The content of `tkhd` from its matrix on: how the pictures are turned and how large they are shown. */
	display: Buffer;
}

/** What is known of one clip; its pictures and sounds stay in the file. */
export interface Clip {
	pictures: Track<PictureFormat>;
	/** Null for a clip without sound. */
	sound: Track<SoundFormat> | null;
	warnings: string[];
}

const NO_VIDEO = 'is no MP4 or MOV video';

/** What a file is that is no MP4, to continue "Row 1 (a.mp4) …". */
function foreign({ head, bytes }: Scanned): string {
	if (bytes === 0) return 'is an empty file';
	const type = mediaType(head);
	const text = head
		.toString('latin1')
		.replace(/^\xef\xbb\xbf/, '')
		.trim();
	if (/^<(!doctype html|html|head|body|script)/i.test(text)) return 'is a web page and no video';
	if (/^[[{<]/.test(text)) return 'is a text and no video';
	if (type === null || type === 'video/mp4') return NO_VIDEO;
	if (type.startsWith('image/')) return `is a picture (${type}) and no video`;
	if (type.startsWith('audio/')) return `is a sound file (${type}) and no video`;
	return `is a video of another kind (${type}). MP4 and MOV can be joined`;
}

/** True for the beginning of an MP4 or MOV file. */
function isMovie(head: Buffer): boolean {
	return [...FIRST_BOXES, 'styp'].includes(head.toString('latin1', 4, 8));
}

interface Header {
	moov: Buffer;
	scanned: Scanned;
	movieTimescale: number;
}

interface Found {
	kind: string;
	isEnabled: boolean;
	trak: Buffer;
	samples: Sample[];
	entry: number;
}

function readTrackHead(trak: Buffer, { moov, scanned }: Header): Found {
	const tkhd = required(trak, 'tkhd');
	const hdlr = required(trak, 'mdia', 'hdlr');
	const trackId = tkhd.readUInt32BE(tkhd[0] === 1 ? 20 : 12);
	const kind = hdlr.toString('latin1', 8, 12);
	const found = { kind, isEnabled: (tkhd[3] & 1) === 1, trak };
	if (kind !== 'vide' && kind !== 'soun') return { ...found, samples: [], entry: 1 };
	const table = readSampleTable(required(trak, 'mdia', 'minf', 'stbl'), scanned.bytes);
	if (!isFragmented(moov)) return { ...found, ...table };
	const parts = readFragments({ moov, fragments: scanned.fragments }, trackId);
	const { samples } = parts;
	return table.samples.length === 0
		? { ...found, ...parts }
		: { ...found, samples: [...table.samples, ...samples], entry: table.entry };
}

/** Data that lies in another file is named there by an address; in this file, by a flag. */
function checkSelfContained(trak: Buffer): void {
	const dref = optional(trak, 'mdia', 'minf', 'dinf', 'dref');
	if (dref === null) return;
	const isElsewhere = boxesIn(dref.subarray(8)).some(
		({ type, content }) => ['url ', 'urn ', 'alis'].includes(type) && (content[3] & 1) === 0,
	);
	if (isElsewhere) throw new Unreadable('holds no pictures itself, it leads to another file');
}

/** Seconds by which samples may be longer than their track says, whatever writers count. */
const SPARE_SECONDS = 10;

/** A damaged table of times is noticed by the length that the track itself tells; 0 and all ones are none. */
function checkLength(samples: readonly Sample[], mdhd: Buffer, timescale: number): void {
	const told = mdhd[0] === 1 ? 0 : mdhd.readUInt32BE(16);
	if (told === 0 || told === 0xffffffff) return;
	const length = samples.reduce((sum, { duration }) => sum + duration, 0);
	if (length > 2 * told + SPARE_SECONDS * timescale) throw new Unreadable(BROKEN);
}

function readTrack<F>(
	found: Found,
	{ scanned, movieTimescale }: Header,
	read: (entry: { type: string; content: Buffer }) => F,
	fallback: (format: F) => Window,
): Track<F> {
	const { trak, samples, entry } = found;
	checkSelfContained(trak);
	checkPlaces(samples, scanned.bytes);
	const mdhd = required(trak, 'mdia', 'mdhd');
	const timescale = mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12);
	const entries = boxesIn(required(trak, 'mdia', 'minf', 'stbl', 'stsd').subarray(8));
	const used = entries[entry - 1];
	if (used === undefined || timescale === 0) throw new Unreadable(BROKEN);
	checkLength(samples, mdhd, timescale);
	if (used.type === 'encv' || used.type === 'enca') {
		throw new Unreadable('is protected (encrypted). Use a copy without protection');
	}
	const format = read(used);
	const elst = optional(trak, 'edts', 'elst');
	const tkhd = required(trak, 'tkhd');
	return {
		format,
		timescale,
		samples,
		window: elst === null ? fallback(format) : readWindow(elst, movieTimescale, timescale),
		display: tkhd.subarray(tkhd[0] === 1 ? 52 : 40),
	};
}

/** The tracks of a kind that hold anything, the ones that players show first. */
function tracksOf(found: readonly Found[], kind: string): Found[] {
	const filled = found.filter((track) => track.kind === kind && track.samples.length > 0);
	return [
		...filled.filter(({ isEnabled }) => isEnabled),
		...filled.filter(({ isEnabled }) => !isEnabled),
	];
}

function readMovie(scanned: Scanned, moov: Buffer): Clip {
	const mvhd = required(moov, 'mvhd');
	const header: Header = {
		moov,
		scanned,
		movieTimescale: mvhd.readUInt32BE(mvhd[0] === 1 ? 20 : 12),
	};
	if (header.movieTimescale === 0) throw new Unreadable(BROKEN);
	const found = boxesIn(moov)
		.filter(({ type }) => type === 'trak')
		.map(({ content }) => readTrackHead(content, header));
	const [film] = tracksOf(found, 'vide');
	const [sound, ...moreSounds] = tracksOf(found, 'soun');
	if (film === undefined) {
		const hasTrack = found.some(({ kind }) => kind === 'vide');
		throw new Unreadable(hasTrack ? CUT_OFF : 'holds no pictures');
	}
	const udta = child(moov, 'udta');
	const pictures = readTrack(film, header, readPictureFormat, () => readWindow(null, 1, 1));
	if (pictures.format.width === 0 || pictures.format.height === 0) throw new Unreadable(BROKEN);
	const warnings: string[] = [];
	if (moreSounds.length > 0) warnings.push('has several sound tracks, of which the first is used');
	if (found.some(({ kind }) => ['text', 'sbtl', 'subt'].includes(kind))) {
		warnings.push('has subtitles, which are left out');
	}
	return {
		pictures,
		sound:
			sound === undefined
				? null
				: readTrack(sound, header, readSoundFormat, ({ rate }) => readITunesWindow(udta, rate)),
		warnings,
	};
}

/** A table that is shorter than it says is one more way to be damaged. */
function readable(thrown: unknown): unknown {
	return isOutOfRange(thrown) ? new Unreadable(BROKEN) : thrown;
}

/**
 * Reads the index of a clip, in one pass over the file.
 * @throws Unreadable when it cannot be joined, and whatever the source throws
 */
export async function readClip(source: ClipSource): Promise<Clip> {
	const scanned = await scan(await source.open());
	try {
		if (!isMovie(scanned.head)) throw new Unreadable(foreign(scanned));
		if (/^(image|audio)\//.test(mediaType(scanned.head) ?? '') && scanned.moov === null) {
			throw new Unreadable(foreign(scanned));
		}
		if (scanned.moov === null) throw new Unreadable(CUT_OFF);
		return readMovie(scanned, scanned.moov);
	} catch (thrown) {
		throw readable(thrown);
	}
}
