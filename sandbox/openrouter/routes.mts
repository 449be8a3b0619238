/** OpenRouter's video jobs, their files behind the key, and what it tells of a key. Source: docs/providers.md part 14. */

import { nearestRatio, pixelsOf } from '../engine/billing.mts';
import { randomWord } from '../engine/ids.mts';
import { ARK_25_MEDIA, ARK_MEDIA } from '../engine/media.mts';
import { resultFile } from '../engine/results.mts';
import { readSteering } from '../engine/steering.mts';
import { complaintOf } from '../engine/validation.mts';
import { callbackBody, createdBody, jobBody } from './body.mts';
import { openRouter } from './facts.mts';
import { dollarsFor, modelList, openRouterModel } from './models.mts';
import { problem, refuse } from './problems.mts';
import { checkCreate, mediaIn, schemaOf } from './schema.mts';
import type { Call, Dialect, Reply, Task, TaskSpec } from '../engine/types.mts';
import type { OpenProvider, Shared } from '../index.mts';
import type { OpenRouterModel } from './models.mts';
import type { OpenRouterRequest } from './schema.mts';

const [{ basePath }] = openRouter.places;

/** The shape nearest to those that the sandbox has clips of. */
function ratioOf({ aspect_ratio: asked, size }: OpenRouterRequest): string {
	if (size !== undefined) {
		const [width, height] = size.split('x').map(Number);
		return nearestRatio(width, height);
	}
	return asked === '9:21' ? '9:16' : (asked ?? '16:9');
}

function specOf(request: OpenRouterRequest, { generation }: OpenRouterModel): TaskSpec {
	const resolution = request.resolution ?? '720p';
	const ratio = ratioOf(request);
	return {
		durationSeconds: request.duration ?? 5,
		resolution,
		ratio,
		audio: request.generate_audio ?? true,
		...pixelsOf(generation, resolution.toLowerCase(), ratio),
	};
}

export function createOpenRouter(shared: Shared): OpenProvider {
	const { options, tasks, media } = shared;
	const originOf = ({ headers }: Pick<Call, 'headers'>) => `http://${headers.host}${basePath}`;
	const ours = () => tasks.all().filter(({ provider }) => provider === 'openRouter');

	/** Dollars of jobs that are open or done. */
	function spent(): number {
		return ours()
			.filter(({ state }) => ['queued', 'running', 'succeeded'].includes(state))
			.reduce((sum, { units }) => sum + units, 0);
	}

	function create(call: Call): Reply {
		const loose = (call.body ?? {}) as { model?: unknown };
		const model = openRouterModel(loose.model);
		if (!model) {
			return problem({ status: 400, message: `${String(loose.model)} is not a valid model ID` });
		}
		const parsed = schemaOf(model).safeParse(call.body);
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body));
		const request = parsed.data;
		const complaint = checkCreate(request, model, options);
		if (complaint) return refuse(complaint);
		const steering = readSteering(request.prompt);
		if (steering.refuse) {
			const { status, code } = steering.refuse;
			return problem({ status, message: `${code}: The request was refused as the prompt asked.` });
		}
		const spec = specOf(request, model);
		const units = dollarsFor(model, spec.resolution, spec.durationSeconds);
		if (spent() + units > options.creditsPerAccount) return problem({ status: 402 });
		const task: Task = tasks.accept({
			id: `gen-vid-${Math.floor(Date.now() / 1000)}-${randomWord(20)}`,
			provider: 'openRouter',
			region: null,
			model: request.model,
			prompt: request.prompt,
			spec,
			request: { ...request },
			notes: { origin: originOf(call) },
			steering,
			callbackUrl: request.callback_url ?? null,
			units,
			verify: async () => await verify(task, request, model),
		});
		return { status: 202, json: createdBody(task, originOf(call)), taskId: task.id };
	}

	async function verify(
		task: Task,
		request: OpenRouterRequest,
		{ generation }: OpenRouterModel,
	): Promise<Task['failure']> {
		const rule = generation === '2.5' ? ARK_25_MEDIA : ARK_MEDIA;
		const seen = await media.check(mediaIn(request), rule);
		const picture = seen.found.find((each) => each?.kind === 'image')?.size;
		if (picture && request.aspect_ratio === undefined && request.size === undefined) {
			task.spec.ratio = nearestRatio(picture.width, picture.height);
			const resolution = task.spec.resolution.toLowerCase();
			Object.assign(task.spec, pixelsOf(generation, resolution, task.spec.ratio));
		}
		return seen.problem && { code: '', message: `Invalid media: ${seen.problem.message}` };
	}

	function get(call: Call): Reply {
		const [id] = call.params;
		const task = tasks.find('openRouter', id);
		const reply = task
			? { status: 200, json: jobBody(task, shared, originOf(call)) }
			: problem({ status: 404 });
		return { ...reply, taskId: id };
	}

	/** The file itself, for whoever has the key of the account. */
	function content(call: Call): Reply {
		const task = tasks.find('openRouter', call.params[0]);
		const index = call.query.get('index') ?? '0';
		if (!/^\d+$/.test(index)) return problem({ status: 400, message: 'index: not a number' });
		if (!task || Number(index) > 0) return problem({ status: 404 });
		if (shared.resultUrl(task, 'mp4') === null) return problem({ status: 409 });
		return { status: 200, file: resultFile(task, 'mp4'), taskId: task.id };
	}

	function key({ account }: Call): Reply {
		const limit = account.hasBalance ? options.creditsPerAccount : 0;
		const usage = account.hasBalance ? spent() : 0;
		const data = {
			label: 'sk-or-v1-sandbox',
			limit,
			limit_remaining: limit - usage,
			usage,
			is_free_tier: false,
			is_management_key: false,
		};
		return { status: 200, json: { data } };
	}

	const main: Dialect = {
		provider: 'openRouter',
		problem,
		taskBody: (task) => jobBody(task, shared, String(task.notes.origin)),
		callbackBody: (task) => callbackBody(task, shared, String(task.notes.origin)),
		// How long one may take and how often it is tried again is not documented.
		callbacks: { timeoutMs: 10_000, retryFactors: [1, 2] },
		routes: [
			{ method: 'POST', pattern: /^\/videos$/, operation: 'create', handle: create },
			{
				method: 'GET',
				pattern: /^\/videos\/models$/,
				operation: 'models',
				open: true,
				handle: () => ({ status: 200, json: { data: modelList() } }),
			},
			{ method: 'GET', pattern: /^\/videos\/([^/]+)$/, operation: 'get', handle: get },
			{
				method: 'GET',
				pattern: /^\/videos\/([^/]+)\/content$/,
				operation: 'file',
				handle: content,
			},
			{ method: 'GET', pattern: /^\/key$/, operation: 'credits', handle: key },
			{
				method: 'GET',
				pattern: /^\/credits$/,
				operation: 'other',
				handle: () => problem({ status: 403, message: 'Only management keys can do this' }),
			},
		],
	};
	return { main };
}
