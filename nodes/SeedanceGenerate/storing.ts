import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { Failure, Task } from '../shared/domain/task';
import { taskLink } from '../shared/files/download/taskLink';
import type { DownloadFacts } from '../shared/files/download/video';
import {
	fileDependencies,
	MEGABYTE,
	MOST_MEGABYTES,
	saveVideo,
	VIDEOS_AT_ONCE,
} from '../shared/files/download/video';
import { downloadFailure } from '../shared/files/failures';
import { linkKeysOf } from '../shared/files/linkKey';
import { sentence } from '../shared/n8n/emitRows';
import type { Governors } from '../shared/n8n/governors';
import type { Session, Sessions } from '../shared/n8n/session';
import { isSession } from '../shared/n8n/session';
import { isPrivateConnection } from '../shared/net/connection';
import type { Provider } from '../shared/providers/types';
import { Slots } from '../shared/tasks/slots';
import { isTool } from './tool';
import type { RowOutcome } from './pay/row';
import type { PlannedRow } from './plan/plan';
import type { RunSettings } from './runSettings';

/** A finished video in n8n's store. */
export interface StoredVideo {
	download: DownloadFacts;
	/** The field of the item for the file. */
	field: string;
	video: IBinaryData;
}

/** By row, for the rows that ask for their videos and have one: the stored video, or why there is none, as a warning. */
export type StoredVideos = ReadonlyMap<number, StoredVideo | string>;

type Saved = Omit<StoredVideo, 'field'> | Failure;

export interface VideoStore {
	/** Begins to download the video of a row that has ended, if the row asks for it and has one. Never throws. */
	begin(outcome: RowOutcome): void;
	/** Resolves when every download that was begun has ended. Never rejects. */
	ended(): Promise<StoredVideos>;
}

/**
 * Stores videos while others are still in the making. A video is paid for: one that cannot be stored is a warning on
 * its row, never a failure, so that nothing orders it again. Wait Timeout bounds the making; a download that has begun
 * ends by its own rules (`Tries`, `StallGuard`), or on Stop.
 * @param plans by row
 */
export function openVideoStore(
	context: IExecuteFunctions,
	{ provider, clock, ofRow }: Sessions,
	governors: Governors,
	plans: readonly PlannedRow[],
	{ maxConcurrency, pollIntervalMs }: Pick<RunSettings, 'maxConcurrency' | 'pollIntervalMs'>,
): VideoStore {
	const files = fileDependencies(context, clock);
	const slots = new Slots(Math.min(VIDEOS_AT_ONCE, maxConcurrency));
	/** By account and task, because rows with the same key share a video. */
	const downloads = new Map<string, Promise<Saved>>();
	const rows = new Map<number, Promise<StoredVideo | string>>();
	const noFiles = isTool(context);

	async function save(task: Task, session: Session): Promise<Saved> {
		try {
			const governor = governors.of(session);
			const wait = { ...session, governor, pollIntervalMs, deadlineMs: clock.now() };
			const wish = {
				link: taskLink(task, 'videoUrl', wait),
				fileName: `${task.taskId}.mp4`,
				otherName: task.taskId,
				maxBytes: MOST_MEGABYTES * MEGABYTE,
				verify: true,
			};
			const privateAllowed = isPrivateConnection(session.connection);
			const reach = { privateAllowed, keys: linkKeysOf(provider, session) };
			return await slots.hold(async () => await saveVideo(wish, { ...files, ...reach }));
		} catch (thrown) {
			return downloadFailure(thrown);
		}
	}

	async function rowOf(field: string, task: Task, session: Session) {
		if (noFiles) return notForAgents(task, provider);
		const name = `${session.account} ${task.taskId}`;
		const saving = downloads.get(name) ?? save(task, session);
		downloads.set(name, saving);
		const saved = await saving;
		return 'download' in saved ? { ...saved, field } : notStored(saved, task, provider);
	}

	return {
		begin({ itemIndex, end, task, failure }) {
			const { downloadVideo, binaryProperty } = plans[itemIndex].inputs;
			const session = ofRow[itemIndex];
			if (!downloadVideo || !isSession(session)) return;
			if (end !== 'ended' || failure !== null || !task?.videoUrl) return;
			rows.set(itemIndex, rowOf(binaryProperty, task, session));
		},
		async ended() {
			const entries = [...rows].map(async ([index, saving]) => [index, await saving] as const);
			return new Map(await Promise.all(entries));
		},
	};
}

function notStored({ message }: Failure, { taskId }: Task, provider: Provider): string {
	return `The video is made and paid, but it was not stored: ${sentence(message)} It stays at ${placeOf(provider)}: give task ID ${taskId} to Seedance Download. Do not order it again.`;
}

/** n8n drops the files of a tool (docs/n8n-behaviour.md 10.4), so a stored one would be out of everybody's reach. */
function notForAgents({ taskId }: Task, provider: Provider): string {
	return `n8n hands no files to AI agents, so the video was not stored. Its link is in videoUrl, and it stays at ${placeOf(provider)}: to store it, give task ID ${taskId} to Seedance Download.`;
}

function placeOf({ displayName, capabilities: { resultLifetimeHours } }: Provider): string {
	return resultLifetimeHours === null
		? displayName
		: `${displayName} for ${resultLifetimeHours} hours`;
}
