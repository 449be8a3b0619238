/** The official video API (China and international). */

import { randomInt } from 'node:crypto';
import { arkTokens, nearestRatio, pixelsOf } from '../engine/billing.mts';
import { anyLength, stamp, randomWord } from '../engine/ids.mts';
import { ARK_25_MEDIA, ARK_MEDIA } from '../engine/media.mts';
import { readSteering } from '../engine/steering.mts';
import { complain, complaintOf, isPublicHttps } from '../engine/validation.mts';
import { arkBody } from './body.mts';
import { isVisible, listTasks } from './list.mts';
import { arkModel } from './models.mts';
import { problem, refuse, requestId } from './problems.mts';
import { checkCreate, createSchema } from './schema.mts';
import type {
	Call,
	Reply,
	MediaKind,
	Task,
	TaskSpec,
	Dialect,
	Steering,
} from '../engine/types.mts';
import type { OpenProvider, Shared } from '../index.mts';
import type { ArkRequest } from './schema.mts';
import type { ArkModel } from './models.mts';

/** Calls per second, enforced with the option enforceRates. */
const RATES: Record<string, number> = { list: 1, get: 20, delete: 20 };

function mediaOf(request: ArkRequest): { kind: MediaKind; url: string; field: string }[] {
	const media: ReturnType<typeof mediaOf> = [];
	for (const [index, item] of request.content.entries()) {
		const field = `content[${index}].${item.type}`;
		if (item.type === 'image_url') media.push({ kind: 'image', url: item.image_url.url, field });
		if (item.type === 'video_url') media.push({ kind: 'video', url: item.video_url.url, field });
		if (item.type === 'audio_url') media.push({ kind: 'audio', url: item.audio_url.url, field });
	}
	return media;
}

/** What will be made; `picture` is the first image. */
function specOf(
	request: ArkRequest,
	model: ArkModel,
	picture: { width: number; height: number } | null,
): TaskSpec {
	const asked = request.duration ?? model.defaultDuration;
	const { min, max } = model.duration;
	const framed = request.frames === undefined ? asked : (request.frames - 1) / 24;
	const durationSeconds = framed === -1 ? anyLength(min, max) : framed;
	const isPro = model.china?.includes('1-0-pro') ?? false;
	const resolution = request.draft ? '480p' : (request.resolution ?? (isPro ? '1080p' : '720p'));
	const ratio =
		request.ratio === undefined || request.ratio === 'adaptive'
			? picture
				? nearestRatio(picture.width, picture.height)
				: '16:9'
			: request.ratio;
	const audio = model.generation === '1.0' ? false : (request.generate_audio ?? true);
	return {
		durationSeconds,
		resolution,
		ratio,
		audio,
		...pixelsOf(model.generation, resolution, ratio),
	};
}

/** The full video of a draft: as long and in the same shape. */
function fullSpec(request: ArkRequest, model: ArkModel, { spec }: Task): TaskSpec {
	const resolution = request.resolution ?? model.finals?.at(-1) ?? '1080p';
	return { ...spec, resolution, ...pixelsOf(model.generation, resolution, spec.ratio) };
}

export function createArk(shared: Shared): OpenProvider {
	const { options, tasks, media } = shared;

	/** Two of a thousand tasks of one second would now and then get the same word. */
	function freshId(prefix: string): string {
		const id = `${prefix}${stamp()}-${randomWord(5)}`;
		return tasks.ownerOf(id) === undefined ? id : freshId(prefix);
	}
	const recent: Record<string, number[]> = { list: [], get: [], delete: [] };

	function tooFast(operation: string): Reply | null {
		if (!options.enforceRates) return null;
		const now = Date.now();
		recent[operation] = recent[operation].filter((at) => now - at < 1000);
		if (recent[operation].length >= RATES[operation]) {
			return problem({
				status: 429,
				code: 'AccountRateLimitExceeded',
				message: 'The requests per second of your account have exceeded the limit.',
			});
		}
		recent[operation].push(now);
		return null;
	}

	const unknownTask = (id: string) =>
		problem({
			status: 404,
			code: 'NotFound.task',
			message: `The specified task ${id} is not found.`,
			param: 'id',
		});

	function findTask(call: Call) {
		const task = tasks.find('ark', call.params[0]);
		return task && task.region === call.region && isVisible(task) ? task : null;
	}

	async function create(call: Call) {
		const parsed = createSchema.safeParse(call.body ?? {});
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body ?? {}));
		const request = parsed.data;
		const model = arkModel(request.model, call.region);
		if (!model) {
			return problem({
				status: 404,
				code: 'InvalidEndpointOrModel.NotFound',
				message: `The model or endpoint ${request.model} does not exist or you do not have access to it.`,
				param: 'model',
			});
		}
		if (options.closedModels.includes(request.model)) {
			return problem({
				status: 404,
				code: 'ModelNotOpen',
				message: `Your account has not activated the model ${request.model}. Please activate it in the console.`,
				param: 'model',
			});
		}
		const checked = checkCreate(request, model, call.region);
		if (!('scenario' in checked)) return refuse(checked);
		const draft = request.content.find((item) => item.type === 'draft_task');
		const preview = draft?.type === 'draft_task' ? previewOf(call, draft.draft_task.id) : null;
		if (checked.scenario === 'draft' && preview?.model !== request.model) {
			return refuse(complain('content', 'draft_task.id is not a finished draft of this model'));
		}
		const text = request.content.find((item) => item.type === 'text');
		const prompt = text?.type === 'text' ? text.text : '';
		if (checked.scenario === 'text' && prompt === '')
			return refuse({ ...complain('content.text', ''), missing: true });
		const steering = readSteering(prompt);
		if (steering.refuse) {
			const { status, code } = steering.refuse;
			return problem({
				status,
				code,
				message: 'The request failed because the input was refused as the prompt asked.',
			});
		}
		return accept(call, request, model, prompt, steering, preview);
	}

	/** A finished draft of the last seven days. */
	function previewOf(call: Call, id: string): Task | null {
		const task = tasks.find('ark', id);
		const isThere = task !== null && task.region === call.region && isVisible(task);
		return isThere && task.request.draft && task.state === 'succeeded' ? task : null;
	}

	async function accept(
		call: Call,
		request: ArkRequest,
		model: ArkModel,
		prompt: string,
		steering: Steering,
		preview: Task | null,
	) {
		const given = mediaOf(request);
		const hidden = options.allowPrivateMedia
			? undefined
			: given.find(({ url }) => /^http/i.test(url) && !isPublicHttps(url));
		if (hidden) return refuse(complain(hidden.field, 'resource download failed'));
		const rule = model.generation === '2.5' ? ARK_25_MEDIA : ARK_MEDIA;
		const { problem: trouble, found } = await media.check(given, rule);
		if (trouble) return refuse(complain(given[trouble.index].field, trouble.message));
		const picture = found.find((each) => each?.kind === 'image')?.size ?? null;
		const spec = preview ? fullSpec(request, model, preview) : specOf(request, model, picture);
		// Source: docs/providers.md 1.12. The least count it names without a number is left out.
		const billedSeconds = found.reduce(
			(sum, each) => sum + (each?.kind === 'video' ? (each.seconds ?? 0) : 0),
			preview ? Number(preview.notes.billedSeconds) : spec.durationSeconds,
		);
		const task = tasks.accept({
			// Flex tasks have a name of their own; source: docs/providers.md 1.2.
			id: freshId(request.service_tier === 'flex' ? 'cgt-batch-' : 'cgt-'),
			provider: 'ark',
			region: call.region,
			model: request.model,
			prompt,
			spec,
			request,
			notes: {
				seed: request.seed !== undefined && request.seed >= 0 ? request.seed : randomInt(2 ** 32),
				requestId: requestId(),
				billedSeconds,
				draftOf: preview?.id,
				echoesAudio: model.generation !== '1.0' && !model.china?.includes('mini'),
				hasPriority: model.fields.includes('priority'),
			},
			steering,
			callbackUrl: request.callback_url ?? null,
			units: arkTokens(spec.width, spec.height, billedSeconds),
			priority: request.priority,
		});
		return { status: 200, json: { id: task.id }, taskId: task.id };
	}

	function get(call: Call) {
		const limited = tooFast('get');
		if (limited) return limited;
		const task = findTask(call);
		return task ? { status: 200, json: arkBody(task, shared) } : unknownTask(call.params[0]);
	}

	function remove(call: Call) {
		const limited = tooFast('delete');
		if (limited) return limited;
		const task = findTask(call);
		if (!task) return unknownTask(call.params[0]);
		if (task.state === 'running' || task.state === 'cancelled') {
			return problem({
				status: 409,
				message: `The task ${task.id} is ${task.state} and cannot be cancelled or deleted.`,
				param: 'id',
			});
		}
		if (task.state === 'queued') tasks.cancel(task);
		else tasks.remove(task);
		return { status: 200, json: {} };
	}

	const main: Dialect = {
		provider: 'ark',
		problem,
		taskBody: (task) => arkBody(task, shared),
		// Source: docs/providers.md 1.10. The waits between the tries are not documented.
		callbacks: {
			states: ['queued', 'running', 'succeeded', 'failed', 'expired'],
			timeoutMs: 5000,
			retryFactors: [1, 1],
		},
		routes: [
			{
				method: 'POST',
				pattern: /^\/contents\/generations\/tasks$/,
				operation: 'create',
				handle: create,
			},
			{
				method: 'GET',
				pattern: /^\/contents\/generations\/tasks$/,
				operation: 'list',
				handle: (call) => tooFast('list') ?? listTasks(call, shared),
			},
			{
				method: 'GET',
				pattern: /^\/contents\/generations\/tasks\/([^/]+)$/,
				operation: 'get',
				handle: get,
			},
			{
				method: 'DELETE',
				pattern: /^\/contents\/generations\/tasks\/([^/]+)$/,
				operation: 'delete',
				handle: remove,
			},
		],
	};
	return { main };
}
