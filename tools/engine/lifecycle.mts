/**
 * How executions begin and begin again: a first run, the two ways out of a wait, and the user's
 * "Retry execution". Each does to the saved data what n8n's server does to it.
 */

import { createAdditionalData, createWorkflow, execute, jsonCopy } from './execution.mts';
import { callWebhook } from './webhook.mts';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteData,
	INode,
	INodeExecutionData as Item,
	IRunExecutionData,
	IWebhookDescription,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { PlainRequest } from './exchange.mts';
import type { RunResult, SavedExecution, Watchers, WorkflowDefinition } from './execution.mts';
import type { EngineState } from './index.mts';

export interface RunOptions {
	workflow: WorkflowDefinition;
	/** Items at the start node; one empty item unless told */
	startItems?: Item[];
	/** The node to begin with; unless told, the first one that nothing leads to */
	startNode?: string;
	/** `trigger` (an activated workflow) unless told */
	mode?: WorkflowExecuteMode;
	staticData?: IDataObject;
	/** Laid over the engine's own */
	credentials?: Record<string, ICredentialDataDecryptedObject>;
}

/** What reaches n8n at `/webhook-waiting/<execution>[/<suffix>]` */
export interface WaitingRequest extends PlainRequest {
	suffix?: string;
}

/** The name of the first node that nothing leads to. */
function findStartNode(definition: WorkflowDefinition): string {
	const targets = new Set(
		Object.values(definition.connections).flatMap((outputs) =>
			(outputs.main ?? []).flat().map((link) => link?.node),
		),
	);
	const start = definition.nodes.find(
		(node) =>
			!targets.has(node.name) && node.type !== 'n8n-nodes-base.stickyNote' && !node.disabled,
	);
	if (start === undefined) throw new Error('The workflow has no node to start with');
	return start.name;
}

/** A first run, from a start node that is given items. */
export async function startRun(
	engine: EngineState,
	options: RunOptions & Watchers,
): Promise<RunResult> {
	Object.assign(engine.credentials, options.credentials);
	const executionId = engine.nextExecutionId();
	const definition = options.workflow;
	const workflow = createWorkflow(engine, definition, options.staticData);
	const node = workflow.getNode(options.startNode ?? findStartNode(definition));
	if (node === null) throw new Error(`The workflow has no node "${options.startNode}"`);
	const data = engine.platform.workflow.createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{ node, data: { main: [options.startItems ?? [{ json: {} }]] }, source: null },
			],
		},
	});
	return await execute(engine, {
		executionId,
		definition,
		workflow,
		mode: options.mode ?? 'trigger',
		data,
		watchers: options,
	});
}

/** What n8n does when the wait's deadline comes. */
export async function resumeByTimer(
	engine: EngineState,
	saved: SavedExecution,
	watchers?: Watchers,
): Promise<RunResult> {
	const { executionId, workflow: definition, mode, data, staticData } = jsonCopy(saved);
	data.waitTill &&= new Date(data.waitTill);
	const workflow = createWorkflow(engine, definition, staticData);
	return await execute(engine, {
		executionId,
		definition,
		workflow,
		mode,
		data,
		watchers,
		resumed: true,
	});
}

/** What is to run next, in order. */
function stackOf({ executionData }: IRunExecutionData): IExecuteData[] {
	return executionData?.nodeExecutionStack ?? [];
}

/** The waiting webhook that matches, with expressions in its description resolved as n8n does. */
function findWaitingWebhook(
	workflow: Workflow,
	node: INode,
	wanted: { method: string; suffix: string },
): IWebhookDescription | undefined {
	const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const resolved = (value: string) =>
		workflow.expression.getSimpleParameterValue(node, value, 'internal', {});
	return (type.description.webhooks ?? []).find(
		(webhook) =>
			webhook.restartWebhook === true &&
			String(resolved(webhook.httpMethod)) === wanted.method &&
			String(resolved(webhook.path) ?? '') === wanted.suffix,
	);
}

/**
 * What n8n does when a request reaches the resume address: it runs the node's `webhook()`, and
 * only when that hands over data does the execution go on. `result` is null while it keeps waiting.
 */
export async function resumeByWebhook(
	engine: EngineState,
	saved: SavedExecution,
	incoming: WaitingRequest,
	watchers?: Watchers,
): Promise<{
	status: number;
	webhookResponse: unknown;
	responded: boolean;
	result: RunResult | null;
}> {
	const { executionId, workflow: definition, mode, data, staticData } = jsonCopy(saved);
	const [entry] = stackOf(data);
	entry.node.disabled = true;
	data.waitTill = undefined;
	const nodeName = data.resultData.lastNodeExecuted ?? entry.node.name;
	data.resultData.runData[nodeName].pop();
	const workflow = createWorkflow(engine, definition, staticData);
	const node = workflow.getNode(nodeName);
	const method = incoming.request?.method ?? incoming.method ?? 'POST';
	const description =
		node && findWaitingWebhook(workflow, node, { method, suffix: incoming.suffix ?? '' });
	if (!node || !description) {
		return { status: 404, webhookResponse: undefined, responded: false, result: null };
	}
	const additionalData = createAdditionalData(engine, { executionId, mode, definition });
	const { answer, response } = await callWebhook(engine, {
		workflow,
		node,
		description,
		additionalData,
		mode,
		incoming,
		runData: data,
	});
	const outcome = {
		status: response.statusCode,
		webhookResponse: (answer.webhookResponse as unknown) ?? response.body,
		responded: response.headersSent,
	};
	if (answer.workflowData === undefined) return { ...outcome, result: null };
	entry.data.main = answer.workflowData;
	entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
	const result = await execute(engine, {
		executionId,
		definition,
		workflow: createWorkflow(engine, definition, staticData),
		mode,
		data,
		watchers,
		resumed: true,
	});
	return { ...outcome, result };
}

export interface RetryOptions extends Watchers {
	workflow?: WorkflowDefinition;
	staticData?: IDataObject;
}

/**
 * The user's "Retry execution": the same input at the node that failed, a new execution id, mode
 * `retry`. With `workflow` it is "Retry with currently saved workflow".
 */
export async function retryExecution(
	engine: EngineState,
	saved: SavedExecution,
	options: RetryOptions = {},
): Promise<RunResult> {
	const { executionId: retryOf, workflow: original, data, staticData } = jsonCopy(saved);
	const { lastNodeExecuted } = data.resultData;
	if (lastNodeExecuted !== undefined) {
		delete data.resultData.error;
		const runs = data.resultData.runData[lastNodeExecuted] ?? [];
		if (runs.at(-1)?.error !== undefined) runs.pop();
	}
	const definition = options.workflow ?? original;
	const workflow = createWorkflow(engine, definition, options.staticData ?? staticData);
	if (options.workflow !== undefined) {
		for (const entry of stackOf(data)) {
			entry.node = workflow.getNode(entry.node.name) ?? entry.node;
		}
	}
	return await execute(engine, {
		executionId: engine.nextExecutionId(),
		definition,
		workflow,
		mode: 'retry',
		data,
		watchers: options,
		retryOf,
	});
}
