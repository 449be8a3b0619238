import { createHash } from 'crypto';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { streamLike } from '../shared/files/stream';
import type { StoreInput } from '../shared/files/types';
import type { StopSignal } from '../shared/tasks/clock';
import type { RowClip, Streams } from './clips';
import {
	clipChanged,
	clipGone,
	clipMissing,
	clipNotUsable,
	clipsDiffer,
	filmNotStored,
	filmTooLarge,
	JoinTrouble,
	noClips,
	noSilence,
	stoppedJoining,
} from './failures';
import type { Film, Refusal } from './film/join';
import { decideFilm } from './film/join';
import { Unreadable } from './film/read/boxes';
import type { Clip, ClipSource } from './film/read/clip';
import { readClip } from './film/read/clip';
import { ClipChanged, filmBytes } from './film/write';
import type { FilmRequest } from './parameters';

/** What is told about a film. */
export interface FilmFacts {
	clips: number;
	durationSeconds: number;
	/** Pixels as shown. */
	width: number;
	height: number;
	hasAudio: boolean;
	bytes: number;
	/** Hexadecimal. */
	sha256: string;
	fileName: string;
	parts: Array<{
		fileName: string | null;
		taskId: string | null;
		startSeconds: number;
		durationSeconds: number;
	}>;
	warnings: string[];
}

export interface JoinedFilm {
	facts: FilmFacts;
	file: IBinaryData;
}

export interface JoinDependencies {
	stop: StopSignal;
	streams: Streams;
	store: IExecuteFunctions['helpers']['prepareBinaryData'];
}

/** A row whose clip is there. */
type FilledClip = RowClip & { source: ClipSource };

const MIME_TYPE = 'video/mp4';

function isFilled(clip: RowClip): clip is FilledClip {
	return clip.source !== null;
}

/** The rows of which the film is made. @throws JoinTrouble */
function rowsToJoin(rows: readonly RowClip[], request: FilmRequest, warnings: string[]) {
	const missing = rows.filter((row) => !isFilled(row));
	if (missing.length > 0 && !request.skipMissing) {
		const [{ name, field, reason }] = missing;
		throw clipMissing(name, field, reason);
	}
	warnings.push(...missing.map(({ name }) => `${name} has no clip and is not in the film.`));
	const filled = rows.filter(isFilled);
	if (filled.length === 0) throw noClips();
	return filled;
}

function checkStop({ aborted }: StopSignal): void {
	if (aborted) throw stoppedJoining();
}

async function readRow({ name, source }: FilledClip): Promise<Clip> {
	try {
		return await readClip(source);
	} catch (thrown) {
		throw thrown instanceof Unreadable ? clipNotUsable(name, thrown.what) : clipGone(name);
	}
}

function troubleOf(refusal: Refusal, rows: readonly FilledClip[]): JoinTrouble {
	const { name } = rows[refusal.place];
	if (refusal.kind === 'unreadable') return clipNotUsable(name, refusal.what);
	if (refusal.kind === 'noSilence') return noSilence(name, refusal.codec);
	return clipsDiffer(name, rows[refusal.comparedWith].name, refusal.differences);
}

/** The bytes of the film, with their checksum as they pass. */
function hashed(bytes: AsyncIterable<Buffer>) {
	const hash = createHash('sha256');
	async function* pass(): AsyncGenerator<Buffer> {
		for await (const part of bytes) {
			hash.update(part);
			yield part;
		}
	}
	return { bytes: pass(), digest: () => hash.digest('hex') };
}

async function asBuffer(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of bytes) parts.push(part);
	return Buffer.concat(parts);
}

/** The store may hide the reason behind an exception of its own, so the film's own word goes first. */
async function storeFilm(
	film: Film,
	rows: readonly FilledClip[],
	{ fileName }: FilmRequest,
	{ stop, streams, store }: JoinDependencies,
): Promise<{ file: IBinaryData; sha256: string }> {
	let reason: JoinTrouble | null = null;
	const sources = rows.map(({ source }) => source);
	async function* watched(): AsyncGenerator<Buffer> {
		try {
			yield* filmBytes(film, sources, () => checkStop(stop));
		} catch (thrown) {
			reason =
				thrown instanceof JoinTrouble
					? thrown
					: clipChanged(rows[thrown instanceof ClipChanged ? thrown.place : 0].name);
			throw reason;
		}
	}
	const { bytes, digest } = hashed(watched());
	try {
		// Without a single file in n8n's store all clips are in memory, and the film will be as well.
		const { atHand } = streams;
		const content: StoreInput = atHand === null ? await asBuffer(bytes) : streamLike(atHand, bytes);
		const file = await store(content, fileName, MIME_TYPE);
		return { file, sha256: digest() };
	} catch {
		throw reason ?? filmNotStored();
	}
}

/**
 * Joins the clips of some rows to one film and stores it. Before the first byte is written all clips have been read.
 * @throws JoinTrouble and nothing else that is foreseen; the store holds nothing of the film then
 */
export async function joinFilm(
	rows: readonly RowClip[],
	request: FilmRequest,
	dependencies: JoinDependencies,
): Promise<JoinedFilm> {
	const warnings: string[] = [];
	const filled = rowsToJoin(rows, request, warnings);
	const clips: Clip[] = [];
	for (const row of filled) {
		checkStop(dependencies.stop);
		const clip = await readRow(row);
		clips.push(request.keepSound ? clip : { ...clip, sound: null });
	}
	const film = decideFilm(clips);
	if ('kind' in film) throw troubleOf(film, filled);
	if (film.bytes > request.maxBytes) throw filmTooLarge(film.bytes, request.maxBytes);
	warnings.push(
		...film.clipWarnings.map(({ place, text }) => `${filled[place].name} ${text}.`),
		...film.warnings,
	);
	const { file, sha256 } = await storeFilm(film, filled, request, dependencies);
	return {
		file,
		facts: {
			clips: filled.length,
			durationSeconds: film.durationSeconds,
			width: film.width,
			height: film.height,
			hasAudio: film.hasAudio,
			bytes: film.bytes,
			sha256,
			fileName: request.fileName,
			parts: filled.map(({ fileName, taskId }, place) => ({
				fileName,
				taskId,
				...film.parts[place],
			})),
			warnings,
		},
	};
}
