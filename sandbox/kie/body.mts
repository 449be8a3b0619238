/** How kie.ai words a task and a callback. Source: docs/providers.md 11.6 and 11.8. */

import type { JsonObject, Task, TaskState } from '../engine/types.mts';
import type { Shared } from '../index.mts';

const WORDS: Record<TaskState, string> = {
	queued: 'waiting',
	running: 'generating',
	succeeded: 'success',
	failed: 'fail',
	cancelled: 'cancelled',
	expired: 'fail',
};

const TIMED_OUT = { code: 'timeout', message: 'The generation took too long' };

/** A link is signed once: reading the task again gives the same one, whether it still works or not. */
function linkOf(task: Task, extension: 'mp4' | 'png', shared: Shared): string | null {
	const name = `${extension}Url`;
	task.notes[name] ??= shared.resultUrl(task, extension);
	return task.notes[name] as string | null;
}

function resultOf(task: Task, shared: Shared): string {
	if (task.state !== 'succeeded') return '';
	const url = linkOf(task, 'mp4', shared);
	const last = task.notes.returnsLastFrame === true ? linkOf(task, 'png', shared) : null;
	return JSON.stringify({
		resultUrls: url === null ? [] : [url],
		firstFrameUrl: [],
		lastFrameUrl: last === null ? [] : [last],
	});
}

function dataOf(task: Task, shared: Shared): JsonObject {
	const failure = task.state === 'expired' ? TIMED_OUT : task.failure;
	const end = task.endedAtMs ?? 0;
	return {
		taskId: task.id,
		model: task.model,
		state:
			task.state === 'running' ? (task.steering.statusWord ?? 'generating') : WORDS[task.state],
		param: JSON.stringify(task.request),
		resultJson: resultOf(task, shared),
		failCode: failure?.code ?? '',
		failMsg: failure?.message ?? '',
		costTime: end === 0 ? 0 : end - task.createdAtMs,
		createTime: task.createdAtMs,
		updateTime: task.updatedAtMs,
		completeTime: end,
		creditsConsumed: task.state === 'succeeded' ? task.units : 0,
	};
}

export function recordBody(task: Task, shared: Shared): JsonObject {
	return { code: 200, msg: 'success', data: dataOf(task, shared) };
}

/** A bad end has a code of its own there, and null where the record has an empty text. */
export function callbackBody(task: Task, shared: Shared): JsonObject {
	const { resultJson, failCode, failMsg, ...data } = dataOf(task, shared);
	const isGood = task.state === 'succeeded';
	return {
		code: isGood ? 200 : 501,
		msg: isGood ? 'Playground task completed successfully.' : 'Playground task failed.',
		data: {
			...data,
			resultJson: resultJson === '' ? null : resultJson,
			failCode: failCode === '' ? null : failCode,
			failMsg: failMsg === '' ? null : failMsg,
		},
	};
}
