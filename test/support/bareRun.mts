import { createAdditionalData, createWorkflow } from '../../tools/engine/execution.mts';
import { singleNodeWorkflow } from '../../tools/engine/index.mts';
import type {
	IExecuteData,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';

/**
 * A node on n8n's own context, but without the engine around it, which mends what a node leaves out: it pairs items by
 * itself where it can, and moves errors.
 */

export interface BareRun {
	type: string;
	parameters: INodeParameters;
	items?: INodeExecutionData[];
	/** Of the node, such as onError */
	settings?: Record<string, unknown>;
	/** Stop */
	signal?: AbortSignal;
}

export type Engine = Awaited<
	ReturnType<typeof import('../../tools/engine/index.mts').createEngine>
>;

export function bareContext(
	engine: Engine,
	{ type, parameters, items = [{ json: {} }], settings, signal }: BareRun,
): IExecuteFunctions {
	const { core, workflow: n8n } = engine.platform;
	const definition = singleNodeWorkflow({ type, parameters, settings });
	const workflow = createWorkflow(engine.state, definition, {});
	const node = workflow.getNode('Node');
	if (node === null) throw new Error('The workflow has lost its node');
	const mode = 'trigger';
	const executionId = engine.state.nextExecutionId();
	const entry: IExecuteData = { node, data: { main: [items] }, source: null };
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

/** @returns what the node itself gives */
export async function bareRun(engine: Engine, run: BareRun): Promise<INodeExecutionData[]> {
	const { execute } = engine.state.nodeTypes.getByNameAndVersion(run.type);
	const outputs = await execute?.call(bareContext(engine, run));
	if (!Array.isArray(outputs)) throw new Error('The node gave no items');
	return outputs[0];
}
