/** seedance2.ink's Open API. Only the 401 is documented among its errors (docs/providers.md 4.6). */

import { inkCredits, pixelsOf } from '../engine/billing.mts';
import { randomWord } from '../engine/ids.mts';
import { INK_MEDIA } from '../engine/media.mts';
import { readSteering } from '../engine/steering.mts';
import { OPEN } from '../engine/tasks.mts';
import { complaintOf } from '../engine/validation.mts';
import { MODELS, RATIOS, RESOLUTIONS, checkCreate, createSchema, kindOf } from './schema.mts';
import type { Call, Reply, Task, JsonObject, ProblemInput, Dialect } from '../engine/types.mts';
import type { OpenProvider, Shared } from '../index.mts';

const USUAL: Record<number, { code: string; message: string }> = {
	400: { code: 'invalid_request', message: 'Invalid request' },
	401: { code: 'unauthorized', message: 'Invalid API key' },
	402: { code: 'insufficient_credits', message: 'Not enough credits' },
	404: { code: 'not_found', message: 'Request not found' },
	409: { code: 'invalid_state', message: 'The request has already ended' },
	413: { code: 'payload_too_large', message: 'The request body is too large' },
	429: { code: 'rate_limited', message: 'Too many requests' },
	500: { code: 'internal_error', message: 'Something went wrong' },
};

const WORDS: Record<string, string> = {
	queued: 'queued',
	running: 'processing',
	succeeded: 'succeeded',
	failed: 'failed',
	expired: 'failed',
	cancelled: 'cancelled',
};

function problem({ status, code, message, param }: ProblemInput): Reply {
	const usual = USUAL[status] ?? (status >= 500 ? USUAL[500] : USUAL[400]);
	const text = `${param === undefined ? '' : `${param}: `}${message ?? usual.message}`;
	return { status, json: { success: false, error: { code: code ?? usual.code, message: text } } };
}

function taskBody(task: Task, shared: Shared): JsonObject {
	const word =
		task.state === 'running' ? (task.steering.statusWord ?? 'processing') : WORDS[task.state];
	const timeout = { code: 'timeout', message: 'The generation took too long' };
	const body: JsonObject = {
		success: true,
		requestId: task.id,
		status: word,
		model: task.model,
		prompt: task.prompt,
		duration: task.spec.durationSeconds,
		aspectRatio: task.spec.ratio,
		error: task.state === 'expired' ? timeout : task.failure,
	};
	const url = shared.resultUrl(task, 'mp4');
	if (url !== null) body.output = { type: 'video', url };
	return body;
}

export function createInk(shared: Shared): OpenProvider {
	const { options, tasks, media } = shared;

	function create(call: Call) {
		const parsed = createSchema.safeParse(call.body ?? {});
		const complaint = parsed.success
			? checkCreate(parsed.data, options)
			: complaintOf(parsed.error, call.body ?? {});
		if (!parsed.success || complaint) {
			const { param, message, missing } = complaint ?? { param: '', message: '', missing: false };
			return problem({ status: 400, message: missing ? 'is required' : message, param });
		}
		const request = parsed.data;
		const steering = readSteering(request.prompt);
		if (steering.refuse) {
			const { status, code } = steering.refuse;
			return problem({ status, code, message: 'Refused as the prompt asked' });
		}
		const resolution = request.resolution ?? '720p';
		const ratio = request.aspectRatio ?? '16:9';
		const durationSeconds = request.duration ?? 5;
		const credits = inkCredits(resolution, durationSeconds);
		const task = tasks.accept({
			id: `req_${randomWord(16)}`,
			provider: 'ink',
			region: null,
			model: request.model,
			prompt: request.prompt,
			spec: {
				durationSeconds,
				resolution,
				ratio,
				audio: true,
				...pixelsOf('2.0', resolution, ratio),
			},
			request,
			steering,
			callbackUrl: request.webhookUrl ?? null,
			units: credits,
			async verify() {
				const list = (request.mediaUrls ?? []).map((url) => ({ kind: kindOf(url), url }));
				const { problem: trouble } = await media.check(list, INK_MEDIA);
				return trouble && { code: 'invalid_media', message: trouble.message };
			},
		});
		return {
			status: 200,
			json: { success: true, requestId: task.id, status: 'queued', creditsCharged: credits },
			taskId: task.id,
		};
	}

	function get(call: Call) {
		const task = tasks.find('ink', call.params[0]);
		return task ? { status: 200, json: taskBody(task, shared) } : problem({ status: 404 });
	}

	function cancel(call: Call) {
		const task = tasks.find('ink', call.params[0]);
		if (!task) return problem({ status: 404 });
		if (!OPEN.includes(task.state)) return problem({ status: 409 });
		tasks.cancel(task);
		return { status: 200, json: { success: true, requestId: task.id, status: 'cancelled' } };
	}

	const models = () => ({
		status: 200,
		json: {
			success: true,
			data: Object.entries(MODELS).map(([id, { durations }]) => ({
				id,
				durations,
				aspectRatios: RATIOS,
				resolutions: RESOLUTIONS,
				billing: { unit: 'credit', perSecond: inkCredits('720p', 1) },
			})),
		},
	});

	const main: Dialect = {
		provider: 'ink',
		problem,
		taskBody: (task) => taskBody(task, shared),
		// "When the task finishes" is all that is documented: one try, ten seconds.
		callbacks: { timeoutMs: 10000, retryFactors: [] },
		routes: [
			{
				method: 'GET',
				pattern: /^\/api\/open\/v1\/models$/,
				operation: 'models',
				open: true,
				handle: models,
			},
			{
				method: 'POST',
				pattern: /^\/api\/open\/v1\/video\/generations$/,
				operation: 'create',
				handle: create,
			},
			{
				method: 'GET',
				pattern: /^\/api\/open\/v1\/video\/generations\/([^/]+)$/,
				operation: 'get',
				handle: get,
			},
			{
				method: 'POST',
				pattern: /^\/api\/open\/v1\/video\/generations\/([^/]+)\/cancel$/,
				operation: 'cancel',
				handle: cancel,
			},
		],
	};
	return { main };
}
