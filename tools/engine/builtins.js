'use strict';

/**
 * Stand-ins for the few n8n-nodes-base nodes that example workflows use. The real package is
 * large and not needed: these only pass their input on, which is all the examples ask of them.
 */

const { NodeConnectionTypes } = require('n8n-workflow');

/**
 * @typedef {import('n8n-workflow').IExecuteFunctions} ExecuteFunctions
 * @typedef {import('n8n-workflow').INodeType} NodeType
 */

/**
 * @param {string} name
 * @param {string} displayName
 * @param {{ isStart?: boolean }} [options]
 * @returns {NodeType}
 */
function passThrough(name, displayName, options = {}) {
	return {
		description: {
			name,
			displayName,
			group: options.isStart ? ['trigger'] : ['transform'],
			version: [1, 1.1, 1.2, 1.3, 2, 3],
			description: displayName,
			defaults: { name: displayName },
			inputs: options.isStart ? [] : [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		/** @this {ExecuteFunctions} */
		async execute() {
			return [this.getInputData()];
		},
	};
}

/** @type {Record<string, NodeType>} */
const BUILTIN_NODE_TYPES = {
	'n8n-nodes-base.manualTrigger': passThrough('manualTrigger', 'Manual Trigger', {
		isStart: true,
	}),
	'n8n-nodes-base.scheduleTrigger': passThrough('scheduleTrigger', 'Schedule Trigger', {
		isStart: true,
	}),
	'n8n-nodes-base.noOp': passThrough('noOp', 'No Operation, do nothing'),
	'n8n-nodes-base.stickyNote': passThrough('stickyNote', 'Sticky Note'),
};

/**
 * n8n's node type registry over a plain map of `package.type` to node.
 *
 * @param {Record<string, NodeType>} nodeTypes
 * @returns {import('n8n-workflow').INodeTypes & { known: Record<string, NodeType> }}
 */
function createNodeTypes(nodeTypes) {
	/** @type {Record<string, NodeType>} */
	const known = { ...BUILTIN_NODE_TYPES, ...nodeTypes };
	return {
		known,
		getByName: (name) => known[name],
		getByNameAndVersion: (name) => known[name],
		getKnownTypes: () => ({}),
	};
}

module.exports = { BUILTIN_NODE_TYPES, createNodeTypes, passThrough };
