'use strict';

const fs = require('fs');
const path = require('path');
const { SeedanceDownload } = require('../../nodes/SeedanceDownload/SeedanceDownload.node');
const { SeedanceGenerate } = require('../../nodes/SeedanceGenerate/SeedanceGenerate.node');
const { GENERATE, openLab } = require('../support/lab');

/** @typedef {import('../support/lab').ProviderId} ProviderId */

const DOWNLOAD = 'n8n-nodes-seedance.seedanceDownload';

/** How the engine adds Seedance Download to the usual laboratory. */
const ENGINE_OPTIONS = {
	nodeTypes: { [GENERATE]: new SeedanceGenerate(), [DOWNLOAD]: new SeedanceDownload() },
};

/**
 * @param {string} folder
 * @returns {string[]} names of all files in it
 */
function filesIn(folder) {
	return fs
		.readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => entry.name);
}

/** @param {Parameters<typeof openLab>[0]} [sandboxOptions] */
async function openDownloadLab(sandboxOptions = {}) {
	const lab = await openLab({ jobMs: 20, queueMs: 5, ...sandboxOptions }, ENGINE_OPTIONS);
	const fileRequests = () => lab.sandbox.requests(/** @type {any} */ ({ provider: 'files' }));
	return {
		...lab,

		/** Files of n8n's user folder that hold (parts of) videos. */
		storedFiles: () => filesIn(lab.engine.platform.userFolder).filter((name) => name !== 'config'),

		/** Requests that reached the host of the files since the last reset. */
		fileRequests,

		/** The canary: whatever a test does, no key may reach the host of the files. */
		expectNoKeyAtFiles() {
			expect(lab.sandbox.stats().leakedKeys).toBe(0);
			for (const request of fileRequests()) {
				expect(request.headers.authorization).toBeUndefined();
			}
		},

		/**
		 * Orders videos and lets them be made, without waiting for them in the node.
		 *
		 * @param {ProviderId} provider
		 * @param {string[]} prompts
		 * @param {Record<string, any>} [parameters]
		 * @returns {Promise<any[]>} json of the items
		 */
		async order(provider, prompts, parameters = {}) {
			const { error, items } = await lab.generate(provider, {
				parameters: { completion: 'submit', prompt: '={{ $json.prompt }}', ...parameters },
				rows: prompts.map((prompt) => ({ prompt })),
			});
			if (error !== undefined) throw error;
			const ordered = items('Node').map((/** @type {any} */ item) => item.json);
			await new Promise((resolve) => setTimeout(resolve, 120));
			return ordered;
		},

		/**
		 * @param {ProviderId} provider
		 * @param {any[]} rows json of the input items
		 * @param {{ parameters?: Record<string, any>, settings?: any, signal?: AbortSignal, items?: any[] }} [run]
		 * @returns {Promise<any>}
		 */
		async download(provider, rows, run = {}) {
			const { parameters = {}, items, ...rest } = run;
			return await lab.engine.runNode({
				type: DOWNLOAD,
				parameters: { ...parameters, provider },
				items: items ?? rows.map((json) => ({ json })),
				...rest,
			});
		},
	};
}

/** @param {'landscape' | 'portrait' | 'square'} name */
const clip = (name) => fs.readFileSync(path.join(__dirname, `../../sandbox/clips/${name}.mp4`));

module.exports = { DOWNLOAD, clip, openDownloadLab };
