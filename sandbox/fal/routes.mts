/** fal.ai's queue, and its storage on an address of its own. Source: docs/providers.md part 10. */

import { randomUUID } from 'node:crypto';
import { nearestRatio, pixelsOf } from '../engine/billing.mts';
import { ARK_MEDIA } from '../engine/media.mts';
import { readSteering } from '../engine/steering.mts';
import { complaintOf, isPublicHttps } from '../engine/validation.mts';
import { addressesOf, callbackBody, resultReply, statusReply } from './body.mts';
import { fal } from './facts.mts';
import { appOf, falModel } from './models.mts';
import { problem, refuse } from './problems.mts';
import { mediaComplaint, schemaOf } from './schema.mts';
import { createSigner } from './signing.mts';
import { createUploads } from './uploads.mts';
import type { MediaProblemKind, MediaToCheck } from '../engine/media.mts';
import type {
	Call,
	Dialect,
	JsonObject,
	MediaKind,
	Reply,
	Task,
	TaskSpec,
} from '../engine/types.mts';
import type { OpenProvider, Shared } from '../index.mts';
import type { FalModel } from './models.mts';
import type { FalRequest } from './schema.mts';

const [FILES, MAIN] = fal.places;

const MEDIA_TYPES: Record<MediaProblemKind, string> = {
	unreachable: 'file_download_error',
	tooLarge: 'file_too_large',
	wrongType: 'image_load_error',
	dimensions: 'image_too_small',
	length: 'value_error',
	asset: 'value_error',
};

function mediaOf(request: FalRequest): MediaToCheck[] {
	const named = (urls: Array<string | null | undefined>, kind: MediaKind) =>
		urls.flatMap((url) => (url ? [{ kind, url }] : []));
	return [
		...named([request.image_url, request.end_image_url, ...(request.image_urls ?? [])], 'image'),
		...named(request.video_urls ?? [], 'video'),
		...named(request.audio_urls ?? [], 'audio'),
	];
}

/** "auto" may become the longest there is, and is billed so. */
function specOf(request: FalRequest, { generation, duration, input }: FalModel): TaskSpec {
	const isFree = request.task === 'editing' || (request.duration ?? 'auto') === 'auto';
	const followsMedia =
		(generation === '2.5' && input === 'image') ||
		(request.task !== undefined && request.task !== 'reference');
	const wished = followsMedia ? 'auto' : (request.aspect_ratio ?? 'auto');
	const resolution = request.resolution ?? '720p';
	const ratio = wished === 'auto' ? '16:9' : wished;
	return {
		durationSeconds: isFree ? duration.max : Number(request.duration),
		resolution,
		ratio,
		audio: request.generate_audio ?? true,
		...pixelsOf(generation, resolution, ratio),
	};
}

export function createFal(shared: Shared): OpenProvider {
	const { options, tasks, media } = shared;
	const uploads = createUploads(shared, FILES.basePath);
	const signer = createSigner();
	const originOf = ({ headers }: Call) => `http://${headers.host}${MAIN.basePath}`;

	/** Dollars of jobs that are open or done. */
	function spent(): number {
		return tasks
			.all()
			.filter(({ provider, state }) => provider === 'fal' && state !== 'failed')
			.reduce((sum, { units }) => sum + units, 0);
	}

	function create(call: Call): Reply {
		const [id] = call.params;
		const model = falModel(id);
		// What fal answers to a path that it does not know is not documented; this is the sandbox's own choice.
		if (!model) return problem({ status: 404, message: `Application '${id}' not found` });
		const parsed = schemaOf(model).safeParse(call.body ?? {});
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body ?? {}));
		const request = parsed.data as FalRequest;
		const complaint = mediaComplaint(request, model);
		if (complaint) return refuse(complaint);
		const steering = readSteering(request.prompt ?? '');
		if (steering.refuse) {
			const { status, code } = steering.refuse;
			return problem({ status, code, message: 'The request was refused as the prompt asked.' });
		}
		const spec = specOf(request, model);
		const units = Math.round(model.prices[spec.resolution] * spec.durationSeconds * 1e4) / 1e4;
		if (spent() + units > options.creditsPerAccount) return problem({ status: 402 });
		const webhook = call.query.get('fal_webhook');
		// Private addresses are not refused: they are never called.
		const isCalled = webhook !== null && (options.allowPrivateCallbacks || isPublicHttps(webhook));
		const task: Task = tasks.accept({
			id: randomUUID(),
			provider: 'fal',
			region: null,
			model: id,
			prompt: request.prompt ?? '',
			spec,
			request: { ...request },
			notes: request.draft ? { draftId: randomUUID() } : {},
			steering,
			callbackUrl: isCalled ? webhook : null,
			units,
			verify: async () => await verify(task, request, model),
		});
		const json = {
			status: 'IN_QUEUE',
			request_id: task.id,
			queue_position: 0,
			...addressesOf(task, originOf(call)),
		};
		return { status: 200, json, taskId: task.id };
	}

	async function verify(task: Task, request: FalRequest, { generation }: FalModel) {
		const all = mediaOf(request);
		if (
			!options.allowPrivateMedia &&
			all.some(({ url }) => !/^data:/.test(url) && !isPublicHttps(url))
		) {
			return { code: MEDIA_TYPES.unreachable, message: 'The file could not be downloaded' };
		}
		const seen = await media.check(all, { ...ARK_MEDIA, totalVideoSeconds: null });
		const picture = seen.found.find((each) => each?.kind === 'image')?.size;
		if (picture && (request.aspect_ratio ?? 'auto') === 'auto') {
			task.spec.ratio = nearestRatio(picture.width, picture.height);
			Object.assign(task.spec, pixelsOf(generation, task.spec.resolution, task.spec.ratio));
		}
		return seen.problem && { code: MEDIA_TYPES[seen.problem.kind], message: seen.problem.message };
	}

	/** The request at a path, which has to name the right application. */
	function found(call: Call): Task | null {
		const task = tasks.find('fal', call.params[0]);
		return task && appOf(call.path.slice(1)) === appOf(task.model) ? task : null;
	}

	/** An answer about one request. */
	const about = (answer: (task: Task, call: Call) => Reply) => (call: Call) => {
		const task = found(call);
		const reply = task ? answer(task, call) : problem({ status: 404 });
		return { ...reply, taskId: call.params[0] };
	};

	/** Running requests only get a signal, and may finish all the same. */
	function cancel(task: Task): Reply {
		if (task.state !== 'queued' && task.state !== 'running') {
			return { status: 400, json: { status: 'ALREADY_COMPLETED' } };
		}
		if (task.state === 'queued') tasks.cancel(task);
		return { status: 202, json: { status: 'CANCELLATION_REQUESTED' } };
	}

	const main: Dialect = {
		provider: 'fal',
		problem,
		taskBody: (task) => statusReply(task, MAIN.basePath).json as JsonObject,
		callbackBody: (task) => callbackBody(task, shared),
		sign: signer.headers,
		callbacks: { timeoutMs: 15000, retryFactors: [1, 2, 4, 8, 16, 32, 60, 60, 60] },
		routes: [
			{
				method: 'GET',
				pattern: /^\/[^/]+\/[^/]+\/requests\/([^/]+)\/status$/,
				operation: 'get',
				handle: about((task, call) => statusReply(task, originOf(call))),
			},
			{
				method: 'GET',
				pattern: /^\/[^/]+\/[^/]+\/requests\/([^/]+)(?:\/response)?$/,
				operation: 'result',
				handle: about((task) => resultReply(task, shared)),
			},
			{
				method: 'PUT',
				pattern: /^\/[^/]+\/[^/]+\/requests\/([^/]+)\/cancel$/,
				operation: 'cancel',
				handle: about(cancel),
			},
			{ method: 'POST', pattern: /^\/(.+)$/, operation: 'create', handle: create },
		],
	};
	return {
		main,
		files: { ...main, routes: [signer.route, ...uploads.routes] },
		reset: uploads.reset,
		rotate: signer.rotate,
	};
}
