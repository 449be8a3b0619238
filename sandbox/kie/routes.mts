/** kie.ai: tasks, fresh links, credits; and its file service on an address of its own. Source: docs/providers.md part 11. */

import { nearestRatio, pixelsOf } from '../engine/billing.mts';
import { anyLength, randomWord } from '../engine/ids.mts';
import { ARK_25_MEDIA, ARK_MEDIA } from '../engine/media.mts';
import { readSteering } from '../engine/steering.mts';
import { complain, complaintOf, isPublicHttps } from '../engine/validation.mts';
import { callbackBody, recordBody } from './body.mts';
import { kieModel } from './models.mts';
import { fileProblem, problem, refuse } from './problems.mts';
import { checkCreate, mediaIn, renewalSchema, schemaOf } from './schema.mts';
import { createUploads } from './uploads.mts';
import type { MediaToCheck } from '../engine/media.mts';
import type { Call, Dialect, MediaKind, Reply, Task, TaskSpec } from '../engine/types.mts';
import type { OpenProvider, Shared } from '../index.mts';
import type { KieModel } from './models.mts';
import type { KieRequest } from './schema.mts';

function specOf({ input }: KieRequest, { generation, durations }: KieModel): TaskSpec {
	const asked = input.duration ?? (generation === '1.5' ? 8 : 5);
	const resolution = input.resolution ?? '720p';
	const wished = input.aspect_ratio ?? (generation === '2.5' ? 'adaptive' : '16:9');
	const ratio = wished === 'adaptive' ? '16:9' : wished;
	return {
		durationSeconds: asked === -1 ? anyLength(4, durations[durations.length - 1]) : asked,
		resolution,
		ratio,
		audio: input.generate_audio ?? true,
		...pixelsOf(generation, resolution, ratio),
	};
}

export function createKie(shared: Shared): OpenProvider {
	const { options, tasks, media } = shared;

	/** Credits of jobs that are open or done. */
	function spent(): number {
		return tasks
			.all()
			.filter(({ provider, state }) => provider === 'kie' && state !== 'failed')
			.reduce((sum, { units }) => sum + units, 0);
	}

	function create(call: Call): Reply {
		const loose = (call.body ?? {}) as { model?: unknown };
		const model = kieModel(loose.model);
		if (!model) return problem({ status: 422, message: 'The model name is not supported' });
		const parsed = schemaOf(model).safeParse(call.body);
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body));
		const request = parsed.data as KieRequest;
		const complaint = checkCreate(request, model, options);
		if (complaint) return refuse(complaint);
		const steering = readSteering(request.input.prompt);
		if (steering.refuse) {
			const { status, code } = steering.refuse;
			return problem({ status, code, message: 'The request was refused as the prompt asked.' });
		}
		const spec = specOf(request, model);
		const units = Math.round(model.prices[spec.resolution] * spec.durationSeconds * 100) / 100;
		if (spent() + units > options.creditsPerAccount) return problem({ status: 402 });
		const { callBackUrl } = request;
		const isCalled =
			callBackUrl !== undefined && (options.allowPrivateCallbacks || isPublicHttps(callBackUrl));
		const task: Task = tasks.accept({
			id: randomWord(32),
			provider: 'kie',
			region: null,
			model: request.model,
			prompt: request.input.prompt,
			spec,
			request: { ...request },
			notes: { returnsLastFrame: request.input.return_last_frame === true },
			steering,
			callbackUrl: isCalled ? callBackUrl : null,
			units,
			verify: async () => await verify(task, request, model),
		});
		return {
			status: 200,
			json: { code: 200, msg: 'success', data: { taskId: task.id } },
			taskId: task.id,
		};
	}

	async function verify(task: Task, request: KieRequest, { generation }: KieModel) {
		const named = Object.entries(mediaIn(request)).flatMap(([kind, urls]): MediaToCheck[] =>
			urls.map((url) => ({ kind: kind as MediaKind, url })),
		);
		const seen = await media.check(named, generation === '2.5' ? ARK_25_MEDIA : ARK_MEDIA);
		const picture = seen.found.find((each) => each?.kind === 'image')?.size;
		const wished = request.input.aspect_ratio ?? (generation === '2.5' ? 'adaptive' : '16:9');
		if (picture && wished === 'adaptive') {
			task.spec.ratio = nearestRatio(picture.width, picture.height);
			Object.assign(task.spec, pixelsOf(generation, task.spec.resolution, task.spec.ratio));
		}
		return seen.problem && { code: '422', message: seen.problem.message };
	}

	/** The task of an id; nobody sees those of another account. */
	function visible(id: string, { account }: Call): Task | null {
		return tasks.ownerOf(id) === account.name ? tasks.find('kie', id) : null;
	}

	function get(call: Call): Reply {
		const id = call.query.get('taskId') ?? '';
		if (id === '') return problem({ status: 400, message: 'taskId is required' });
		const task = visible(id, call);
		const reply = task
			? { status: 200, json: recordBody(task, shared) }
			: problem({ status: 422, message: 'recordInfo is null' });
		return { ...reply, taskId: id };
	}

	/** A fresh link to a result of its own; for anything else 422. */
	function renew(call: Call): Reply {
		const parsed = renewalSchema.safeParse(call.body ?? {});
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body ?? {}));
		const match = /\/results\/([^/?]+?)(-last)?\.(mp4|png)(?:\?|$)/.exec(parsed.data.url);
		const task = match ? visible(match[1], call) : null;
		const url = task && shared.resultUrl(task, match?.[2] ? 'png' : 'mp4');
		if (!task || url === null) return refuse(complain('url', 'is not a file of this service'));
		return { status: 200, json: { code: 200, msg: 'success', data: url }, taskId: task.id };
	}

	function readCredits({ account }: Call): Reply {
		const data = account.hasBalance ? options.creditsPerAccount - spent() : 0;
		return { status: 200, json: { code: 200, msg: 'success', data } };
	}

	const main: Dialect = {
		provider: 'kie',
		problem,
		taskBody: (task) => recordBody(task, shared),
		callbackBody: (task) => callbackBody(task, shared),
		// How often it tries again is not documented: one try.
		callbacks: { timeoutMs: 15000, retryFactors: [] },
		routes: [
			{
				method: 'POST',
				pattern: /^\/api\/v1\/jobs\/createTask$/,
				operation: 'create',
				handle: create,
			},
			{ method: 'GET', pattern: /^\/api\/v1\/jobs\/recordInfo$/, operation: 'get', handle: get },
			{
				method: 'POST',
				pattern: /^\/api\/v1\/common\/download-url$/,
				operation: 'result',
				handle: renew,
			},
			{
				method: 'GET',
				pattern: /^\/api\/v1\/chat\/credit$/,
				operation: 'credits',
				handle: readCredits,
			},
		],
	};
	return {
		main,
		files: { ...main, problem: fileProblem, routes: createUploads(shared) },
	};
}
