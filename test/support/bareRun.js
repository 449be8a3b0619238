'use strict';

const { createAdditionalData, createWorkflow } = require('../../tools/engine/execution');
const { singleNodeWorkflow } = require('../../tools/engine');

/**
 * Runs a node on n8n's own context, but without the engine around it, which mends what a node leaves out: it pairs
 * items by itself where it can, and moves errors.
 *
 * @param {Awaited<ReturnType<typeof import('../../tools/engine').createEngine>>} engine
 * @param {object} run
 * @param {string} run.type
 * @param {Record<string, any>} run.parameters
 * @param {any[]} run.items
 * @param {Record<string, any>} [run.settings] of the node, such as onError
 * @param {AbortSignal} [run.signal] Stop
 * @returns {Promise<import('n8n-workflow').INodeExecutionData[]>} what the node itself gives
 */
async function bareRun(engine, { type, parameters, items, settings, signal }) {
	const { core, workflow: n8n } = engine.platform;
	const definition = singleNodeWorkflow({ type, parameters, settings });
	const workflow = createWorkflow(engine.state, definition, {});
	const node = workflow.getNode('Node');
	if (node === null) throw new Error('The workflow has lost its node');
	const mode = 'trigger';
	const executionId = engine.state.nextExecutionId();
	const entry = { node, data: { main: [items] }, source: null };
	const context = new core.ExecuteContext(
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
	/** @type {any} */
	const nodeType = engine.state.nodeTypes.getByNameAndVersion(type);
	const [output] = await nodeType.execute.call(context);
	return output;
}

module.exports = { bareRun };
