'use strict';

const { createEngine } = require('../../tools/engine');
const { sandboxCredentials } = require('../../tools/demo/run');
const { startSandbox } = require('../../sandbox');
const { SeedanceArkApi } = require('../../credentials/SeedanceArkApi.credentials');
const { SeedanceEvoLinkApi } = require('../../credentials/SeedanceEvoLinkApi.credentials');
const { SeedanceInkApi } = require('../../credentials/SeedanceInkApi.credentials');
const { SeedanceTwelveAiApi } = require('../../credentials/SeedanceTwelveAiApi.credentials');
const { SeedanceGenerate } = require('../../nodes/SeedanceGenerate/SeedanceGenerate.node');

/**
 * The node under test on n8n's own engine, against a sandbox of its own.
 *
 * @typedef {'evolink' | 'ark' | 'twelveAi' | 'ink'} ProviderId
 *
 * @typedef {object} GenerateRun
 * @property {Record<string, any>} [parameters] over `{ provider, options: { pollInterval: 1 } }`
 * @property {any[]} [rows] json of the input items
 * @property {any[]} [items] whole input items, instead of rows
 * @property {Record<string, any>} [settings] node settings such as onError
 * @property {any} [staticData]
 * @property {'manual' | 'trigger'} [mode]
 * @property {(handle: any) => void} [onStart]
 * @property {AbortSignal} [signal] Stop
 */

const GENERATE = 'n8n-nodes-seedance.seedanceGenerate';
/** @type {ProviderId[]} */
const PROVIDER_IDS = ['evolink', 'ark', 'twelveAi', 'ink'];

const CREDENTIAL_TYPES = {
	seedanceEvoLinkApi: new SeedanceEvoLinkApi(),
	seedanceArkApi: new SeedanceArkApi(),
	seedanceTwelveAiApi: new SeedanceTwelveAiApi(),
	seedanceInkApi: new SeedanceInkApi(),
};

/**
 * @param {Parameters<typeof startSandbox>[0]} [sandboxOptions]
 * @param {Partial<Parameters<typeof createEngine>[0]>} [engineOptions]
 */
async function openLab(sandboxOptions = {}, engineOptions = {}) {
	const sandbox = await startSandbox({ jobMs: 60, ...sandboxOptions });
	const engine = await createEngine({
		nodeTypes: { [GENERATE]: new SeedanceGenerate() },
		credentialTypes: CREDENTIAL_TYPES,
		credentials: sandboxCredentials(sandbox),
		...engineOptions,
	});
	return {
		sandbox,
		engine,

		/**
		 * Runs Seedance Generate once.
		 *
		 * @param {ProviderId} provider
		 * @param {GenerateRun} [run]
		 */
		async generate(provider, run = {}) {
			const { parameters = {}, rows = [{}], items, ...rest } = run;
			return await engine.runNode({
				type: GENERATE,
				parameters: {
					prompt: 'A paper boat drifts down a stream',
					...parameters,
					provider,
					options: { pollInterval: 1, ...parameters.options },
				},
				items: items ?? rows.map((json) => ({ json })),
				...rest,
			});
		},

		/**
		 * Requests that reached a provider since the last reset.
		 *
		 * @param {ProviderId} provider
		 * @param {string} [operation]
		 */
		requests: (provider, operation) =>
			sandbox.requests(/** @type {any} */ ({ provider, ...(operation && { operation }) })),

		async close() {
			await engine.close();
			await sandbox.stop();
		},
	};
}

module.exports = {
	CREDENTIAL_TYPES,
	credentialsFor: sandboxCredentials,
	GENERATE,
	PROVIDER_IDS,
	openLab,
};
