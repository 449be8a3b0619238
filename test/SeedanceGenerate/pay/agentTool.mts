import { createRequire } from 'node:module';
import path from 'node:path';
import { singleNodeWorkflow } from '../../../tools/engine/index.mts';
import { createAdditionalData, createWorkflow } from '../../../tools/engine/execution.mts';
import { GENERATE } from '../../support/lab.mts';
import type { INodeParameters } from 'n8n-workflow';
import type { TaskJson } from '../../support/items.mts';
import type { Lab, NodeSettings } from '../../support/lab.mts';

const require = createRequire(import.meta.url);

const CONTEXTS = path.join(
	path.dirname(require.resolve('n8n-core')),
	'execution-engine/node-execution-context',
);
const { makeHandleToolInvocation } = require(
	path.join(CONTEXTS, 'utils/get-input-connection-data.js'),
);
const { SupplyDataContext } = require(path.join(CONTEXTS, 'supply-data-context.js'));

let executions = 0;
let workflows = 0;

/** The first item, or the message of what was thrown. */
export type Said = Partial<TaskJson> & { message?: string };

export interface Tool {
	options?: INodeParameters;
	parameters?: INodeParameters;
	settings?: NodeSettings;
	/** Another execution of the same workflow has the same; a workflow of its own unless told. */
	workflowId?: string;
}

/** A workflow that no other test has used. */
export function newWorkflow(): string {
	workflows += 1;
	return `tools-${workflows}`;
}

/** The node as n8n hands it to an agent: a function that is called with the arguments of the model. */
export function agentTool(
	lab: Lab,
	{ options, parameters, settings, workflowId = newWorkflow() }: Tool = {},
): (prompt: string) => Promise<Said> {
	const { state } = lab.engine;
	const definition = singleNodeWorkflow({
		type: GENERATE,
		parameters: {
			provider: 'evolink',
			prompt: "={{ $fromAI('prompt') }}",
			options: { pollInterval: 1, ...options },
			...parameters,
		},
		settings,
		workflowId,
	});
	const workflow = createWorkflow(state, definition, {});
	const node = workflow.getNode('Node');
	const run = state.platform.workflow.createRunExecutionData({ executionData: {} });
	executions += 1;
	const executionId = `agent-${executions}`;
	const additional = createAdditionalData(state, { executionId, mode: 'trigger', definition });
	const contextFor = (runIndex: number) =>
		new SupplyDataContext(
			...[workflow, node, additional, 'trigger', run, runIndex, [], {}, 'ai_tool'],
			...[{ node, data: {}, source: null }, [], undefined, node],
		);
	const type = state.nodeTypes.getByNameAndVersion(GENERATE);
	const invoke = makeHandleToolInvocation(contextFor, node, type, run);
	return async (prompt) => {
		try {
			return JSON.parse(await invoke({ prompt }))[0];
		} catch (error) {
			return { message: (error as Error).message };
		}
	};
}
