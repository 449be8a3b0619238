/** A file that is neither an MP4 or MOV video nor a picture, and how it is named. */
export interface OtherFile {
	/** Fits "leads to …". */
	found: string;
	mimeType: string;
	/** The usual ending, without the dot. */
	extension: string;
}

interface Sign extends OtherFile {
	/** Latin-1 text and where it stands: bytes from the beginning. All of them must be there. */
	at: ReadonlyArray<readonly [offset: number, text: string]>;
	/** Something that is looked for in the first bytes as well. */
	holds?: string;
	/** Never a text: these letters may stand in one by chance. */
	isBinary?: true;
}

function video(found: string, type: string, extension: string, sign: Omit<Sign, keyof OtherFile>) {
	return { found: `${found} video`, mimeType: `video/${type}`, extension, ...sign };
}

/** The sync byte of a transport stream comes back after each packet. */
const TS_SYNC = 'G';

/** No file of pictures begins with so many readable characters. */
const READABLE = /^[\t\n\r\x20-\x7e]{16}/;

const EBML = '\x1aE\xdf\xa3';

/** Kinds of files by their first bytes, the more special ones first. */
const SIGNS: readonly Sign[] = [
	video('a WebM', 'webm', 'webm', { at: [[0, EBML]], holds: 'webm' }),
	video('a Matroska (MKV)', 'x-matroska', 'mkv', { at: [[0, EBML]] }),
	video('an AVI', 'x-msvideo', 'avi', {
		at: [
			[0, 'RIFF'],
			[8, 'AVI '],
		],
	}),
	video('an MPEG transport stream (TS)', 'mp2t', 'ts', {
		at: [
			[0, TS_SYNC],
			[188, TS_SYNC],
		],
		isBinary: true,
	}),
	video('an MPEG transport stream (M2TS)', 'mp2t', 'm2ts', {
		at: [
			[4, TS_SYNC],
			[196, TS_SYNC],
		],
		isBinary: true,
	}),
	video('an MPEG', 'mpeg', 'mpg', { at: [[0, '\0\0\x01\xba']] }),
	video('an MPEG', 'mpeg', 'mpg', { at: [[0, '\0\0\x01\xb3']] }),
	video('a Flash (FLV)', 'x-flv', 'flv', { at: [[0, 'FLV\x01']] }),
	video('a Windows Media (WMV)', 'x-ms-wmv', 'wmv', {
		at: [[0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11']],
	}),
	video('an Ogg', 'ogg', 'ogv', { at: [[0, 'OggS']], holds: 'theora' }),
	{ found: 'an Ogg audio file', mimeType: 'audio/ogg', extension: 'ogg', at: [[0, 'OggS']] },
	{
		found: 'a WAV audio file',
		mimeType: 'audio/wav',
		extension: 'wav',
		at: [
			[0, 'RIFF'],
			[8, 'WAVE'],
		],
	},
	{ found: 'an MP3 audio file', mimeType: 'audio/mpeg', extension: 'mp3', at: [[0, 'ID3']] },
	{ found: 'a FLAC audio file', mimeType: 'audio/flac', extension: 'flac', at: [[0, 'fLaC']] },
	{ found: 'a PDF document', mimeType: 'application/pdf', extension: 'pdf', at: [[0, '%PDF-']] },
	{
		found: 'a ZIP archive',
		mimeType: 'application/zip',
		extension: 'zip',
		at: [[0, 'PK\x03\x04']],
	},
	{
		found: 'a gzip archive',
		mimeType: 'application/gzip',
		extension: 'gz',
		at: [[0, '\x1f\x8b\x08']],
	},
];

/**
 * Names a file by its beginning; null when it is none of the known ones.
 * @param head the first bytes as Latin-1
 */
export function otherFile(head: string): OtherFile | null {
	const sign = SIGNS.find(
		({ at, holds, isBinary }) =>
			at.every(([offset, text]) => head.startsWith(text, offset)) &&
			(holds === undefined || head.includes(holds)) &&
			!(isBinary && READABLE.test(head)),
	);
	if (sign === undefined) return null;
	const { found, mimeType, extension } = sign;
	return { found, mimeType, extension };
}
