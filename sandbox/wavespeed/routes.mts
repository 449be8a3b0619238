/** WaveSpeed's predictions, balance and uploads. Source: docs/providers.md part 12. */

import { randomBytes } from 'node:crypto';
import { nearestRatio, pixelsOf } from '../engine/billing.mts';
import { ARK_25_MEDIA, ARK_MEDIA } from '../engine/media.mts';
import { createSecrets, hmacHeaders } from '../engine/signing.mts';
import { readSteering } from '../engine/steering.mts';
import { complain, complaintOf, isPublicHttps } from '../engine/validation.mts';
import { prediction, withInput, wordOf } from './body.mts';
import { waveSpeed } from './facts.mts';
import { dollarsFor, waveSpeedModel } from './models.mts';
import { fine, problem, refuse } from './problems.mts';
import { deleteSchema, listSchema, mediaComplaint, schemaOf } from './schema.mts';
import { createUploads } from './uploads.mts';
import type { MediaProblemKind, MediaToCheck } from '../engine/media.mts';
import type { Call, Dialect, MediaKind, Reply, Task, TaskSpec } from '../engine/types.mts';
import type { OpenProvider, Shared } from '../index.mts';
import type { WaveSpeedModel } from './models.mts';
import type { WaveSpeedRequest } from './schema.mts';

const [{ basePath }] = waveSpeed.places;

/** Older predictions are neither listed nor found. */
const VISIBLE_MS = 7 * 24 * 3600 * 1000;

const MEDIA_CODES: Record<MediaProblemKind, string> = {
	unreachable: '1402',
	tooLarge: '1402',
	wrongType: '1402',
	dimensions: '1401',
	length: '1401',
	asset: '1401',
};

function mediaOf(request: WaveSpeedRequest): MediaToCheck[] {
	const named = (urls: Array<string | undefined>, kind: MediaKind) =>
		urls.flatMap((url) => (url === undefined ? [] : [{ kind, url }]));
	return [
		...named([request.image, request.last_image, ...(request.reference_images ?? [])], 'image'),
		...named([request.video, ...(request.reference_videos ?? [])], 'video'),
		...named(request.reference_audios ?? [], 'audio'),
	];
}

function specOf(request: WaveSpeedRequest, { generation, duration }: WaveSpeedModel): TaskSpec {
	const resolution = request.resolution ?? '720p';
	const ratio = request.aspect_ratio ?? '16:9';
	const seconds = request.duration ?? 5;
	return {
		durationSeconds: seconds === -1 ? duration.max : seconds,
		resolution,
		ratio,
		audio: request.generate_audio ?? true,
		...pixelsOf(generation, resolution, ratio),
	};
}

export function createWaveSpeed(shared: Shared): OpenProvider {
	const { options, tasks, media } = shared;
	const uploads = createUploads(shared, basePath);
	const secrets = createSecrets();
	const originOf = ({ headers }: Call) => `http://${headers.host}${basePath}`;
	const ours = () => tasks.all().filter(({ provider }) => provider === 'waveSpeed');

	/** Dollars of jobs that are open or done; those of runs that failed come back. */
	function spent(): number {
		return ours()
			.filter(({ state }) => ['queued', 'running', 'succeeded'].includes(state))
			.reduce((sum, { units }) => sum + units, 0);
	}

	function create(call: Call): Reply {
		const [id] = call.params;
		const model = waveSpeedModel(id);
		// The words are the sandbox's own; that it is a 404 is documented.
		if (!model) return problem({ status: 404, message: `The model ${id} is not found` });
		const parsed = schemaOf(model).safeParse(call.body ?? {});
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body ?? {}));
		const request = parsed.data as WaveSpeedRequest;
		const complaint = mediaComplaint(request, model);
		if (complaint) return refuse(complaint);
		const webhook = call.query.get('webhook');
		if (webhook !== null && !options.allowPrivateCallbacks && !isPublicHttps(webhook)) {
			return refuse(complain('webhook', 'an https address that can be reached is needed'));
		}
		const steering = readSteering(request.prompt ?? '');
		if (steering.refuse) {
			const { status, code } = steering.refuse;
			return problem({ status, code, message: 'The request was refused as the prompt asked.' });
		}
		const spec = specOf(request, model);
		const units = dollarsFor(model, spec.resolution, spec.durationSeconds);
		if (spent() + units > options.creditsPerAccount) return problem({ status: 402 });
		const task: Task = tasks.accept({
			id: randomBytes(16).toString('hex'),
			provider: 'waveSpeed',
			region: null,
			model: id,
			prompt: request.prompt ?? '',
			spec,
			request: { ...request },
			steering,
			callbackUrl: webhook,
			units,
			verify: async () => await verify(task, request, model),
		});
		return { ...fine(withInput(task, shared, originOf(call))), taskId: task.id };
	}

	async function verify(task: Task, request: WaveSpeedRequest, { generation }: WaveSpeedModel) {
		const all = mediaOf(request);
		if (!options.allowPrivateMedia && all.some(({ url }) => !isPublicHttps(url))) {
			return { code: MEDIA_CODES.unreachable, message: 'The media could not be fetched' };
		}
		const rule = generation === '2.5' ? ARK_25_MEDIA : ARK_MEDIA;
		const seen = await media.check(all, { ...rule, totalVideoSeconds: null });
		const picture = seen.found.find((each) => each?.kind === 'image')?.size;
		if (picture && request.image !== undefined && request.aspect_ratio === undefined) {
			task.spec.ratio = nearestRatio(picture.width, picture.height);
			Object.assign(task.spec, pixelsOf(generation, task.spec.resolution, task.spec.ratio));
		}
		return seen.problem && { code: MEDIA_CODES[seen.problem.kind], message: seen.problem.message };
	}

	const isVisible = (task: Task) => Date.now() - task.createdAtMs < VISIBLE_MS;

	function get(call: Call): Reply {
		const [id] = call.params;
		const task = tasks.find('waveSpeed', id);
		const reply =
			task && isVisible(task)
				? fine(prediction(task, shared, originOf(call)))
				: problem({ status: 404 });
		return { ...reply, taskId: id };
	}

	function list(call: Call): Reply {
		const parsed = listSchema.safeParse(call.body ?? {});
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body ?? {}));
		const query = parsed.data;
		const found = ours()
			.filter(({ owner = call.account.name }) => owner === call.account.name)
			.filter(isVisible)
			.filter(({ model }) => query.model === undefined || model === query.model)
			.filter((task) => query.status === undefined || wordOf(task) === query.status)
			.reverse();
		const start = (query.page - 1) * query.page_size;
		const show = query.include_inputs === true ? withInput : prediction;
		const items = found
			.slice(start, start + query.page_size)
			.map((task) => show(task, shared, originOf(call)));
		return fine({ page: query.page, items });
	}

	function remove(call: Call): Reply {
		const parsed = deleteSchema.safeParse(call.body ?? {});
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body ?? {}));
		const named = ours()
			.filter(({ owner = call.account.name }) => owner === call.account.name)
			.filter(({ id }) => parsed.data.ids.includes(id));
		for (const task of named) tasks.remove(task);
		return { ...fine({ deleted_count: named.length }), taskId: parsed.data.ids[0] };
	}

	function balance({ account }: Call): Reply {
		const left = account.hasBalance ? options.creditsPerAccount - spent() : 0;
		return fine({ balance: Math.round(left * 1e4) / 1e4 });
	}

	const secret = ({ account }: Call): Reply => fine({ secret: secrets.of(account.name) });

	/** With the secret as it is written, without its first word. */
	function sign(task: Task, text: string) {
		const key = Buffer.from(secrets.of(task.owner).replace('whsec_', ''));
		return hmacHeaders(task, text, key, { version: 'v3', coding: 'hex' });
	}

	const main: Dialect = {
		provider: 'waveSpeed',
		problem,
		taskBody: (task) => prediction(task, shared, basePath),
		callbackBody: (task) => withInput(task, shared, basePath),
		sign,
		// Its pages name 3 further tries within 20 minutes; how long one may take is the sandbox's own choice.
		callbacks: { timeoutMs: 10_000, retryFactors: [1, 2, 4] },
		routes: [
			{
				method: 'GET',
				pattern: /^\/predictions\/([^/]+)(?:\/result)?$/,
				operation: 'get',
				handle: get,
			},
			{ method: 'POST', pattern: /^\/predictions$/, operation: 'list', handle: list },
			{ method: 'POST', pattern: /^\/predictions\/delete$/, operation: 'delete', handle: remove },
			{ method: 'GET', pattern: /^\/balance$/, operation: 'credits', handle: balance },
			{
				method: 'GET',
				pattern: /^\/webhook\/secret$/,
				operation: 'signingKey',
				handle: secret,
			},
			...uploads.routes,
			{ method: 'POST', pattern: /^\/(.+)$/, operation: 'create', handle: create },
		],
	};
	return { main, reset: uploads.reset, rotate: secrets.rotate };
}
