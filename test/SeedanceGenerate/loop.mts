import { GENERATE } from '../support/lab.mts';
import type { INodeParameters } from 'n8n-workflow';
import type { WorkflowDefinition } from '../../tools/engine/execution.mts';
import type { NodeParameters, NodeSettings } from '../support/lab.mts';

const to = (...names: string[]) => ({
	main: [names.map((node) => ({ node, type: 'main' as const, index: 0 }))],
});

const node = (name: string, type: string, parameters: INodeParameters = {}) => ({
	...{ id: name, name, type, parameters, typeVersion: 1 },
	position: [0, 0] as [number, number],
});

/** Several ways lead to the node, so n8n runs it several times in one execution, as in a loop. */
export function loopWorkflow(
	passes: number,
	parameters: NodeParameters,
	settings: NodeSettings = {},
): WorkflowDefinition {
	const ways = Array.from({ length: passes }, (_, index) => `Way ${index + 1}`);
	const options = { pollInterval: 1, ...parameters.options };
	return {
		id: 'loop',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger'),
			...ways.map((way) => node(way, 'n8n-nodes-base.noOp')),
			{ ...node('Node', GENERATE, { ...parameters, options }), ...settings },
		],
		connections: {
			Start: to(...ways),
			...Object.fromEntries(ways.map((way) => [way, to('Node')])),
		},
	};
}
