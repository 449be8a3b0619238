import type { IBinaryData } from 'n8n-workflow';
import type { Failure } from '../shared/domain/task';
import { whoHas } from '../shared/fields/offers';
import { ImageInspector } from '../shared/files/container/inspect';
import { saveFile } from '../shared/files/download/save';
import { plainLink, taskLink, waitForVideo } from '../shared/files/download/taskLink';
import type { DownloadFacts, FileDependencies, FileReach } from '../shared/files/download/video';
import { saveVideo } from '../shared/files/download/video';
import { DownloadTrouble } from '../shared/files/failures';
import { siblingName } from '../shared/files/fileName';
import { withoutQuery } from '../shared/files/redirect';
import type { LinkSource } from '../shared/files/types';
import type { Slots } from '../shared/tasks/slots';
import type { WaitDependencies } from '../shared/tasks/wait';
import type { RowRequest } from './parameters';

export interface DownloadedRow {
	download: DownloadFacts;
	video: IBinaryData;
	lastFrame: IBinaryData | null;
}

/** What a row is downloaded with. */
export interface RowDependencies extends FileDependencies, FileReach {
	/** Files on the way at once. */
	slots: Slots;
	/** How its task is read, but for the deadline, which each row has for itself; or why it cannot be read. */
	wait: Omit<WaitDependencies, 'deadlineMs'> | Failure;
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
	const { fileName, maxBytes, verify } = row;
	const otherName = row.taskId || withoutQuery(row.url).split('/').pop() || 'video';
	const wish = { link: links.video, fileName, otherName, maxBytes, verify };
	const { download, video } = await saveVideo(wish, dependencies);
	const lastFrame = row.includeLastFrame
		? await fetchLastFrame(download.fileName, links.lastFrame, dependencies, download.warnings)
		: null;
	return { download, video, lastFrame };
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
			...dependencies,
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
