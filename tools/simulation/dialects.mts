/**
 * How the providers write their answers, from the samples in the reference (not from the nodes'
 * code). Only what simulations need.
 */

import type { JsonObject } from '../../nodes/shared/domain/json.ts';

export interface SimulatedTask {
	id: string;
	acceptedMs: number;
	startMs: number;
	endMs: number;
	/** The provider's own end word */
	end: string;
	/** The accepted request */
	body: JsonObject;
}

export interface Dialect {
	id: (n: number) => string;
	words: { queued: string; running: string; ends: Record<string, string> };
	created: (task: SimulatedTask, estimateSeconds: number | null) => JsonObject;
	task: (task: SimulatedTask, word: string) => JsonObject;
	/** A page of its list, where that is not `{ total, items }` */
	page?: (items: JsonObject[]) => JsonObject;
	/** The body of a 429 */
	tooMany: JsonObject;
	taskPath: RegExp;
}

const seconds = (ms: number) => Math.floor(ms / 1000);
const video = (id: string) => `https://files.example.com/${id}.mp4`;

export const DIALECTS: Record<string, Dialect> = {
	ark: {
		id: (n) => `cgt-20260701120000-${String(n).padStart(5, '0')}`,
		words: {
			queued: 'queued',
			running: 'running',
			ends: { good: 'succeeded', bad: 'failed', expired: 'expired', cancelled: 'cancelled' },
		},
		created: (task) => ({ id: task.id }),
		task: (task, word) => ({
			id: task.id,
			model: task.body.model,
			status: word,
			error:
				word === 'failed'
					? { code: 'OutputVideoSensitiveContentDetected', message: 'The request was refused.' }
					: null,
			...(word === 'succeeded' ? { content: { video_url: video(task.id) } } : {}),
			created_at: seconds(task.acceptedMs),
			updated_at: seconds(task.endMs),
			safety_identifier: task.body.safety_identifier,
		}),
		tooMany: { error: { code: 'InflightBatchsizeExceeded', message: 'Too many tasks.' } },
		taskPath: /\/contents\/generations\/tasks\/([^/?]+)$/,
	},
	evolink: {
		id: (n) => `task-unified-1774857405-${String(n).padStart(6, '0')}`,
		words: {
			queued: 'pending',
			running: 'processing',
			ends: { good: 'completed', bad: 'failed', cancelled: 'cancelled' },
		},
		created: (task, estimateSeconds) => ({
			id: task.id,
			object: 'video.generation.task',
			model: task.body.model,
			status: 'pending',
			progress: 0,
			task_info: {
				can_cancel: true,
				...(estimateSeconds === null ? {} : { estimated_time: estimateSeconds }),
			},
			usage: { credits_reserved: 50 },
		}),
		task: (task, word) => ({
			id: task.id,
			object: 'video.generation.task',
			status: word,
			progress: word === 'completed' ? 100 : 40,
			...(word === 'completed' ? { results: [video(task.id)] } : {}),
			...(word === 'failed'
				? { error: { code: 'content_policy_violation', message: 'Refused.', type: 'task_error' } }
				: {}),
		}),
		tooMany: { error: { code: 'rate_limit_exceeded', message: 'Slow down.', type: 'rate_limit' } },
		taskPath: /\/v1\/tasks\/([^/?]+)$/,
	},
	twelveAi: {
		id: (n) => `task_${String(n).padStart(8, '0')}`,
		words: { queued: 'queued', running: 'in_progress', ends: { good: 'completed', bad: 'failed' } },
		created: (task) => ({
			id: task.id,
			object: 'video',
			model: task.body.model,
			status: 'queued',
			progress: 0,
			created_at: seconds(task.acceptedMs),
		}),
		task: (task, word) => ({
			id: task.id,
			object: 'video',
			model: task.body.model,
			status: word,
			progress: word === 'completed' || word === 'failed' ? 100 : 30,
			created_at: seconds(task.acceptedMs),
			...(word === 'completed'
				? { completed_at: seconds(task.endMs), metadata: { url: video(task.id) } }
				: {}),
			...(word === 'failed'
				? { error: { message: 'content policy violation', code: 'content_filter' } }
				: {}),
		}),
		tooMany: { error: { message: 'too many requests', code: 'rate_limit' } },
		taskPath: /\/v1\/videos\/([^/?]+)$/,
	},
	ink: {
		id: (n) => `req_${String(n).padStart(10, '0')}`,
		words: {
			queued: 'queued',
			running: 'processing',
			ends: { good: 'succeeded', bad: 'failed', cancelled: 'cancelled' },
		},
		created: (task) => ({
			success: true,
			requestId: task.id,
			status: 'queued',
			creditsCharged: 64,
		}),
		task: (task, word) => ({
			success: true,
			requestId: task.id,
			status: word,
			model: task.body.model,
			prompt: task.body.prompt,
			...(word === 'succeeded' ? { output: { type: 'video', url: video(task.id) } } : {}),
			error: word === 'failed' ? { code: 'content', message: 'Refused.' } : null,
		}),
		tooMany: { success: false, error: { code: 'rate_limited', message: 'Too many requests' } },
		taskPath: /\/video\/generations\/([^/?]+)$/,
	},
	fal: {
		id: (n) => `764cabcf-b745-4b3e-ae38-${String(n).padStart(12, '0')}`,
		words: {
			queued: 'IN_QUEUE',
			running: 'IN_PROGRESS',
			ends: { good: 'COMPLETED', bad: 'FAILED', cancelled: 'CANCELED' },
		},
		created: (task) => ({ status: 'IN_QUEUE', request_id: task.id, queue_position: 0 }),
		// The status with the result, so that one answer is a look as with the others.
		task: (task, word) => ({
			status: word === 'FAILED' ? 'COMPLETED' : word,
			request_id: task.id,
			logs: [],
			...(word === 'COMPLETED' ? { video: { url: video(task.id) }, seed: 42 } : {}),
			...(word === 'FAILED' ? { error: 'Refused.', error_type: 'content_policy_violation' } : {}),
		}),
		tooMany: { detail: 'Too many requests', error_type: 'concurrent_requests_limit' },
		taskPath: /\/requests\/([^/?]+)\/status$/,
	},
	kie: {
		id: (n) => `f2b1c0de9a7744c8${String(n).padStart(16, '0')}`,
		words: { queued: 'waiting', running: 'generating', ends: { good: 'success', bad: 'fail' } },
		created: (task) => ({ code: 200, msg: 'success', data: { taskId: task.id } }),
		task: (task, word) => ({
			code: 200,
			msg: 'success',
			data: {
				taskId: task.id,
				model: task.body.model,
				state: word,
				param: JSON.stringify(task.body),
				resultJson: word === 'success' ? JSON.stringify({ resultUrls: [video(task.id)] }) : '',
				failCode: word === 'fail' ? 'POLICY' : '',
				failMsg: word === 'fail' ? 'Refused.' : '',
				createTime: task.acceptedMs,
				completeTime: word === 'success' || word === 'fail' ? task.endMs : 0,
				creditsConsumed: word === 'success' ? 41 : 0,
			},
		}),
		tooMany: { code: 429, msg: 'Too many requests', data: null },
		taskPath: /\/api\/v1\/jobs\/recordInfo\?taskId=([^&]+)$/,
	},
	waveSpeed: {
		id: (n) => `e6832d4abffb4d79bfbc${String(n).padStart(12, '0')}`,
		words: {
			queued: 'created',
			running: 'processing',
			ends: { good: 'completed', bad: 'failed', expired: 'timeout', cancelled: 'cancelled' },
		},
		created: (task) => ({
			code: 200,
			message: 'success',
			data: { id: task.id, status: 'created', outputs: [], error: '' },
		}),
		task: (task, word) => ({
			code: 200,
			message: 'success',
			data: {
				id: task.id,
				status: word,
				outputs: word === 'completed' ? [video(task.id)] : [],
				error: word === 'failed' ? 'Refused.' : '',
				...(word === 'failed' ? { code: '1200' } : {}),
			},
		}),
		tooMany: { code: 429, message: 'Too many requests' },
		taskPath: /\/predictions\/([^/?]+)\/result$/,
	},
	replicate: {
		id: (n) => `gm3qorzdhgbfurvjtvhg${String(n).padStart(6, '0')}`,
		words: {
			queued: 'starting',
			running: 'processing',
			ends: { good: 'succeeded', bad: 'failed', cancelled: 'canceled' },
		},
		created: (task) => ({
			id: task.id,
			status: 'starting',
			input: task.body.input,
			output: null,
			error: null,
			created_at: new Date(task.acceptedMs).toISOString(),
		}),
		task: (task, word) => ({
			id: task.id,
			model: 'seedance-simulated',
			status: word,
			input: task.body.input,
			output: word === 'succeeded' ? video(task.id) : null,
			error: word === 'failed' ? 'The output was flagged as sensitive. (E005)' : null,
			created_at: new Date(task.acceptedMs).toISOString(),
			completed_at: ['starting', 'processing'].includes(word)
				? null
				: new Date(task.endMs).toISOString(),
		}),
		page: (items) => ({ previous: null, next: null, results: items }),
		tooMany: { detail: 'Request was throttled. Your rate limit resets in ~30s.', status: 429 },
		taskPath: /\/predictions\/([^/?]+)$/,
	},
	openRouter: {
		id: (n) => `gen-vid-1782900000-${String(n).padStart(20, '0')}`,
		words: {
			queued: 'pending',
			running: 'in_progress',
			ends: { good: 'completed', bad: 'failed', expired: 'expired', cancelled: 'cancelled' },
		},
		created: (task) => ({
			id: task.id,
			polling_url: `/api/v1/videos/${task.id}`,
			status: 'pending',
		}),
		task: (task, word) => ({
			id: task.id,
			generation_id: `gen-1782900000-${task.id.slice(-6)}`,
			polling_url: `/api/v1/videos/${task.id}`,
			status: word,
			...(word === 'completed'
				? { unsigned_urls: [video(task.id)], usage: { cost: 0.25, is_byok: false } }
				: {}),
			...(word === 'failed' ? { error: 'Content policy violation' } : {}),
		}),
		tooMany: { error: { code: 429, message: 'Rate limit exceeded' } },
		taskPath: /\/videos\/([^/?]+)$/,
	},
};
