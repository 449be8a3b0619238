/**
 * One run of a workflow on n8n's WorkflowExecute, and what comes out of it.
 */

import { EngineCredentials } from './credentials.mts';
import { bindDeduplication } from './dedupe.mts';
import type {
	ExecutionError,
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData as Item,
	IRun,
	IRunExecutionData,
	ITaskData as TaskData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
	Workflow,
	WorkflowExecuteMode as Mode,
} from 'n8n-workflow';
import type { EngineState } from './index.mts';

/** As exported from the n8n editor */
export interface WorkflowDefinition {
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	id?: string;
	name?: string;
}

/** Everything n8n's database keeps of an execution; plain JSON */
export interface SavedExecution {
	executionId: string;
	workflow: WorkflowDefinition;
	mode: Mode;
	data: IRunExecutionData;
	staticData: IDataObject;
}

export interface RunResult {
	executionId: string;
	status: 'success' | 'error' | 'canceled' | 'waiting';
	/** What the user sees at the top of the execution; undefined when there is none */
	error: ExecutionError | undefined;
	runData: Record<string, TaskData[]>;
	/** Output items of a node (its last run unless told) */
	items: (nodeName: string, output?: number, run?: number) => Item[];
	data: IRunExecutionData;
	waitTill: Date | undefined;
	/** The workflow's static data after the run, plain JSON */
	staticData: IDataObject;
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

/** The row of n8n's database for a workflow that is not switched on. */
function databaseRow(definition: WorkflowDefinition): IWorkflowBase {
	const now = new Date();
	return {
		...jsonCopy(definition),
		id: definition.id ?? 'workflow-1',
		name: definition.name ?? 'Workflow',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: now,
		updatedAt: now,
	};
}

/** n8n's running workflow, with copies of everything, so that a run changes nothing of the caller's. */
export function createWorkflow(
	engine: EngineState,
	definition: WorkflowDefinition,
	staticData: IDataObject = {},
): Workflow {
	const { id, name, nodes, connections, active, settings } = databaseRow(definition);
	for (const node of nodes) attachCredentials(engine, node);
	const workflow = new engine.platform.workflow.Workflow({
		id,
		name,
		nodes,
		connections,
		active,
		nodeTypes: engine.nodeTypes,
		staticData: jsonCopy(staticData),
		settings: { executionOrder: 'v1', ...settings },
	});
	bindDeduplication(workflow, engine.dedupe);
	return workflow;
}

/**
 * A node that names no credential uses the one that the engine has data for, as if the user had
 * picked it from the list.
 */
function attachCredentials(engine: EngineState, node: INode) {
	const wanted = engine.nodeTypes.known[node.type]?.description.credentials ?? [];
	for (const { name } of wanted) {
		if (node.credentials?.[name] !== undefined || engine.credentials[name] === undefined) continue;
		node.credentials = { ...node.credentials, [name]: { id: name, name } };
	}
}

/** What n8n's server hands to each execution: credentials, addresses, hooks. */
export function createAdditionalData(
	engine: EngineState,
	options: {
		executionId: string;
		mode: Mode;
		definition: WorkflowDefinition;
		watchers?: Watchers;
		onStaticData?: (data: IDataObject) => void;
		retryOf?: string;
	},
): IWorkflowExecuteAdditionalData {
	const { core } = engine.platform;
	const { executionId } = options;
	const row = databaseRow(options.definition);
	const hooks = new core.ExecutionLifecycleHooks(options.mode, executionId, row, options.retryOf);
	hooks.addHandler('nodeExecuteBefore', (nodeName) => options.watchers?.onNodeStarted?.(nodeName));
	hooks.addHandler('nodeExecuteAfter', (nodeName, data) =>
		options.watchers?.onNodeFinished?.(nodeName, data),
	);
	hooks.addHandler('workflowExecuteAfter', (_run, data) => {
		// n8n saves static data at the end of an execution that was not started by hand.
		if (data !== undefined && options.mode !== 'manual') options.onStaticData?.(data);
	});
	const base = engine.instanceBaseUrl;
	return {
		credentialsHelper: new EngineCredentials(engine.credentialTypes, engine.credentials),
		hooks,
		executionId,
		workflowId: row.id,
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
		sendDataToUI: (_type, message) => engine.messages.push(message),
		logAiEvent: () => {},
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		externalSecretsProxy: new core.ExternalSecretsProxy(),
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
		data: IRunExecutionData;
		watchers?: Watchers;
		resumed?: boolean;
		retryOf?: string;
	},
): Promise<RunResult> {
	const { executionId, definition, workflow, mode } = options;
	let staticData = jsonCopy(workflow.staticData);
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
	run: IRun;
	staticData: IDataObject;
}): RunResult {
	const { runData, error } = run.data.resultData;
	return {
		executionId,
		// The others are of executions that have not ended, or of whose end n8n knows nothing.
		status: run.status as RunResult['status'],
		error,
		runData,
		items: (nodeName, output = 0, index = undefined) => itemsOf(nodeName, runData, output, index),
		data: run.data,
		waitTill: run.waitTill ?? undefined,
		staticData,
		get saved() {
			return jsonCopy({ executionId, workflow: definition, mode, data: run.data, staticData });
		},
	};
}
