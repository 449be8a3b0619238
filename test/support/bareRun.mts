import { createAdditionalData, createWorkflow } from '../../tools/engine/execution.mts';
import { singleNodeWorkflow } from '../../tools/engine/index.mts';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/**
 * A node on n8n's own context, but without the engine around it, which mends what a node leaves out: it pairs items by
 * itself where it can, and moves errors.
 */

export interface BareRun {
	type: string;
	parameters: Record<string, any>;
	items?: any[];
	/** Of the node, such as onError */
	settings?: Record<string, any>;
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
	const entry = { node, data: { main: [items] }, source: null } as any;
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
	const nodeType: any = engine.state.nodeTypes.getByNameAndVersion(run.type);
	const [output] = await nodeType.execute.call(bareContext(engine, run));
	return output;
}
