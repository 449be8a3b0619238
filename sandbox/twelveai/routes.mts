/** 12AI. Its HTTP errors are not documented; they follow the gateway software it resembles (docs/providers.md 3.6). */

import { pixelsOf } from '../engine/billing.mts';
import { randomWord } from '../engine/ids.mts';
import { ARK_MEDIA } from '../engine/media.mts';
import { readSteering } from '../engine/steering.mts';
import { complaintOf } from '../engine/validation.mts';
import { MODELS, actionOf, checkCreate, createSchema } from './schema.mts';
import type {
	Call,
	Reply,
	Task,
	JsonObject,
	ProblemInput,
	MediaKind,
	Dialect,
} from '../engine/types.mts';
import type { Complaint } from '../engine/validation.mts';
import type { MediaToCheck } from '../engine/media.mts';
import type { OpenProvider, Shared } from '../index.mts';
import type { TwelveAiRequest } from './schema.mts';

const USUAL: Record<number, { code: string; message: string }> = {
	400: { code: 'invalid_request', message: 'invalid request' },
	401: { code: 'invalid_api_key', message: 'invalid token' },
	402: { code: 'insufficient_user_quota', message: 'insufficient user quota' },
	404: { code: 'task_not_exist', message: 'task not exist' },
	413: { code: 'request_too_large', message: 'request body too large' },
	429: { code: 'rate_limit_exceeded', message: 'too many requests, please retry later' },
	500: { code: 'internal_error', message: 'internal server trouble' },
};

const WORDS: Record<string, string> = {
	queued: 'queued',
	running: 'in_progress',
	succeeded: 'completed',
	failed: 'failed',
	expired: 'failed',
	cancelled: 'cancelled',
};

function problem({ status, code, message, param }: ProblemInput): Reply {
	const usual = USUAL[status] ?? (status >= 500 ? USUAL[500] : USUAL[400]);
	const text = `${param === undefined ? '' : `${param}: `}${message ?? usual.message}`;
	return {
		status: status === 402 ? 403 : status,
		json: { error: { message: text, type: 'new_api_error', code: code ?? usual.code } },
	};
}

/** Refusals at submission have a shape of their own in that software. */
function refuse({ param, message, missing }: Complaint): Reply {
	const text = missing ? `${param} is required` : `${param}: ${message}`;
	return { status: 400, json: { code: 'invalid_request', message: text, data: null } };
}

function mediaOf({ images, metadata = {} }: TwelveAiRequest): MediaToCheck[] {
	const named = (urls: string[] | undefined, kind: MediaKind) =>
		(urls ?? []).map((url) => ({ kind, url }));
	return [
		...named(metadata.images ?? images, 'image'),
		...named(metadata.video_urls, 'video'),
		...named(metadata.audio_urls, 'audio'),
	];
}

function taskBody(task: Task, shared: Shared): JsonObject {
	const ended = task.endedAtMs !== null;
	const word =
		task.state === 'running' ? (task.steering.statusWord ?? 'in_progress') : WORDS[task.state];
	const body: JsonObject = {
		id: task.id,
		object: 'video',
		model: task.model,
		status: word,
		progress: ended ? 100 : task.state === 'running' ? 30 : 0,
		created_at: Math.floor(task.createdAtMs / 1000),
	};
	if (task.state === 'succeeded') {
		body.completed_at = Math.floor((task.endedAtMs ?? 0) / 1000);
		const url = shared.resultUrl(task, 'mp4');
		body.metadata = url === null ? {} : { url };
	}
	if (task.failure) body.error = { message: task.failure.message, code: task.failure.code };
	else if (task.state === 'expired') body.error = { message: 'task timeout', code: 'timeout' };
	return body;
}

export function createTwelveAi(shared: Shared): OpenProvider {
	const { options, tasks, media } = shared;

	function create(call: Call) {
		const parsed = createSchema.safeParse(call.body ?? {});
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body ?? {}));
		const request = parsed.data;
		const complaint = checkCreate(request, options);
		if (complaint) return refuse(complaint);
		const { metadata = {} } = request;
		const prompt = metadata.prompt ?? request.prompt;
		const steering = readSteering(prompt);
		if (steering.refuse) {
			const { status, code } = steering.refuse;
			return problem({ status, code, message: 'refused as the prompt asked' });
		}
		const resolution = metadata.size ?? request.size ?? MODELS[request.model].size;
		const ratio = metadata.ratio ?? '16:9';
		const durationSeconds = metadata.duration ?? request.duration ?? 5;
		const task = tasks.accept({
			id: `task_${randomWord(16)}`,
			provider: 'twelveAi',
			region: null,
			model: request.model,
			prompt,
			spec: {
				durationSeconds,
				resolution,
				ratio,
				audio: metadata.generate_audio ?? true,
				...pixelsOf('2.0', resolution, ratio),
			},
			request,
			notes: { action: actionOf(request) },
			steering,
			callbackUrl: metadata.webhook_url ?? request.callback_url ?? null,
			units: durationSeconds,
			async verify() {
				const { problem: trouble } = await media.check(mediaOf(request), ARK_MEDIA);
				return trouble && { code: 'invalid_media', message: trouble.message };
			},
		});
		return { status: 200, json: taskBody(task, shared), taskId: task.id };
	}

	function get(call: Call) {
		const task = tasks.find('twelveAi', call.params[0]);
		return task ? { status: 200, json: taskBody(task, shared) } : problem({ status: 404 });
	}

	function remove(call: Call) {
		const task = tasks.find('twelveAi', call.params[0]);
		if (!task) return { status: 400, json: { error: { message: 'task not exist' } } };
		tasks.remove(task);
		return { status: 200, json: { message: 'deleted', success: true } };
	}

	const main: Dialect = {
		provider: 'twelveAi',
		problem,
		taskBody: (task) => taskBody(task, shared),
		// "Called on completion" is all that is documented: one try, ten seconds.
		callbacks: { timeoutMs: 10000, retryFactors: [] },
		routes: [
			{ method: 'POST', pattern: /^\/v1\/videos$/, operation: 'create', handle: create },
			{ method: 'GET', pattern: /^\/v1\/videos\/([^/]+)$/, operation: 'get', handle: get },
			{ method: 'DELETE', pattern: /^\/v1\/videos\/([^/]+)$/, operation: 'delete', handle: remove },
		],
	};
	return { main };
}
