/** EvoLink: videos, tasks, credits; and its file service on an address of its own. */

import { evolinkCredits, nearestRatio, pixelsOf } from '../engine/billing.mts';
import { anyLength, randomWord } from '../engine/ids.mts';
import { ARK_MEDIA, EVOLINK_MEDIA } from '../engine/media.mts';
import { readSteering } from '../engine/steering.mts';
import { complain, complaintOf } from '../engine/validation.mts';
import { evolinkBody } from './body.mts';
import { evolinkModel } from './models.mts';
import { fileProblem, problem, refuse } from './problems.mts';
import { checkCreate, createSchema, oldSchema } from './schema.mts';
import { createUploads } from './uploads.mts';
import type { Call, Dialect, Task, MediaKind, TaskSpec } from '../engine/types.mts';
import type { MediaProblemKind, MediaToCheck } from '../engine/media.mts';
import type { OpenProvider, Shared } from '../index.mts';
import type { EvoLinkModel } from './models.mts';
import type { EvoLinkRequest } from './schema.mts';

const MEDIA_CODES: Record<MediaProblemKind, string> = {
	unreachable: 'image_processing_error',
	tooLarge: 'image_processing_error',
	wrongType: 'image_processing_error',
	dimensions: 'image_dimension_mismatch',
	length: 'invalid_parameters',
	asset: 'invalid_parameters',
};

function mediaOf(request: EvoLinkRequest): MediaToCheck[] {
	const named = (urls: string[] | undefined, kind: MediaKind) =>
		(urls ?? []).map((url) => ({ kind, url }));
	return [
		...named(request.image_urls, 'image'),
		...named(request.video_urls, 'video'),
		...named(request.audio_urls, 'audio'),
	];
}

function specOf(request: EvoLinkRequest, model: EvoLinkModel): TaskSpec {
	const { min, max } = model.duration;
	const asked = request.duration ?? 5;
	const resolution = request.quality ?? '720p';
	const wished = request.aspect_ratio ?? (model.oldDialect ? '16:9' : 'adaptive');
	const ratio = wished === 'adaptive' ? '16:9' : wished;
	return {
		durationSeconds: asked === -1 ? anyLength(min, max) : asked,
		resolution,
		ratio,
		audio: request.generate_audio ?? !model.oldDialect,
		...pixelsOf('2.0', resolution, ratio),
	};
}

export function createEvoLink(shared: Shared): OpenProvider {
	const { options, tasks, media } = shared;
	const uploads = createUploads(shared);

	function modelProblem(id: string) {
		return problem({
			status: 400,
			message: `Invalid parameter model: ${id} is not a model of this endpoint`,
			param: 'model',
		});
	}

	function create(call: Call) {
		const loose = (call.body ?? {}) as { model?: unknown };
		if (typeof loose.model !== 'string') return refuse({ ...complain('model', ''), missing: true });
		const model = evolinkModel(loose.model, options);
		if (!model) return modelProblem(loose.model);
		const parsed = (model.oldDialect ? oldSchema : createSchema).safeParse(call.body);
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body));
		const request = parsed.data as EvoLinkRequest;
		const complaint = checkCreate(request, model, options);
		if (complaint) return refuse(complaint);
		const steering = readSteering(request.prompt);
		if (steering.refuse) {
			const { status, code } = steering.refuse;
			return problem({ status, code, message: 'The request was refused as the prompt asked.' });
		}
		const spec = specOf(request, model);
		const credits = evolinkCredits(
			model.tier,
			spec.resolution,
			spec.durationSeconds,
			request.content_filter ?? true,
		);
		if (usedCredits() + credits > options.creditsPerAccount) return problem({ status: 402 });
		const rule = model.oldDialect ? ARK_MEDIA : EVOLINK_MEDIA;
		const total = model.audioAlone ? null : rule.totalVideoSeconds;
		const task: Task = tasks.accept({
			id: `task-unified-${Math.floor(Date.now() / 1000)}-${randomWord(8)}`,
			provider: 'evolink',
			region: null,
			model: request.model,
			prompt: request.prompt,
			spec,
			request,
			notes: {
				oldDialect: model.oldDialect,
				estimatedSeconds: Math.max(1, Math.round((steering.slowMs ?? options.jobMs) / 1000)),
			},
			steering,
			callbackUrl: request.callback_url ?? null,
			units: credits,
			async verify() {
				const seen = await media.check(mediaOf(request), { ...rule, totalVideoSeconds: total });
				const picture = seen.found.find((each) => each?.kind === 'image')?.size;
				if (picture && (request.aspect_ratio ?? 'adaptive') === 'adaptive' && !model.oldDialect) {
					task.spec.ratio = nearestRatio(picture.width, picture.height);
					Object.assign(task.spec, pixelsOf('2.0', task.spec.resolution, task.spec.ratio));
				}
				return (
					seen.problem && { code: MEDIA_CODES[seen.problem.kind], message: seen.problem.message }
				);
			},
		});
		const json = model.oldDialect ? { task_id: task.id } : evolinkBody(task, shared);
		return { status: 200, json, taskId: task.id };
	}

	/** Credits reserved and spent; failed jobs give theirs back. */
	function usedCredits(): number {
		return tasks
			.all()
			.filter(
				(task) =>
					task.provider === 'evolink' && ['queued', 'running', 'succeeded'].includes(task.state),
			)
			.reduce((sum, task) => sum + task.units, 0);
	}

	function get(call: Call) {
		const id = call.params[0];
		if (!id.startsWith('task-unified-')) {
			return problem({
				status: 400,
				code: 'invalid_task_id',
				message: 'Task ids begin with task-unified-.',
			});
		}
		const task = tasks.find('evolink', id);
		return task ? { status: 200, json: evolinkBody(task, shared) } : problem({ status: 404 });
	}

	function readCredits(call: Call) {
		const used = call.account.hasBalance ? usedCredits() : 0;
		const remaining = call.account.hasBalance ? options.creditsPerAccount - used : 0;
		return {
			status: 200,
			json: {
				success: true,
				message: '',
				data: {
					token: { remaining_credits: remaining, unlimited_credits: false, used_credits: used },
					user: { remaining_credits: remaining, used_credits: used },
				},
			},
		};
	}

	const main: Dialect = {
		provider: 'evolink',
		problem,
		taskBody: (task) => evolinkBody(task, shared),
		// Source: docs/providers.md 2.8.
		callbacks: { timeoutMs: 10000, retryFactors: [1, 2, 4] },
		routes: [
			{
				method: 'POST',
				pattern: /^\/v1\/videos\/generations$/,
				operation: 'create',
				handle: create,
			},
			{ method: 'GET', pattern: /^\/v1\/tasks\/([^/]+)$/, operation: 'get', handle: get },
			{ method: 'GET', pattern: /^\/v1\/credits$/, operation: 'credits', handle: readCredits },
		],
	};
	return {
		main,
		files: { ...main, problem: fileProblem, routes: uploads.routes },
		reset: uploads.reset,
	};
}
