/** Replicate's HTTP API. Source: docs/providers.md part 13. */

import { anyLength, randomWord } from '../engine/ids.mts';
import { nearestRatio, pixelsOf } from '../engine/billing.mts';
import { ARK_25_MEDIA, ARK_MEDIA } from '../engine/media.mts';
import { createSecrets, hmacHeaders } from '../engine/signing.mts';
import { readSteering } from '../engine/steering.mts';
import { complain, complaintOf, isPublicHttps } from '../engine/validation.mts';
import { predictionOf } from './body.mts';
import { replicate } from './facts.mts';
import { replicateModel } from './models.mts';
import { problem, refuse } from './problems.mts';
import { inputComplaint, schemaOf } from './schema.mts';
import { createUploads } from './uploads.mts';
import type { MediaToCheck } from '../engine/media.mts';
import type { Call, Dialect, MediaKind, Reply, Task, TaskSpec } from '../engine/types.mts';
import type { OpenProvider, Shared } from '../index.mts';
import type { ReplicateModel } from './models.mts';
import type { ReplicateInput } from './schema.mts';

const [MAIN] = replicate.places;

const PAGE = 100;

/** In a prompt: the prediction is failed already in the answer to the submission. */
const AT_ONCE = /\[\[atOnce\]\]/;

function specOf(input: ReplicateInput, { generation, duration }: ReplicateModel): TaskSpec {
	const asked = input.duration ?? 5;
	const resolution = input.resolution ?? '720p';
	const wished = input.aspect_ratio ?? '16:9';
	const ratio = wished === 'adaptive' ? '16:9' : wished;
	return {
		durationSeconds: asked === -1 ? anyLength(duration.min, duration.max) : asked,
		resolution,
		ratio,
		audio: input.generate_audio ?? true,
		...pixelsOf(generation, resolution, ratio),
	};
}

export function createReplicate(shared: Shared): OpenProvider {
	const { options, tasks, media } = shared;
	const originOf = ({ headers }: Call) => `http://${headers.host}${MAIN.basePath}`;
	const uploads = createUploads(shared, originOf);
	const secrets = createSecrets();

	/** Dollars of jobs that are open or done. */
	function spent(): number {
		return tasks
			.all()
			.filter(({ provider, state }) => provider === 'replicate' && state !== 'failed')
			.reduce((sum, { units }) => sum + units, 0);
	}

	function mediaOf(input: ReplicateInput): MediaToCheck[] {
		const named = (urls: Array<string | undefined>, kind: MediaKind) =>
			urls.flatMap((url) => (url ? [{ kind, url: uploads.placeOf(url) }] : []));
		return [
			...named([input.image, input.last_frame_image, ...(input.reference_images ?? [])], 'image'),
			...named(input.reference_videos ?? [], 'video'),
			...named(input.reference_audios ?? [], 'audio'),
		];
	}

	function create(call: Call): Reply {
		const id = call.params.join('/');
		const model = replicateModel(id);
		if (!model) return problem({ status: 404 });
		const parsed = schemaOf(model).safeParse(call.body ?? {});
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body ?? {}));
		const input = parsed.data.input as ReplicateInput;
		const { webhook = null } = parsed.data;
		if (webhook !== null && !options.allowPrivateCallbacks && !isPublicHttps(webhook)) {
			return refuse(complain('webhook', 'must be a public HTTPS URL'));
		}
		const complaint = inputComplaint(input, model);
		if (complaint) return refuse(complaint);
		const steering = readSteering(input.prompt);
		if (steering.refuse) {
			const { status, code } = steering.refuse;
			return problem({ status, code, message: 'The request was refused as the prompt asked.' });
		}
		const spec = specOf(input, model);
		const units = Math.round(model.prices[spec.resolution] * spec.durationSeconds * 1e4) / 1e4;
		if (!call.account.hasBalance || spent() + units > options.creditsPerAccount) {
			return problem({ status: 402 });
		}
		const task: Task = tasks.accept({
			id: randomWord(26),
			provider: 'replicate',
			region: null,
			model: id,
			prompt: input.prompt,
			spec,
			request: { ...parsed.data },
			steering,
			callbackUrl: webhook,
			units,
			verify: async () => await verify(task, input, model),
		});
		if (steering.fail && AT_ONCE.test(input.prompt)) {
			const { code, message } = steering.fail;
			tasks.fail(task, { code, message: message ?? 'Refused before it began.' });
		}
		return { status: 201, json: predictionOf(task, shared, originOf(call)), taskId: task.id };
	}

	async function verify(task: Task, input: ReplicateInput, { generation }: ReplicateModel) {
		const all = mediaOf(input);
		const isHidden = ({ url }: MediaToCheck) => !/^data:/.test(url) && !isPublicHttps(url);
		if (!options.allowPrivateMedia && all.some(isHidden)) {
			return { code: 'E6716', message: 'The file could not be downloaded' };
		}
		const seen = await media.check(all, generation === '2.5' ? ARK_25_MEDIA : ARK_MEDIA);
		const picture = seen.found.find((each) => each?.kind === 'image')?.size;
		if (picture && input.aspect_ratio === 'adaptive') {
			task.spec.ratio = nearestRatio(picture.width, picture.height);
			Object.assign(task.spec, pixelsOf(generation, task.spec.resolution, task.spec.ratio));
		}
		return seen.problem && { code: 'E6716', message: seen.problem.message };
	}

	function about(handle: (task: Task, call: Call) => Reply) {
		return (call: Call): Reply => {
			const task = tasks.find('replicate', call.params[0]);
			if (!task) return problem({ status: 404 });
			return { ...handle(task, call), taskId: task.id };
		};
	}

	const get = about((task, call) => {
		return { status: 200, json: predictionOf(task, shared, originOf(call)) };
	});

	const cancel = about((task, call) => {
		if (task.state === 'queued' || task.state === 'running') tasks.cancel(task);
		return { status: 200, json: predictionOf(task, shared, originOf(call)) };
	});

	function list(call: Call): Reply {
		const allowed = ['cursor', 'created_after', 'created_before'];
		const foreign = [...call.query.keys()].find((name) => !allowed.includes(name));
		if (foreign !== undefined) return refuse(complain(foreign, 'unknown parameter'));
		const after = Date.parse(call.query.get('created_after') ?? '') || 0;
		const before = Date.parse(call.query.get('created_before') ?? '') || Infinity;
		const seen = Number(call.query.get('cursor') ?? 0);
		const found = tasks
			.all()
			.filter(({ provider, owner = call.account.name }) => {
				return provider === 'replicate' && owner === call.account.name;
			})
			.filter(({ createdAtMs }) => createdAtMs >= after && createdAtMs <= before)
			.reverse();
		const origin = originOf(call);
		const isLast = seen + PAGE >= found.length;
		const query = new URLSearchParams(call.query);
		query.set('cursor', String(seen + PAGE));
		const next = isLast ? null : `${origin}/predictions?${query.toString()}`;
		const results = found
			.slice(seen, seen + PAGE)
			.map((task) => predictionOf(task, shared, origin));
		return { status: 200, json: { previous: null, next, results } };
	}

	const account = (): Reply => ({
		status: 200,
		json: { type: 'user', username: 'sandbox', name: 'Sandbox', github_url: '' },
	});

	const secret = ({ account: { name } }: Call): Reply => ({
		status: 200,
		json: { key: secrets.of(name) },
	});

	/** With what the secret stands for in base64. */
	function sign(task: Task, text: string) {
		const key = Buffer.from(secrets.of(task.owner).replace('whsec_', ''), 'base64');
		return hmacHeaders(task, text, key, { version: 'v1', coding: 'base64' });
	}

	const main: Dialect = {
		provider: 'replicate',
		problem,
		taskBody: (task) => predictionOf(task, shared, MAIN.basePath),
		sign,
		// How long a receiver may take, and the waits, are not documented ("a few seconds", "growing").
		callbacks: { timeoutMs: 5000, retryFactors: [1, 2, 4, 8] },
		routes: [
			{
				method: 'POST',
				pattern: /^\/models\/([^/]+)\/([^/]+)\/predictions$/,
				operation: 'create',
				handle: create,
			},
			// A name without its owner is no model.
			{
				method: 'POST',
				pattern: /^\/models\/([^/]+)\/predictions$/,
				operation: 'create',
				handle: create,
			},
			{ method: 'GET', pattern: /^\/predictions$/, operation: 'list', handle: list },
			{ method: 'GET', pattern: /^\/predictions\/([^/]+)$/, operation: 'get', handle: get },
			{
				method: 'POST',
				pattern: /^\/predictions\/([^/]+)\/cancel$/,
				operation: 'cancel',
				handle: cancel,
			},
			{ method: 'GET', pattern: /^\/account$/, operation: 'other', handle: account },
			{
				method: 'GET',
				pattern: /^\/webhooks\/default\/secret$/,
				operation: 'signingKey',
				handle: secret,
			},
			...uploads.routes,
		],
	};
	return { main, reset: uploads.reset, rotate: secrets.rotate };
}
