'use strict';

const { SeedanceTaskTrigger } = require('../../nodes/SeedanceTaskTrigger/SeedanceTaskTrigger.node');
const { PROCESS } = require('../../nodes/SeedanceTaskTrigger/session');
const { buildCallbackUrl } = require('../../nodes/shared/callback/address');
const { createEngine } = require('../../tools/engine');
const { startSandbox } = require('../../sandbox');
const { requestFor } = require('../contract/requests');

/**
 * A trigger of an activated workflow on n8n's engine, with the sandbox as its provider.
 *
 * @typedef {import('../../nodes/shared/domain/vocabulary').ProviderId} ProviderId
 * @typedef {Awaited<ReturnType<typeof createEngine>>} Engine
 * @typedef {Awaited<ReturnType<typeof startSandbox>>} Sandbox
 */

/** @type {Record<ProviderId, string>} */
const CREDENTIALS = {
	evolink: 'SeedanceEvoLinkApi',
	ark: 'SeedanceArkApi',
	twelveAi: 'SeedanceTwelveAiApi',
	ink: 'SeedanceInkApi',
};

/** @param {string} className */
function typeNameOf(className) {
	return className.charAt(0).toLowerCase() + className.slice(1);
}

let workflowCount = 0;

/** @param {Partial<import('../../sandbox/engine/options').SandboxOptions>} [options] */
async function openWorld(options = {}) {
	const sandbox = await startSandbox({
		fetchMedia: false,
		jobMs: 60,
		parallel: 1000,
		callbackRetryMs: 60,
		creditsPerAccount: 1e9,
		...options,
	});
	/** @type {Record<string, any>} */
	const credentialTypes = {};
	/** @type {Record<string, any>} */
	const credentials = {};
	for (const [provider, className] of Object.entries(CREDENTIALS)) {
		const module = require(`../../credentials/${className}.credentials`);
		const name = typeNameOf(className);
		credentialTypes[name] = new module[className]();
		const id = /** @type {ProviderId} */ (provider);
		credentials[name] = { apiKey: sandbox.keys[id], baseUrl: sandbox.baseUrls[id] };
		if (id === 'ark') credentials[name].region = 'custom';
	}
	const engine = await createEngine({
		nodeTypes: { 'n8n-nodes-seedance.seedanceTaskTrigger': new SeedanceTaskTrigger() },
		credentialTypes,
		credentials,
	});
	await engine.listen();

	return {
		sandbox,
		engine,

		/**
		 * @param {ProviderId} provider
		 * @param {Record<string, any>} [parameters]
		 * @param {{ staticData?: any, credentials?: any }} [rest]
		 */
		trigger(provider, parameters = {}, rest = {}) {
			workflowCount += 1;
			return engine.trigger({
				nodeName: 'Trigger',
				workflow: {
					id: `workflow-${workflowCount}`,
					nodes: [
						{
							id: 'trigger-node',
							name: 'Trigger',
							type: 'n8n-nodes-seedance.seedanceTaskTrigger',
							typeVersion: 1,
							position: [0, 0],
							webhookId: `hook-${workflowCount}`,
							parameters: { provider, ...parameters },
						},
					],
					connections: {},
				},
				...rest,
			});
		},

		/**
		 * Submits a paid task, as Seedance Generate would.
		 *
		 * @param {ProviderId} provider
		 * @param {{ prompt?: string, callbackUrl?: string, model?: any, serviceTier?: string }} [wish]
		 * @returns {Promise<string>} the task id
		 */
		async submit(provider, { prompt, callbackUrl, model, serviceTier } = {}) {
			const built = requestFor(provider, {
				...(model === undefined ? {} : { model }),
				durationSeconds: 5,
				resolution: '720p',
				prompt: prompt ?? 'A paper boat',
				options: { callbackUrl, serviceTier },
			});
			const call = built.provider.create(built.request);
			const response = await fetch(sandbox.baseUrls[provider] + call.path, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					authorization: `Bearer ${sandbox.keys[provider]}`,
				},
				body: JSON.stringify(call.body),
			});
			const task = built.provider.readCreated(await response.json(), Date.now());
			if (task === null) throw new Error(`not accepted: ${response.status}`);
			return task.taskId;
		},

		/**
		 * @param {ProviderId} provider
		 * @param {string | undefined} base
		 * @param {any} metadata
		 */
		address(provider, base, metadata) {
			const parts = { metadata, apiKey: sandbox.keys[provider], provider };
			const built = buildCallbackUrl(String(base), parts);
			if ('problem' in built) throw new Error(built.problem.message);
			return built.url;
		},

		/** @param {string} taskId */
		async ended(taskId) {
			await until(() =>
				sandbox.tasks().some(({ id, endedAtMs }) => id === taskId && endedAtMs !== null),
			);
		},

		/** @param {ProviderId} provider */
		reads: (provider) => sandbox.requests({ provider, operation: 'get' }).length,

		/** The process ends and begins again; what was not saved is gone. */
		restartProcess() {
			PROCESS.memory.clear();
			PROCESS.activations.clear();
		},

		async close() {
			await engine.close();
			await sandbox.stop();
		},
	};
}

/** @typedef {Awaited<ReturnType<typeof openWorld>>} World */

/** @param {() => boolean} isSo */
async function until(isSo) {
	for (let look = 0; look < 2000; look += 1) {
		if (isSo()) return;
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	throw new Error('It did not happen within twenty seconds');
}

/** @param {number} ms */
const pause = async (ms) => await new Promise((resolve) => setTimeout(resolve, ms));

/** The parameters of a trigger that watches the recent tasks of an account. */
const RECENT = { receive: 'polling', watch: 'recent' };

/** @param {any[] | null} items what a poll gave @returns {string[]} sorted task ids */
const idsOf = (items) => (items ?? []).map(({ json }) => String(json.taskId)).sort();

/**
 * Republishing and switching on again make n8n load the workflow anew.
 *
 * @param {ReturnType<World['trigger']>} trigger
 */
async function switchOnAgain(trigger) {
	await trigger.deactivate();
	trigger.restart();
	return await trigger.activate();
}

module.exports = { RECENT, idsOf, openWorld, pause, switchOnAgain, until };
