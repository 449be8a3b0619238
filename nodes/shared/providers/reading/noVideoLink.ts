import type { Failure } from '../../domain/task';
import { hoursText } from './dates';
import { cleanMessage } from './message';

/**
 * A success that gives nothing to fetch: a paid video whose row is not finished.
 * @param candidates links of the answer none of which is surely the video
 */
export function noVideoLink(
	{ taskId, candidates = [] }: { taskId: string; candidates?: readonly string[] },
	{ displayName, resultLifetimeHours }: { displayName: string; resultLifetimeHours: number | null },
): Failure {
	const removed =
		resultLifetimeHours === null
			? ''
			: ` Links are removed after ${hoursText(resultLifetimeHours)}.`;
	const named = candidates.map((address) => cleanMessage(address)).join(', ');
	const what = named === '' ? '' : ' that is sure';
	const shown = named === '' ? '' : ` These in its answer may be the video: ${named}`;
	const task = taskId === '' ? 'the task ID' : `task ID ${cleanMessage(taskId)}`;
	return {
		category: 'provider',
		code: 'noVideoLink',
		message: `${displayName} reports success but names no video address${what}.${removed}${shown}`,
		hint: `The video is paid, so do not order it again: give ${task} to Seedance Download or Task: Get, which read the task once more, or look for the video in the console of ${displayName}.`,
		retryable: false,
	};
}
