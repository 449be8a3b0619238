'use strict';

const { createAdditionalData, createWorkflow } = require('../../tools/engine/execution');
const { singleNodeWorkflow } = require('../../tools/engine');

/**
 * A node on n8n's own context, but without the engine around it, which mends what a node leaves out: it pairs items by
 * itself where it can, and moves errors.
 *
 * @typedef {object} BareRun
 * @property {string} type
 * @property {Record<string, any>} parameters
 * @property {any[]} [items]
 * @property {Record<string, any>} [settings] of the node, such as onError
 * @property {AbortSignal} [signal] Stop
 *
 * @typedef {Awaited<ReturnType<typeof import('../../tools/engine').createEngine>>} Engine
 */

/**
 * @param {Engine} engine
 * @param {BareRun} run
 * @returns {import('n8n-workflow').IExecuteFunctions}
 */
function bareContext(engine, { type, parameters, items = [{ json: {} }], settings, signal }) {
	const { core, workflow: n8n } = engine.platform;
	const definition = singleNodeWorkflow({ type, parameters, settings });
	const workflow = createWorkflow(engine.state, definition, {});
	const node = workflow.getNode('Node');
	const mode = 'trigger';
	const executionId = engine.state.nextExecutionId();
	const entry = /** @type {any} */ ({ node, data: { main: [items] }, source: null });
	return new core.ExecuteContext(
		workflow,
		node,
		createAdditionalData(engine.state, { executionId, mode, definition }),
		mode,
		n8n.createRunExecutionData({ executionData: { nodeExecutionStack: [entry] } }),
		0,
		items,
		entry.data,
		entry,
		[],
		signal,
	);
}

/**
 * @param {Engine} engine
 * @param {BareRun} run
 * @returns {Promise<import('n8n-workflow').INodeExecutionData[]>} what the node itself gives
 */
async function bareRun(engine, run) {
	/** @type {any} */
	const nodeType = engine.state.nodeTypes.getByNameAndVersion(run.type);
	const [output] = await nodeType.execute.call(bareContext(engine, run));
	return output;
}

module.exports = { bareContext, bareRun };
