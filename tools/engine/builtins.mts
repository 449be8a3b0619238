/**
 * Stand-ins for the few n8n-nodes-base nodes that example workflows use. The real package is
 * large and not needed: these only pass their input on, which is all the examples ask of them.
 */

import { workflowPackage } from './workflowPackage.mts';
import type {
	IExecuteFunctions as ExecuteFunctions,
	INodeType as NodeType,
	INodeTypes,
} from 'n8n-workflow';

const { NodeConnectionTypes } = workflowPackage;

/** A node that hands its input on. */
export function passThrough(
	name: string,
	displayName: string,
	options: { isStart?: boolean } = {},
): NodeType {
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
		async execute(this: ExecuteFunctions) {
			return [this.getInputData()];
		},
	};
}

const BUILTIN_NODE_TYPES: Record<string, NodeType> = {
	'n8n-nodes-base.manualTrigger': passThrough('manualTrigger', 'Manual Trigger', {
		isStart: true,
	}),
	'n8n-nodes-base.scheduleTrigger': passThrough('scheduleTrigger', 'Schedule Trigger', {
		isStart: true,
	}),
	'n8n-nodes-base.noOp': passThrough('noOp', 'No Operation, do nothing'),
	'n8n-nodes-base.stickyNote': passThrough('stickyNote', 'Sticky Note'),
};

/** n8n's node type registry over a plain map of `package.type` to node. */
export function createNodeTypes(
	nodeTypes: Record<string, NodeType>,
): INodeTypes & { known: Record<string, NodeType> } {
	const known: Record<string, NodeType> = { ...BUILTIN_NODE_TYPES, ...nodeTypes };
	return {
		known,
		getByName: (name) => known[name],
		getByNameAndVersion: (name) => known[name],
		getKnownTypes: () => ({}),
	};
}
