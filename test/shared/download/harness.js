'use strict';

const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const { acquirePlatform } = require('../../../tools/engine/environment');
const { createFileHost } = require('../../../nodes/shared/download/host');
const { VideoInspector } = require('../../../nodes/shared/download/inspect');
const { saveFile } = require('../../../nodes/shared/download/save');

/**
 * Downloads with n8n's own HTTP helper into n8n's own binary store, on a clock that runs fast.
 */

/** Sleeps are this many times shorter; stalls and pauses stay in proportion. */
const FASTER = 100;

const LOCATION = { type: 'execution', workflowId: 'download', executionId: 'test' };

/** @param {AbortSignal} [signal] */
function fastClock(signal) {
	return {
		now: () => Date.now(),
		random: () => 0.5,
		/** @param {number} ms */
		sleep: (ms) =>
			new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
				if (signal?.aborted) resolve();
				else setTimeout(resolve, Math.max(1, Math.min(ms, 500) / FASTER));
			}),
	};
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
	if (!fs.existsSync(folder)) return [];
	return fs
		.readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => entry.name);
}

async function createDownloads() {
	const platform = await acquirePlatform();
	const fromCore = createRequire(require.resolve('n8n-core'));
	const { OutboundHttp } = fromCore('@n8n/backend-network');
	const requests = platform.container.get(OutboundHttp).requests();
	const service = platform.container.get(platform.core.BinaryDataService);
	const host = createFileHost(
		/** @type {any} */ ({ helpers: { httpRequest: requests.request.bind(requests) } }),
	);
	const storage = path.join(platform.userFolder, '.n8n');
	return {
		host,
		/** Names of all files in the store, unfinished ones included. */
		storedFiles: () => filesIn(storage).filter((name) => !/^config$/.test(name)),
		clear: async () => await service.deleteMany([LOCATION]),
		/** @param {any} stored */
		read: async (stored) => /** @type {Buffer} */ (await service.getAsBuffer(stored)),
		/**
		 * @param {string} url
		 * @param {Partial<import('../../../nodes/shared/download/save').SaveSettings<any, any>> & { renew?: () => Promise<string | null>, verify?: boolean, expiredAfterHours?: () => number | null }} [how]
		 */
		save: async (url, how = {}) =>
			await saveFile({
				link: {
					url,
					renew: how.renew ?? (async () => null),
					expiredAfterHours: how.expiredAfterHours ?? (() => null),
				},
				host,
				clock: fastClock(how.stopSignal),
				stopSignal: undefined,
				privateAllowed: true,
				maxBytes: 50_000_000,
				stallMs: 3000,
				inspector: () => new VideoInspector(how.verify ?? true),
				describe: ({ mimeType }) => ({ fileName: 'clip.mp4', mimeType }),
				store: async (content, fileName, mimeType) =>
					await service.store(LOCATION, content, { fileName, mimeType, data: '' }),
				...how,
			}),
	};
}

module.exports = { createDownloads, fastClock };
