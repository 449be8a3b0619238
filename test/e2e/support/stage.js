'use strict';

const path = require('path');
const { startSandbox } = require('../../../sandbox');
const { N8nClient } = require('../../../tools/n8n/client');
const { ensureCredentials, withCredentials } = require('../../../tools/n8n/examples');

/**
 * What a test plays on: an n8n, a sandbox of its own and the four accounts in that n8n.
 *
 * @typedef {object} Stage
 * @property {N8nClient} client
 * @property {import('../../../sandbox').Sandbox} sandbox
 * @property {(workflow: any) => Promise<any>} save creates a workflow with the accounts chosen
 * @property {() => Promise<void>} close
 */

const EXAMPLES = path.resolve(__dirname, '..', '..', '..', 'examples');

/** @returns {N8nClient} of the n8n that globalSetup started, in the session that it signed in */
function sharedClient() {
	const { SEEDANCE_E2E_URL: url, SEEDANCE_E2E_COOKIE: cookie } = process.env;
	if (!url || !cookie) throw new Error('Run these tests with: npm run test:e2e');
	return new N8nClient(url, cookie);
}

/**
 * @param {Partial<import('../../../sandbox/engine/options').SandboxOptions>} [options]
 * @param {N8nClient} [ownClient] of a server that the test has started itself
 * @returns {Promise<Stage>}
 */
async function openStage(options = {}, ownClient = undefined) {
	const client = ownClient ?? sharedClient();
	const sandbox = await startSandbox({ jobMs: 1000, publicDir: EXAMPLES, ...options });
	const saved = await ensureCredentials(client, sandbox);
	return {
		client,
		sandbox,
		save: async (workflow) => await client.createWorkflow(withCredentials(workflow, saved)),
		close: async () => await sandbox.stop(),
	};
}

const START = 'Start';
let counter = 0;

/**
 * A workflow of nodes in a row, beginning with a manual trigger.
 *
 * @param {string} name
 * @param {Array<{ name: string, type: string, parameters?: any, typeVersion?: number, [more: string]: any }>} nodes
 * @param {{ rows?: any[], start?: { name: string, type: string, parameters?: any, [more: string]: any } }} [options] rows are pinned to the start
 */
function chain(name, nodes, { rows = [{}], start } = {}) {
	const first = start ?? { name: START, type: 'n8n-nodes-base.manualTrigger' };
	const all = [first, ...nodes].map((node, index) => ({
		id: `e2e00000-0000-4000-8000-${String(++counter).padStart(12, '0')}`,
		typeVersion: 1,
		position: [index * 220, 0],
		parameters: {},
		...node,
	}));
	/** @type {Record<string, any>} */
	const connections = {};
	all.slice(0, -1).forEach((node, index) => {
		connections[node.name] = { main: [[{ node: all[index + 1].name, type: 'main', index: 0 }]] };
	});
	return {
		name: `${name} ${counter}`,
		nodes: all,
		connections,
		settings: { executionOrder: 'v1' },
		pinData: start === undefined ? { [START]: rows.map((json) => ({ json })) } : {},
	};
}

/**
 * Seedance Generate as a user would set it for a quick text video.
 *
 * @param {Record<string, any>} parameters
 * @param {Record<string, any>} [more] of the node, for example onError
 */
function generate(parameters, more = {}) {
	return {
		name: 'Generate',
		type: 'n8n-nodes-seedance.seedanceGenerate',
		parameters: {
			provider: 'evolink',
			prompt: 'A paper boat drifts along a gutter, the camera follows.',
			options: { pollInterval: 1 },
			...parameters,
		},
		...more,
	};
}

/** @param {Record<string, any>} parameters @param {Record<string, any>} [more] */
function download(parameters, more = {}) {
	return {
		name: 'Download',
		type: 'n8n-nodes-seedance.seedanceDownload',
		parameters: { provider: 'evolink', options: {}, ...parameters },
		...more,
	};
}

/**
 * Runs a saved workflow by hand, from its manual trigger to its end.
 *
 * @param {Stage} stage
 * @param {{ id: string }} workflow
 * @param {{ states?: string[], timeoutMs?: number }} [wish]
 */
async function runToEnd(stage, workflow, wish) {
	const { executionId } = await stage.client.run(workflow, { triggerToStartFrom: { name: START } });
	return await stage.client.untilEnded(String(executionId), wish);
}

const PROVIDERS = /** @type {const} */ (['evolink', 'ark', 'twelveAi', 'ink']);

module.exports = { PROVIDERS, START, chain, download, generate, openStage, runToEnd, sharedClient };
