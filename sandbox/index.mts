import { createArk } from './ark/routes.mts';
import { createAdmin } from './engine/admin.mts';
import { createCallbacks } from './engine/callbacks.mts';
import { createFaults } from './engine/faults.mts';
import { createFileHost } from './engine/files.mts';
import { listen } from './engine/http.mts';
import { EMPTY_KEYS, KEYS, SECOND_KEYS } from './engine/keys.mts';
import { createMedia } from './engine/media.mts';
import { readOptions } from './engine/options.mts';
import { MEDIA_NAMES } from './engine/pictures.mts';
import { relayedBody, relayedReply } from './engine/relay.mts';
import { SIGNING, createLinks } from './engine/results.mts';
import { createApi } from './engine/server.mts';
import { createStats } from './engine/stats.mts';
import { createTasks } from './engine/tasks.mts';
import { createEvoLink } from './evolink/routes.mts';
import { createFal } from './fal/routes.mts';
import { createInk } from './ink/routes.mts';
import { createKie } from './kie/routes.mts';
import { createOpenRouter } from './openrouter/routes.mts';
import { createReplicate } from './replicate/routes.mts';
import { PROVIDERS } from './providers.mts';
import { createTwelveAi } from './twelveai/routes.mts';
import { createWaveSpeed } from './wavespeed/routes.mts';
import type { SandboxOptions } from './engine/options.mts';
import type { Tasks } from './engine/tasks.mts';
import type { Media } from './engine/media.mts';
import type { StoredFile } from './engine/pictures.mts';
import type { Passed } from './engine/relay.mts';
import type { Task, JsonObject, ProviderId, Dialect, Mount } from './engine/types.mts';
import type { PlaceName } from './providers.mts';
import type { RequestRecord } from './engine/stats.mts';

/** What every dialect is given. */
export interface Shared {
	options: SandboxOptions;
	tasks: Tasks;
	media: Media;
	uploads: Map<string, StoredFile>;
	/** Absolute address on the file host. */
	fileUrl: (path: string) => string;
	resultUrl: (task: Task, extension: 'mp4' | 'png') => string | null;
}

/** A provider at work. */
export interface OpenProvider {
	main: Dialect;
	/** Where it takes files. */
	files?: Dialect;
	/** Forgets what it holds beside tasks. */
	reset?: () => void;
	/** Signs callbacks with new keys from now on. */
	rotate?: () => void;
}

const OPEN: Record<ProviderId, (shared: Shared) => OpenProvider> = {
	evolink: createEvoLink,
	ark: createArk,
	twelveAi: createTwelveAi,
	ink: createInk,
	fal: createFal,
	kie: createKie,
	waveSpeed: createWaveSpeed,
	replicate: createReplicate,
	openRouter: createOpenRouter,
};

/**
 * Starts the stand-in for the providers and its file host.
 *
 * @throws when a port is taken or an option is unknown
 */
export async function startSandbox(given: Partial<SandboxOptions> = {}) {
	const options = readOptions(given);
	const stats = createStats();
	const faults = createFaults();
	const links = createLinks();
	const media = createMedia(options);
	const callbacks = createCallbacks(options, stats.calledBack);
	const uploads: Map<string, StoredFile> = new Map();
	const open: Partial<Record<ProviderId, OpenProvider>> = {};
	let filesUrl = '';

	const shapeOf = (task: Task) => task.steering.relay ?? options.relay;
	const passedOn = (task: Task, body: JsonObject): Passed => ({
		task,
		body,
		url: shared.resultUrl(task, 'mp4'),
	});

	const tasks = createTasks(options, (task, previous) => {
		stats.taskChanged(task, previous);
		const dialect = open[task.provider]?.main;
		if (!dialect) return;
		const shape = shapeOf(task);
		const own = (dialect.callbackBody ?? dialect.taskBody)(task);
		// A relay has other keys than the provider, and none that anybody could ask for.
		const report =
			shape === null
				? { body: own, sign: dialect.sign }
				: { body: relayedBody(shape, passedOn(task, own)) };
		callbacks.report(task, dialect.callbacks, report);
	});

	const shared: Shared = {
		options,
		tasks,
		media,
		uploads,
		fileUrl: (path) => `${filesUrl}${path}`,
		resultUrl(task, extension) {
			if (task.state !== 'succeeded' || task.steering.noUrl) return null;
			const age = Date.now() - (task.endedAtMs ?? 0);
			if (task.steering.lateUrlMs !== null && age < task.steering.lateUrlMs) return null;
			const path = `/results/${task.id}${extension === 'png' ? '-last' : ''}.${extension}`;
			const isSigned = SIGNING.has(task.provider);
			return `${filesUrl}${isSigned ? links.signed(path, options.resultLifetimeMs) : path}`;
		},
	};

	const mounts = PROVIDERS.flatMap(({ id, places }) => {
		const provider = OPEN[id](shared);
		open[id] = provider;
		return places.flatMap(({ basePath, api, region }): Mount[] => {
			const dialect = provider[api];
			return dialect ? [{ basePath, dialect, region }] : [];
		});
	});

	function reset() {
		faults.clear();
		callbacks.clear();
		tasks.clear();
		uploads.clear();
		stats.reset();
		for (const { reset: forget } of Object.values(open)) forget?.();
	}

	function passOn(task: Task, operation: string) {
		const shape = shapeOf(task);
		const dialect = open[task.provider]?.main;
		if (shape === null || !dialect) return null;
		return relayedReply(shape, operation, passedOn(task, dialect.taskBody(task)));
	}

	const admin = createAdmin({ stats, faults, tasks, reset });
	const files = await listen(
		createFileHost({ options, tasks, stats, faults, links, uploads }),
		options.filePort,
		options.host,
	);
	filesUrl = `http://${options.host}:${files.port}`;
	const api = await listen(
		createApi({ mounts, options, stats, faults, tasks, admin, passOn }),
		options.port,
		options.host,
	).catch(async (error) => {
		await files.close();
		throw error;
	});
	const apiUrl = `http://${options.host}:${api.port}`;

	return {
		apiUrl,
		filesUrl,
		baseUrls: Object.fromEntries(
			PROVIDERS.flatMap(({ places }) =>
				places.map(({ name, basePath }) => [name, apiUrl + basePath]),
			),
		) as Record<PlaceName, string>,
		keys: KEYS,
		secondKeys: SECOND_KEYS,
		emptyKeys: EMPTY_KEYS,
		mediaNames: MEDIA_NAMES,
		/** The address of one of mediaNames. */
		mediaUrl: (name: string) => `${filesUrl}/media/${name}`,
		/** The address of a path below the option publicDir. */
		publicUrl: (path: string) => `${filesUrl}/public/${path}`,
		addFault: faults.add,
		clearFaults: faults.clear,
		stats: stats.read,
		/** What reached the sandbox, oldest first. */
		requests: (
			filter: { provider?: string; operation?: string; taskId?: string } = {},
		): RequestRecord[] =>
			stats
				.records()
				.filter(
					(record) =>
						(filter.provider === undefined || record.provider === filter.provider) &&
						(filter.operation === undefined || record.operation === filter.operation) &&
						(filter.taskId === undefined || record.taskId === filter.taskId),
				),
		tasks: tasks.all,
		age: tasks.age,
		/** All providers sign with new keys from now on. */
		rotateSigningKeys() {
			for (const { rotate } of Object.values(open)) rotate?.();
		},
		reset,
		/** Closes everything at once; open requests are cut. */
		async stop() {
			tasks.clear();
			callbacks.clear();
			await Promise.all([media.close(), callbacks.close(), api.close(), files.close()]);
		},
	};
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;
