import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { Clock } from '../../tasks/clock';
import { VideoInspector } from '../container/inspect';
import type { Content } from '../container/sniff';
import { safeFileName, withFittingEnding } from '../fileName';
import { createFileHost } from '../host';
import type { LinkKeys } from '../linkKey';
import type { FileFacts, FileHost, LinkSource, StoreInput } from '../types';
import { saveFile, STALL_MS } from './save';

/** In bytes. */
export const MEGABYTE = 1024 * 1024;

/** How large a stored video may be unless somebody says otherwise. */
export const MOST_MEGABYTES = 2048;

/** Videos on the way at once unless somebody says otherwise. */
export const VIDEOS_AT_ONCE = 3;

/** What is told about a downloaded video. */
export interface DownloadFacts extends FileFacts {
	/** Pixels as shown; null when the file does not tell. */
	width: number | null;
	height: number | null;
	durationSeconds: number | null;
	/** Null for files whose structure was not understood (`verify` off). */
	hasAudio: boolean | null;
	warnings: string[];
}

/** From where files come in a run, and where they go. */
export interface FileDependencies {
	host: FileHost;
	clock: Clock;
	stopSignal: AbortSignal | undefined;
	/** Milliseconds without data after which a connection counts as dead. */
	stallMs: number;
	store: (content: StoreInput, fileName: string, mimeType: string) => Promise<IBinaryData>;
}

/** What is within reach of a row, by its own credential. */
export interface FileReach {
	/** Private addresses, where its provider is on one, too. */
	privateAllowed: boolean;
	keys: LinkKeys;
}

/** Which video is stored, and as what. */
export interface VideoWish {
	link: LinkSource;
	/** As the user wrote it, not yet made safe. */
	fileName: string;
	/** For a file name of which nothing is left. */
	otherName: string;
	maxBytes: number;
	/** Only a whole MP4 or MOV is taken. */
	verify: boolean;
}

export function fileDependencies(context: IExecuteFunctions, clock: Clock): FileDependencies {
	return {
		host: createFileHost(context),
		clock,
		stopSignal: context.getExecutionCancelSignal(),
		stallMs: STALL_MS,
		store: async (content, fileName, mimeType) =>
			await context.helpers.prepareBinaryData(content, fileName, mimeType),
	};
}

/**
 * Downloads a video into n8n's store, at constant memory.
 * @throws DownloadTrouble and nothing else; the store holds nothing of the file then
 */
export async function saveVideo(
	wish: VideoWish,
	dependencies: FileDependencies & FileReach,
): Promise<{ download: DownloadFacts; video: IBinaryData }> {
	const { link, maxBytes, verify } = wish;
	const { stored, inspector, file } = await saveFile({
		...dependencies,
		link,
		maxBytes,
		inspector: () => new VideoInspector(verify),
		describe: ({ found }) => ({ mimeType: found.mimeType, fileName: videoName(wish, found) }),
	});
	const { facts, trailingBytes } = inspector;
	return {
		download: {
			...file,
			width: facts?.width ?? null,
			height: facts?.height ?? null,
			durationSeconds: facts?.durationSeconds ?? null,
			hasAudio: facts?.hasAudio ?? null,
			warnings: trailingBytes === 0 ? [] : [holdsMore(trailingBytes)],
		},
		video: stored,
	};
}

function holdsMore(bytes: number): string {
	return `Behind the video the file holds ${bytes} more ${bytes === 1 ? 'byte' : 'bytes'}, which players pass over. It was stored as it came.`;
}

/** The name that the user wants, with an ending that fits what the file is. */
function videoName({ fileName, otherName }: VideoWish, { mimeType, extension }: Content): string {
	const fallback = otherName.replace(/\.[A-Za-z0-9]{1,8}$/, '');
	const name = safeFileName(fileName, fallback, extension);
	return withFittingEnding(name, mimeType, extension);
}
