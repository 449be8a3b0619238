const { createArk } = require('./ark/routes');
const { createAdmin } = require('./engine/admin');
const { createCallbacks } = require('./engine/callbacks');
const { createFaults } = require('./engine/faults');
const { createFileHost } = require('./engine/files');
const { listen } = require('./engine/http');
const { EMPTY_KEYS, KEYS } = require('./engine/keys');
const { createMedia } = require('./engine/media');
const { readOptions } = require('./engine/options');
const { MEDIA_NAMES } = require('./engine/pictures');
const { createLinks } = require('./engine/results');
const { createApi } = require('./engine/server');
const { createStats } = require('./engine/stats');
const { createTasks } = require('./engine/tasks');
const { createEvoLink } = require('./evolink/routes');
const { createInk } = require('./ink/routes');
const { createTwelveAi } = require('./twelveai/routes');

/**
 * What every dialect is given.
 *
 * @typedef {object} Shared
 * @property {import('./engine/options').SandboxOptions} options
 * @property {import('./engine/tasks').Tasks} tasks
 * @property {import('./engine/media').Media} media
 * @property {Map<string, import('./engine/pictures').StoredFile>} uploads
 * @property {(path: string) => string} fileUrl absolute address on the file host
 * @property {(task: import('./engine/types').Task, extension: 'mp4' | 'png') => string | null} resultUrl
 */

/** Where each provider answers, below the API address. */
const BASE_PATHS = {
	evolink: '/evolink',
	evolinkFiles: '/evolink-files',
	ark: '/ark/api/v3',
	arkInternational: '/byteplus/api/v3',
	twelveAi: '/twelveai',
	ink: '/ink',
};

/**
 * Starts the stand-in for the four providers and its file host.
 *
 * @param {Partial<import('./engine/options').SandboxOptions>} [given]
 * @throws when a port is taken or an option is unknown
 */
async function startSandbox(given = {}) {
	const options = readOptions(given);
	const stats = createStats();
	const faults = createFaults();
	const links = createLinks();
	const media = createMedia(options);
	const callbacks = createCallbacks(options, stats.calledBack);
	/** @type {Map<string, import('./engine/pictures').StoredFile>} */
	const uploads = new Map();
	/** @type {Partial<Record<import('./engine/types').ProviderId, import('./engine/types').Dialect>>} */
	const dialects = {};
	let filesUrl = '';

	const tasks = createTasks(options, (task, previous) => {
		stats.taskChanged(task, previous);
		const dialect = dialects[task.provider];
		if (dialect) callbacks.report(task, dialect.callbacks, dialect.taskBody(task));
	});

	/** @type {Shared} */
	const shared = {
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
			const isSigned = task.provider === 'ark' || task.provider === 'evolink';
			return `${filesUrl}${isSigned ? links.signed(path, options.resultLifetimeMs) : path}`;
		},
	};

	const evolink = createEvoLink(shared);
	dialects.evolink = evolink.main;
	dialects.ark = createArk(shared);
	dialects.twelveAi = createTwelveAi(shared);
	dialects.ink = createInk(shared);
	/** @type {import('./engine/types').Mount[]} */
	const mounts = [
		{ basePath: BASE_PATHS.evolinkFiles, dialect: evolink.files, region: null },
		{ basePath: BASE_PATHS.evolink, dialect: evolink.main, region: null },
		{ basePath: BASE_PATHS.ark, dialect: dialects.ark, region: 'china' },
		{ basePath: BASE_PATHS.arkInternational, dialect: dialects.ark, region: 'international' },
		{ basePath: BASE_PATHS.twelveAi, dialect: dialects.twelveAi, region: null },
		{ basePath: BASE_PATHS.ink, dialect: dialects.ink, region: null },
	];

	function reset() {
		faults.clear();
		callbacks.clear();
		tasks.clear();
		uploads.clear();
		stats.reset();
		evolink.reset();
	}

	const admin = createAdmin({ stats, faults, tasks, reset });
	const files = await listen(
		createFileHost({ options, tasks, stats, faults, links, uploads }),
		options.filePort,
		options.host,
	);
	filesUrl = `http://${options.host}:${files.port}`;
	const api = await listen(
		createApi({ mounts, options, stats, faults, tasks, admin }),
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
		baseUrls: {
			evolink: apiUrl + BASE_PATHS.evolink,
			evolinkFiles: apiUrl + BASE_PATHS.evolinkFiles,
			ark: apiUrl + BASE_PATHS.ark,
			arkInternational: apiUrl + BASE_PATHS.arkInternational,
			twelveAi: apiUrl + BASE_PATHS.twelveAi,
			ink: apiUrl + BASE_PATHS.ink,
		},
		keys: KEYS,
		emptyKeys: EMPTY_KEYS,
		mediaNames: MEDIA_NAMES,
		/** @param {string} name one of mediaNames */
		mediaUrl: (name) => `${filesUrl}/media/${name}`,
		/** @param {string} path below the option publicDir */
		publicUrl: (path) => `${filesUrl}/public/${path}`,
		addFault: faults.add,
		clearFaults: faults.clear,
		stats: stats.read,
		/**
		 * @param {{ provider?: string, operation?: string, taskId?: string }} [filter]
		 * @returns {import('./engine/stats').RequestRecord[]} oldest first
		 */
		requests: (filter = {}) =>
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
		reset,
		/** Closes everything at once; open requests are cut. */
		async stop() {
			tasks.clear();
			callbacks.clear();
			await Promise.all([media.close(), callbacks.close(), api.close(), files.close()]);
		},
	};
}

/** @typedef {Awaited<ReturnType<typeof startSandbox>>} Sandbox */

module.exports = { startSandbox };
