const { evolinkCredits, nearestRatio, pixelsOf } = require('../engine/billing');
const { NEW_ID, anyLength } = require('../engine/ids');
const { ARK_MEDIA, EVOLINK_MEDIA } = require('../engine/media');
const { readSteering } = require('../engine/steering');
const { complain, complaintOf } = require('../engine/validation');
const { evolinkBody } = require('./body');
const { evolinkModel } = require('./models');
const { fileProblem, problem, refuse } = require('./problems');
const { checkCreate, createSchema, oldSchema } = require('./schema');
const { createUploads } = require('./uploads');

/**
 * EvoLink: videos, tasks, credits; and its file service on an address of its own.
 *
 * @typedef {import('../engine/types').Call} Call
 * @typedef {import('../engine/types').Dialect} Dialect
 * @typedef {import('../engine/types').Task} Task
 * @typedef {import('./models').EvoLinkModel} EvoLinkModel
 * @typedef {import('./schema').EvoLinkRequest} EvoLinkRequest
 */

/** @type {Record<import('../engine/media').MediaProblemKind, string>} */
const MEDIA_CODES = {
	unreachable: 'image_processing_error',
	tooLarge: 'image_processing_error',
	wrongType: 'image_processing_error',
	dimensions: 'image_dimension_mismatch',
	length: 'invalid_parameters',
	asset: 'invalid_parameters',
};

/**
 * @param {EvoLinkRequest} request
 * @returns {import('../engine/media').MediaToCheck[]}
 */
function mediaOf(request) {
	/** @param {string[] | undefined} urls @param {import('../engine/types').MediaKind} kind */
	const named = (urls, kind) => (urls ?? []).map((url) => ({ kind, url }));
	return [
		...named(request.image_urls, 'image'),
		...named(request.video_urls, 'video'),
		...named(request.audio_urls, 'audio'),
	];
}

/**
 * @param {EvoLinkRequest} request
 * @param {EvoLinkModel} model
 * @returns {import('../engine/types').TaskSpec}
 */
function specOf(request, model) {
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

/**
 * @param {import('../index').Shared} shared
 * @returns {{ main: Dialect, files: Dialect, reset: () => void }}
 */
function createEvoLink(shared) {
	const { options, tasks, media } = shared;
	const uploads = createUploads(shared);

	/** @param {string} id */
	function modelProblem(id) {
		return problem({
			status: 400,
			message: `Invalid parameter model: ${id} is not a model of this endpoint`,
			param: 'model',
		});
	}

	/** @param {Call} call */
	function create(call) {
		const loose = /** @type {{ model?: unknown }} */ (call.body ?? {});
		if (typeof loose.model !== 'string') return refuse({ ...complain('model', ''), missing: true });
		const model = evolinkModel(loose.model, options);
		if (!model) return modelProblem(loose.model);
		const parsed = (model.oldDialect ? oldSchema : createSchema).safeParse(call.body);
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body));
		const request = /** @type {EvoLinkRequest} */ (parsed.data);
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
		/** @type {Task} */
		const task = tasks.accept({
			id: NEW_ID.evolink(),
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

	/** @returns {number} reserved and spent; failed jobs give theirs back */
	function usedCredits() {
		return tasks
			.all()
			.filter(
				(task) =>
					task.provider === 'evolink' && ['queued', 'running', 'succeeded'].includes(task.state),
			)
			.reduce((sum, task) => sum + task.units, 0);
	}

	/** @param {Call} call */
	function get(call) {
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

	/** @param {Call} call */
	function readCredits(call) {
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

	/** @type {Dialect} */
	const main = {
		provider: 'evolink',
		problem,
		taskBody: (task) => evolinkBody(task, shared),
		// Source: providers.md 2.8.
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

module.exports = { createEvoLink };
