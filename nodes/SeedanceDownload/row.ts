import type { IBinaryData } from 'n8n-workflow';
import type { Failure } from '../shared/domain/task';
import { DownloadTrouble } from '../shared/files/failures';
import { whoHas } from '../shared/fields/offers';
import { safeFileName, siblingName, withFittingEnding } from '../shared/files/fileName';
import type { LinkKeys } from '../shared/files/linkKey';
import { withoutQuery } from '../shared/files/redirect';
import type { FileFacts, FileHost, LinkSource, StoreInput } from '../shared/files/types';
import type { Clock } from '../shared/tasks/clock';
import type { Slots } from '../shared/tasks/slots';
import type { WaitDependencies } from '../shared/tasks/wait';
import type { Content } from './container/sniff';
import { ImageInspector, VideoInspector } from './container/inspect';
import { saveFile, STALL_MS } from './file/save';
import { plainLink, taskLink, waitForVideo } from './file/taskLink';
import type { RowRequest } from './parameters';

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

export interface DownloadedRow {
	download: DownloadFacts;
	video: IBinaryData;
	lastFrame: IBinaryData | null;
}

/** What a row is downloaded with. */
export interface RowDependencies {
	host: FileHost;
	clock: Clock;
	/** By the row's own credential: private addresses are within reach where its provider is on one, too. */
	privateAllowed: boolean;
	/** By the row's own credential. */
	keys: LinkKeys;
	stopSignal: AbortSignal | undefined;
	/** Files on the way at once. */
	slots: Slots;
	/** How its task is read, but for the deadline, which each row has for itself; or why it cannot be read. */
	wait: Omit<WaitDependencies, 'deadlineMs'> | Failure;
	store: (content: StoreInput, fileName: string, mimeType: string) => Promise<IBinaryData>;
}

/** A picture larger than this is none. */
const LAST_FRAME_MAX_BYTES = 100 * 1024 * 1024;

const NO_LAST_FRAME = `There is no last frame. Switch on "Return Last Frame" in the options of Seedance Generate; of the providers only ${whoHas('returnLastFrame')} makes one.`;

interface Links {
	video: LinkSource;
	lastFrame: LinkSource | null;
}

/**
 * Downloads the file of one row.
 * @param knownLastFrame link to the last frame that came with the item, for rows that download by URL
 * @throws DownloadTrouble
 */
export async function downloadRow(
	row: RowRequest,
	knownLastFrame: string | null,
	dependencies: RowDependencies,
): Promise<DownloadedRow> {
	if (row.refused !== null) throw new DownloadTrouble(row.refused);
	const links =
		row.source === 'url'
			? { video: plainLink(row.url), lastFrame: knownLastFrame ? plainLink(knownLastFrame) : null }
			: await findLinks(row, dependencies);
	// Waiting for a video holds no place in the queue for downloads.
	return await dependencies.slots.hold(async () => await fetchFiles(row, links, dependencies));
}

async function findLinks(row: RowRequest, { wait }: RowDependencies): Promise<Links> {
	if ('category' in wait) throw new DownloadTrouble(wait);
	const dependencies = { ...wait, deadlineMs: wait.clock.now() + row.waitTimeoutMs };
	const task = await waitForVideo(row.taskId, dependencies);
	return {
		video: taskLink(task, 'videoUrl', dependencies),
		lastFrame: task.lastFrameUrl === null ? null : taskLink(task, 'lastFrameUrl', dependencies),
	};
}

async function fetchFiles(
	row: RowRequest,
	links: Links,
	dependencies: RowDependencies,
): Promise<DownloadedRow> {
	const video = await saveFile({
		...common(dependencies),
		link: links.video,
		maxBytes: row.maxBytes,
		inspector: () => new VideoInspector(row.verify),
		describe: ({ found }) => ({ mimeType: found.mimeType, fileName: videoName(row, found) }),
	});
	const { trailingBytes } = video.inspector;
	const warnings = trailingBytes === 0 ? [] : [holdsMore(trailingBytes)];
	const lastFrame = row.includeLastFrame
		? await fetchLastFrame(video.file.fileName, links.lastFrame, dependencies, warnings)
		: null;
	const facts = video.inspector.facts;
	return {
		download: {
			...video.file,
			width: facts?.width ?? null,
			height: facts?.height ?? null,
			durationSeconds: facts?.durationSeconds ?? null,
			hasAudio: facts?.hasAudio ?? null,
			warnings,
		},
		video: video.stored,
		lastFrame,
	};
}

function common({ host, privateAllowed, keys, stopSignal, clock, store }: RowDependencies) {
	return { host, privateAllowed, keys, stopSignal, clock, stallMs: STALL_MS, store };
}

/** The video is what was paid for: a missing picture is told, not a reason to lose it. */
async function fetchLastFrame(
	videoFileName: string,
	link: LinkSource | null,
	dependencies: RowDependencies,
	warnings: string[],
): Promise<IBinaryData | null> {
	if (link === null) {
		warnings.push(NO_LAST_FRAME);
		return null;
	}
	try {
		const picture = await saveFile({
			...common(dependencies),
			link,
			maxBytes: LAST_FRAME_MAX_BYTES,
			inspector: () => new ImageInspector(),
			describe: ({ found }) => ({
				mimeType: found.kind === 'image' ? found.mimeType : 'application/octet-stream',
				fileName: siblingName(
					videoFileName,
					'-last-frame',
					found.kind === 'image' ? found.extension : 'png',
				),
			}),
		});
		return picture.stored;
	} catch (thrown) {
		const reason = thrown instanceof DownloadTrouble ? thrown.failure.message : 'it broke off.';
		warnings.push(`The last frame could not be downloaded: ${reason}`);
		return null;
	}
}

function holdsMore(bytes: number): string {
	return `Behind the video the file holds ${bytes} more ${bytes === 1 ? 'byte' : 'bytes'}, which players pass over. It was stored as it came.`;
}

/** The name that the user wants, with an ending that fits what the file is. */
function videoName(row: RowRequest, { mimeType, extension }: Content): string {
	const fallback = row.taskId || withoutQuery(row.url).split('/').pop() || 'video';
	const name = safeFileName(row.fileName, fallback.replace(/\.[A-Za-z0-9]{1,8}$/, ''), extension);
	return withFittingEnding(name, mimeType, extension);
}
