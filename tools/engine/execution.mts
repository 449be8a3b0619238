/**
 * One run of a workflow on n8n's WorkflowExecute, and what comes out of it.
 */

import { bindDeduplication } from './dedupe.mts';
import { EngineCredentials } from './credentials.mts';
import type {
	INodeExecutionData as Item,
	ITaskData as TaskData,
	WorkflowExecuteMode as Mode,
	Workflow,
} from 'n8n-workflow';
import type { EngineState } from './index.mts';

/** As exported from the n8n editor */
export interface WorkflowDefinition {
	nodes: any[];
	connections: Record<string, any>;
	settings?: Record<string, any>;
	id?: string;
	name?: string;
}

/** Everything n8n's database keeps of an execution; plain JSON */
export interface SavedExecution {
	executionId: string;
	workflow: WorkflowDefinition;
	mode: Mode;
	data: any;
	staticData: any;
}

export interface RunResult {
	executionId: string;
	status: 'success' | 'error' | 'canceled' | 'waiting';
	/** What the user sees at the top of the execution; undefined when there is none */
	error: any;
	runData: Record<string, TaskData[]>;
	/** Output items of a node (its last run unless told) */
	items: (nodeName: string, output?: number, run?: number) => Item[];
	/** The run execution data */
	data: any;
	waitTill: Date | undefined;
	/** The workflow's static data after the run, plain JSON */
	staticData: any;
	/** For resume and retry, also from another process */
	saved: SavedExecution;
}

/** What n8n's database says of an execution */
export interface ExecutionRecord {
	status: 'running' | RunResult['status'];
	resumeToken: string | undefined;
	result?: RunResult;
}

export interface Watchers {
	onNodeStarted?: (nodeName: string) => void;
	onNodeFinished?: (nodeName: string, taskData: TaskData) => void;
	/** Aborting it presses Stop */
	signal?: AbortSignal;
}

/** What a save to n8n's database and back does to a value. */
export function jsonCopy<T>(value: T): T {
	return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

export function createWorkflow(
	engine: EngineState,
	definition: WorkflowDefinition,
	staticData: any,
) {
	const copy = jsonCopy(definition);
	for (const node of copy.nodes) attachCredentials(engine, node);
	const workflow = new engine.platform.workflow.Workflow({
		id: definition.id ?? 'workflow-1',
		name: definition.name ?? 'Workflow',
		nodes: copy.nodes,
		connections: copy.connections,
		active: false,
		nodeTypes: engine.nodeTypes,
		staticData: jsonCopy(staticData) ?? {},
		settings: { executionOrder: 'v1', ...copy.settings },
	});
	bindDeduplication(workflow, engine.dedupe);
	return workflow;
}

/**
 * A node that names no credential uses the one that the engine has data for, as if the user had
 * picked it from the list.
 */
function attachCredentials(engine: EngineState, node: any) {
	const wanted = engine.nodeTypes.known[node.type]?.description.credentials ?? [];
	for (const { name } of wanted) {
		if (node.credentials?.[name] !== undefined || engine.credentials[name] === undefined) continue;
		node.credentials = { ...node.credentials, [name]: { id: name, name } };
	}
}

export function createAdditionalData(
	engine: EngineState,
	options: {
		executionId: string;
		mode: Mode;
		definition: WorkflowDefinition;
		watchers?: Watchers;
		onStaticData?: (data: any) => void;
		retryOf?: string;
	},
): any {
	const { core } = engine.platform;
	const hooks = new core.ExecutionLifecycleHooks(
		options.mode,
		options.executionId,
		options.definition,
		options.retryOf,
	);
	hooks.addHandler('nodeExecuteBefore', (nodeName: string) =>
		options.watchers?.onNodeStarted?.(nodeName),
	);
	hooks.addHandler('nodeExecuteAfter', (nodeName: string, data: any) =>
		options.watchers?.onNodeFinished?.(nodeName, data),
	);
	hooks.addHandler('workflowExecuteAfter', (_run: any, data: any) => {
		// n8n saves static data at the end of an execution that was not started by hand.
		if (data !== undefined && options.mode !== 'manual') options.onStaticData?.(data);
	});
	const base = engine.instanceBaseUrl;
	return {
		credentialsHelper: new EngineCredentials(engine.credentialTypes, engine.credentials),
		hooks,
		executionId: options.executionId,
		workflowId: options.definition.id ?? 'workflow-1',
		currentNodeExecutionIndex: 0,
		instanceBaseUrl: `${base}/`,
		restApiUrl: `${base}/rest`,
		webhookBaseUrl: `${base}/webhook`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		formBaseUrl: `${base}/form`,
		formTestBaseUrl: `${base}/form-test`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		mcpBaseUrl: `${base}/mcp`,
		mcpTestBaseUrl: `${base}/mcp-test`,
		variables: {},
		setExecutionStatus: () => {},
		sendDataToUI: (_type: string, message: any) => engine.messages.push(message),
		logAiEvent: () => {},
		getRunExecutionData: async () => undefined,
		executeWorkflow: async () => {
			throw new Error('Sub-workflows are not offered here');
		},
		startRunnerTask: async () => {
			throw new Error('Task runners are not offered here');
		},
	};
}

function itemsOf(
	nodeName: string,
	runData: Record<string, TaskData[]>,
	output: number,
	run: number | undefined,
): Item[] {
	const runs = runData[nodeName] ?? [];
	const taskData = runs[run ?? runs.length - 1];
	return taskData?.data?.main?.[output] ?? [];
}

/** Runs prepared execution data to its end, its error, its suspension or Stop. */
export async function execute(
	engine: EngineState,
	options: {
		executionId: string;
		definition: WorkflowDefinition;
		workflow: Workflow;
		mode: Mode;
		data: any;
		watchers?: Watchers;
		resumed?: boolean;
		retryOf?: string;
	},
): Promise<RunResult> {
	const { executionId, definition, workflow, mode } = options;
	let staticData: any = jsonCopy(workflow.staticData);
	const additionalData = createAdditionalData(engine, {
		executionId,
		mode,
		definition,
		watchers: options.watchers,
		retryOf: options.retryOf,
		onStaticData: (data) => {
			staticData = jsonCopy(data);
		},
	});
	if (options.resumed) additionalData.restartExecutionId = executionId;
	const record: ExecutionRecord = { status: 'running', resumeToken: options.data.resumeToken };
	engine.executions.set(executionId, record);
	const execution = new engine.platform.core.WorkflowExecute(additionalData, mode, options.data);
	const running = execution.processRunExecutionData(workflow);
	const stop = () => running.cancel();
	const signal = options.watchers?.signal;
	if (signal?.aborted) stop();
	signal?.addEventListener('abort', stop, { once: true });
	try {
		const run = await running;
		// n8n has stored "canceled" when Stop was pressed; what the node still throws does not change it.
		if (signal?.aborted) run.status = 'canceled';
		const result = describe({ executionId, definition, mode, run, staticData });
		Object.assign(record, { status: result.status, result });
		return result;
	} finally {
		signal?.removeEventListener('abort', stop);
	}
}

function describe({
	executionId,
	definition,
	mode,
	run,
	staticData,
}: {
	executionId: string;
	definition: WorkflowDefinition;
	mode: Mode;
	run: any;
	staticData: any;
}): RunResult {
	const runData = run.data.resultData.runData;
	return {
		executionId,
		status: run.status,
		error: run.data.resultData.error,
		runData,
		items: (nodeName, output = 0, index = undefined) => itemsOf(nodeName, runData, output, index),
		data: run.data,
		waitTill: run.waitTill,
		staticData,
		get saved() {
			return jsonCopy({ executionId, workflow: definition, mode, data: run.data, staticData });
		},
	};
}
