import type { DraftRule } from '../../../shared/domain/capabilities';
import type { Medium, VideoRequest } from '../../../shared/domain/request';
import type { Task } from '../../../shared/domain/task';
import { emptyTask, isEnded } from '../../../shared/domain/task';
import { ASPECT_RATIOS } from '../../../shared/domain/vocabulary';
import type { Governors } from '../../../shared/n8n/governors';
import type { Session, Sessions } from '../../../shared/n8n/session';
import { isSession } from '../../../shared/n8n/session';
import { findModel } from '../../../shared/providers';
import { readWord } from '../../../shared/providers/reading/reading';
import { readTask } from '../../../shared/tasks/readTask';
import type { TaskReading } from '../../../shared/tasks/readTask';
import type { PlannedRow } from '../plan';
import { withEstimate } from '../plan';
import { finishingModel } from '../planDraft';

/** Reading costs nothing, so unlucky answers are simply asked for again. */
const TRIES = 4;
const FIRST_PAUSE_MS = 1000;
const TIMEOUT_SECONDS = 30;

const DAY_MS = 86_400_000;

/** Above the formula by more than this, the length of videos was billed, too. */
const WITH_VIDEO = 1.03;

/** Stands for the videos of a draft, which its task does not name. */
const SOME_VIDEO: Medium = { kind: 'video', url: '', label: 'the video of the draft' };

/**
 * Reads the drafts of rows that would finish one, before anything is paid.
 * @param deadlineMs epoch milliseconds after which nothing is asked any more
 * @param isMeant which rows to look at
 * @returns all rows in the same order, with what stands against finishing among their problems, and their cost
 */
export async function probeDrafts(
	{ ofRow }: Sessions,
	governors: Governors,
	rows: readonly PlannedRow[],
	deadlineMs: number,
	isMeant: (row: PlannedRow) => boolean,
): Promise<PlannedRow[]> {
	return await Promise.all(
		rows.map(async (row) => {
			const session = ofRow[row.itemIndex];
			const draftId = row.request?.draftId;
			if (draftId === undefined || row.problems.length > 0 || !isMeant(row)) return row;
			if (row.request === null || !isSession(session)) return row;
			const rule = finishingModel(session)?.drafts;
			if (rule === undefined) return row;
			const read = await readDraft(draftId, session, governors, deadlineMs);
			const message = obstacle(draftId, read, rule, session);
			if (message === null && read.kind === 'task') {
				const setting = { ...session, nowMs: session.clock.now() };
				const request = { ...row.request, ...modelOf(read.task, row.request, session) };
				const priced = asDraft(request, read.task, rule, session);
				return withEstimate({ ...row, request }, priced, setting);
			}
			return { ...row, problems: [{ field: 'Draft ID', message: String(message) }] };
		}),
	);
}

async function readDraft(
	draftId: string,
	session: Session,
	governors: Governors,
	deadlineMs: number,
): Promise<TaskReading> {
	const { provider, client, clock, stop } = session;
	const governor = governors.of(session);
	const known = emptyTask(provider.id, draftId);
	const dependencies = { provider, client, governor, deadlineMs };
	let read: TaskReading = { kind: 'unreadable', reason: 'the run was stopped' };
	for (let tries = 1; tries <= TRIES && !stop.aborted; tries += 1) {
		read = await readTask(known, TIMEOUT_SECONDS, dependencies);
		if (read.kind !== 'unreadable') return read;
		if (clock.now() >= deadlineMs) break;
		if (tries < TRIES) await clock.sleep(FIRST_PAUSE_MS * 2 ** (tries - 1));
	}
	return read;
}

/** Why the full video would not come, in a sentence for the user; null when nothing stands against it. */
function obstacle(
	draftId: string,
	read: TaskReading,
	{ resolution, days }: DraftRule,
	{ provider: { displayName }, clock }: Session,
): string | null {
	const anew = 'Nothing was sent. Make a new draft with the option Draft.';
	const kept = `${displayName} keeps drafts for ${days} days`;
	if (read.kind === 'unreadable') {
		return `Draft ${draftId} could not be read at ${displayName} (${read.reason}). Nothing was sent; run the row again in a few minutes.`;
	}
	if (read.kind === 'refused') {
		const { category, message, hint } = read.failure;
		if (category === 'account') return `${message} ${hint}`;
		return `Draft ${draftId} is not there: ${kept}, and shows them only to the API key and region that made them. ${anew}`;
	}
	const { status, submittedAt, ...task } = read.task;
	const age = submittedAt === null ? 0 : clock.now() - Date.parse(submittedAt);
	if (age > days * DAY_MS) return `Draft ${draftId} has expired: ${kept}. ${anew}`;
	if (!isEnded(status)) {
		return `Draft ${draftId} is still in the making (status "${status}"). Nothing was sent; finish it when it is ready, for example after Task: Wait.`;
	}
	if (status !== 'succeeded') {
		return `Draft ${draftId} has no video (status "${status}"), so there is nothing to finish. ${anew}`;
	}
	const isFull =
		task.draftId === null && task.resolution !== null && task.resolution !== resolution;
	return isFull
		? `Task ${draftId} is a full video and no draft. Use its field "draftId" only where it has one.`
		: null;
}

/** Both stages have to name the same model, which may be an endpoint id (docs/providers.md 1.4). */
function modelOf(
	draft: Task,
	{ model, modelId }: VideoRequest,
	{ provider }: Session,
): Pick<VideoRequest, 'model' | 'modelId'> {
	const sameId = draft.model ?? modelId;
	const known = findModel(provider, 'custom', sameId).capability?.family;
	return { model: known ?? model, modelId: sameId };
}

/** The request with what the draft hands down to the full video, for its price. */
function asDraft(
	request: VideoRequest,
	draft: Task,
	{ resolution }: DraftRule,
	{ provider, connection: { region } }: Session,
): VideoRequest {
	const { durationSeconds, usage, generateAudio } = draft;
	const made: VideoRequest = {
		...request,
		aspectRatio: readWord(draft.aspectRatio, ASPECT_RATIOS) ?? undefined,
		...(durationSeconds !== null && { durationSeconds }),
		...(generateAudio !== null && { generateAudio }),
	};
	const { model } = request;
	if (model === 'custom' || durationSeconds === null) return made;
	const question = { family: model, seconds: durationSeconds, region };
	const tokens = provider.price?.({ ...made, resolution }, question)?.tokens ?? Infinity;
	const hasVideo = (usage.completionTokens ?? 0) > WITH_VIDEO * tokens;
	return hasVideo ? { ...made, media: [SOME_VIDEO] } : made;
}
