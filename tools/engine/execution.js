'use strict';

/**
 * One run of a workflow on n8n's WorkflowExecute, and what comes out of it.
 */

const { bindDeduplication } = require('./dedupe');
const { EngineCredentials } = require('./credentials');

/**
 * @typedef {import('n8n-workflow').INodeExecutionData} Item
 * @typedef {import('n8n-workflow').ITaskData} TaskData
 * @typedef {import('n8n-workflow').IRunExecutionData} RunExecutionData
 * @typedef {import('n8n-workflow').WorkflowExecuteMode} Mode
 *
 * @typedef {object} WorkflowDefinition as exported from the n8n editor
 * @property {any[]} nodes
 * @property {Record<string, any>} connections
 * @property {Record<string, any>} [settings]
 * @property {string} [id]
 * @property {string} [name]
 *
 * @typedef {object} SavedExecution everything n8n's database keeps of an execution; plain JSON
 * @property {string} executionId
 * @property {WorkflowDefinition} workflow
 * @property {Mode} mode
 * @property {any} data
 * @property {any} staticData
 *
 * @typedef {object} RunResult
 * @property {string} executionId
 * @property {'success' | 'error' | 'canceled' | 'waiting'} status
 * @property {any} error what the user sees at the top of the execution; undefined when there is none
 * @property {Record<string, TaskData[]>} runData
 * @property {(nodeName: string, output?: number, run?: number) => Item[]} items output items of a node (its last run unless told)
 * @property {any} data the run execution data
 * @property {Date | undefined} waitTill
 * @property {any} staticData the workflow's static data after the run, plain JSON
 * @property {SavedExecution} saved for resume and retry, also from another process
 *
 * @typedef {object} ExecutionRecord what n8n's database says of an execution
 * @property {'running' | RunResult['status']} status
 * @property {string | undefined} resumeToken
 * @property {RunResult} [result]
 *
 * @typedef {object} Watchers
 * @property {(nodeName: string) => void} [onNodeStarted]
 * @property {(nodeName: string, taskData: TaskData) => void} [onNodeFinished]
 * @property {AbortSignal} [signal] aborting it presses Stop
 */

/**
 * What a save to n8n's database and back does to a value.
 *
 * @template T
 * @param {T} value
 * @returns {T}
 */
function jsonCopy(value) {
	return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

/**
 * @param {import('./index').EngineState} engine
 * @param {WorkflowDefinition} definition
 * @param {any} staticData
 */
function createWorkflow(engine, definition, staticData) {
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
 *
 * @param {import('./index').EngineState} engine
 * @param {any} node
 */
function attachCredentials(engine, node) {
	const wanted = engine.nodeTypes.known[node.type]?.description.credentials ?? [];
	for (const { name } of wanted) {
		if (node.credentials?.[name] !== undefined || engine.credentials[name] === undefined) continue;
		node.credentials = { ...node.credentials, [name]: { id: name, name } };
	}
}

/**
 * @param {import('./index').EngineState} engine
 * @param {{ executionId: string, mode: Mode, definition: WorkflowDefinition, watchers?: Watchers, onStaticData?: (data: any) => void, retryOf?: string }} options
 * @returns {any}
 */
function createAdditionalData(engine, options) {
	const { core } = engine.platform;
	const hooks = new core.ExecutionLifecycleHooks(
		options.mode,
		options.executionId,
		options.definition,
		options.retryOf,
	);
	hooks.addHandler('nodeExecuteBefore', (/** @type {string} */ nodeName) =>
		options.watchers?.onNodeStarted?.(nodeName),
	);
	hooks.addHandler('nodeExecuteAfter', (/** @type {string} */ nodeName, /** @type {any} */ data) =>
		options.watchers?.onNodeFinished?.(nodeName, data),
	);
	hooks.addHandler('workflowExecuteAfter', (/** @type {any} */ _run, /** @type {any} */ data) => {
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
		sendDataToUI: (/** @type {string} */ _type, /** @type {any} */ message) =>
			engine.messages.push(message),
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

/**
 * @param {string} nodeName
 * @param {Record<string, TaskData[]>} runData
 * @param {number} output
 * @param {number | undefined} run
 * @returns {Item[]}
 */
function itemsOf(nodeName, runData, output, run) {
	const runs = runData[nodeName] ?? [];
	const taskData = runs[run ?? runs.length - 1];
	return taskData?.data?.main?.[output] ?? [];
}

/**
 * Runs prepared execution data to its end, its error, its suspension or Stop.
 *
 * @param {import('./index').EngineState} engine
 * @param {{ executionId: string, definition: WorkflowDefinition, workflow: import('n8n-workflow').Workflow, mode: Mode, data: any, watchers?: Watchers, resumed?: boolean, retryOf?: string }} options
 * @returns {Promise<RunResult>}
 */
async function execute(engine, options) {
	const { executionId, definition, workflow, mode } = options;
	/** @type {any} */
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
	/** @type {ExecutionRecord} */
	const record = { status: 'running', resumeToken: options.data.resumeToken };
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

/**
 * @param {{ executionId: string, definition: WorkflowDefinition, mode: Mode, run: any, staticData: any }} options
 * @returns {RunResult}
 */
function describe({ executionId, definition, mode, run, staticData }) {
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

module.exports = { createAdditionalData, createWorkflow, execute, jsonCopy };
