'use strict';

/**
 * Runs workflows on n8n's own engine (n8n-core's WorkflowExecute), without a server or a database.
 *
 *     const { createEngine } = require('../tools/engine');
 *     const engine = await createEngine({
 *         nodeTypes: { 'n8n-nodes-seedance.seedanceGenerate': new SeedanceGenerate() },
 *         credentialTypes: { seedanceEvoLinkApi: new SeedanceEvoLinkApi() },
 *         credentials: { seedanceEvoLinkApi: { apiKey: '…', baseUrl: '…' } },
 *     });
 *     const result = await engine.runNode({
 *         type: 'n8n-nodes-seedance.seedanceGenerate',
 *         parameters: { prompt: '={{ $json.prompt }}' },
 *         items: [{ json: { prompt: 'A paper boat' } }],
 *     });
 *     result.status; result.items('Node'); result.error;
 *     await engine.close();
 *
 * Real: items and pairing, expressions, Retry On Fail, On Error, waiting and both resumes, Stop,
 * Retry execution, HTTP helpers, binary store on disk, static data, deduplication, contexts of
 * triggers. Not offered: sub-workflows, task runners, AI tools.
 */

const { createNodeTypes } = require('./builtins');
const { installDeduplication, memoryDedupeStorage, fileDedupeStorage } = require('./dedupe');
const { acquirePlatform, releasePlatform } = require('./environment');
const { exchange } = require('./exchange');
const lifecycle = require('./lifecycle');
const { createBinaryStore } = require('./binaries');
const { createTrigger } = require('./trigger');
const { listen } = require('./server');

/**
 * @typedef {import('./execution').RunResult} RunResult
 * @typedef {import('./execution').SavedExecution} SavedExecution
 * @typedef {import('./execution').WorkflowDefinition} WorkflowDefinition
 * @typedef {import('./execution').Watchers} Watchers
 *
 * @typedef {object} EngineOptions
 * @property {Record<string, any>} nodeTypes node instances by full type name
 * @property {Record<string, any>} [credentialTypes] credential type instances by name
 * @property {Record<string, any>} [credentials] plain data by credential type (or by credential id)
 * @property {string} [instanceBaseUrl] where this "n8n" can be reached, without a trailing slash
 * @property {string} [userFolder] n8n's folder; counts for the first engine of the process only
 * @property {import('./dedupe').DedupeStorage} [dedupe] memory unless told; see fileDedupeStorage
 *
 * @typedef {object} EngineState
 * @property {import('./environment').Platform} platform
 * @property {ReturnType<typeof createNodeTypes>} nodeTypes
 * @property {Record<string, any>} credentialTypes
 * @property {Record<string, any>} credentials
 * @property {string} instanceBaseUrl
 * @property {import('./dedupe').DedupeStorage} dedupe
 * @property {any[]} messages what nodes printed to the editor's console
 * @property {{ exchange: typeof exchange }} http
 * @property {() => string} nextExecutionId
 * @property {Map<string, import('./execution').ExecutionRecord>} executions by execution id
 * @property {Map<string, (incoming: any) => Promise<import('./trigger').WebhookOutcome>>} routes by method and path
 * @property {any[]} emitted items that webhooks of activated triggers have started workflows with
 *
 * @typedef {object} NodeRun one node behind a start node
 * @property {string} type
 * @property {Record<string, any>} [parameters]
 * @property {any[]} [items]
 * @property {string} [name] `Node` unless told
 * @property {Record<string, any>} [settings] node settings: `onError`, `retryOnFail`, `maxTries`, `waitBetweenTries`, …
 * @property {import('n8n-workflow').WorkflowExecuteMode} [mode]
 * @property {any} [staticData]
 * @property {string} [workflowId]
 */

let engineCount = 0;

/**
 * A workflow of a start node and one node, which is what most tests need.
 *
 * @param {Pick<NodeRun, 'type' | 'parameters' | 'name' | 'settings' | 'workflowId'>} node
 * @returns {WorkflowDefinition}
 */
function singleNodeWorkflow({ type, parameters = {}, name = 'Node', settings = {}, workflowId }) {
	return {
		id: workflowId ?? 'workflow-1',
		nodes: [
			{
				id: 'start-node',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{ id: 'the-node', name, type, typeVersion: 1, position: [200, 0], parameters, ...settings },
		],
		connections: { Start: { main: [[{ node: name, type: 'main', index: 0 }]] } },
	};
}

/** @param {EngineOptions} options */
async function createEngine(options) {
	const platform = await acquirePlatform(options.userFolder);
	installDeduplication(platform.core);
	engineCount += 1;
	const engineNumber = engineCount;
	let executionCount = 0;
	/** @type {EngineState} */
	const state = {
		platform,
		nodeTypes: createNodeTypes(options.nodeTypes),
		credentialTypes: options.credentialTypes ?? {},
		credentials: { ...options.credentials },
		instanceBaseUrl: options.instanceBaseUrl ?? 'http://localhost:5678',
		dedupe: options.dedupe ?? memoryDedupeStorage(),
		messages: [],
		http: { exchange },
		executions: new Map(),
		routes: new Map(),
		emitted: [],
		nextExecutionId: () => {
			executionCount += 1;
			return `${engineNumber * 100_000 + executionCount}`;
		},
	};
	/** @type {Set<{ close: () => Promise<void> }>} */
	const servers = new Set();

	return {
		platform,
		state,
		messages: state.messages,
		emitted: state.emitted,
		binaries: createBinaryStore(platform),

		/** @param {import('./lifecycle').RunOptions & Watchers} run */
		run: async (run) => await lifecycle.startRun(state, run),

		/** @param {NodeRun & Watchers} node */
		runNode: async (node) =>
			await lifecycle.startRun(state, {
				...node,
				workflow: singleNodeWorkflow(node),
				startItems: node.items,
			}),

		/** The deadline of a waiting execution has come. @param {SavedExecution} saved @param {Watchers} [watchers] */
		resumeByTimer: async (saved, watchers) => await lifecycle.resumeByTimer(state, saved, watchers),

		/**
		 * A request has reached the resume address of a waiting execution.
		 *
		 * @param {SavedExecution} saved
		 * @param {import('./lifecycle').WaitingRequest} [request]
		 * @param {Watchers} [watchers]
		 */
		resumeByWebhook: async (saved, request, watchers) =>
			await lifecycle.resumeByWebhook(state, saved, request ?? {}, watchers),

		/**
		 * How an execution stands that may have been resumed over HTTP in the meantime.
		 *
		 * @param {string} executionId
		 */
		execution: (executionId) => state.executions.get(executionId),

		/**
		 * The user has pressed "Retry execution".
		 *
		 * @param {SavedExecution} saved
		 * @param {Watchers & { workflow?: WorkflowDefinition, staticData?: any }} [retry]
		 */
		retry: async (saved, retry) => await lifecycle.retryExecution(state, saved, retry),

		/**
		 * A trigger node of an activated workflow.
		 *
		 * @param {import('./trigger').TriggerOptions} trigger
		 */
		trigger: (trigger) => createTrigger(state, trigger),

		/**
		 * Serves this engine's webhook addresses on 127.0.0.1 and makes them its instanceBaseUrl.
		 *
		 * @param {{ port?: number }} [server]
		 */
		listen: async (server) => {
			const listening = await listen(state, server);
			servers.add(listening);
			return listening;
		},

		/** Closes servers and, with the last engine of the process, removes its temporary files. */
		close: async () => {
			await Promise.all([...servers].map(async (server) => await server.close()));
			servers.clear();
			releasePlatform();
		},
	};
}

module.exports = { createEngine, fileDedupeStorage, memoryDedupeStorage, singleNodeWorkflow };
