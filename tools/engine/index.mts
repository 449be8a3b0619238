/**
 * Runs workflows on n8n's own engine (n8n-core's WorkflowExecute), without a server or a database.
 *
 *     import { createEngine } from '../tools/engine/index.mts';
 *     const engine = await createEngine({
 *         nodeTypes: { 'n8n-nodes-seedance.seedanceGenerate': new SeedanceGenerate() },
 *         credentialTypes: { seedanceEvoLinkApi: new SeedanceEvoLinkApi() },
 *         credentials: { seedanceEvoLinkApi: { apiKey: '…', baseUrl: '…' } },
 *     });
 *     const result = await engine.runNode({
 *         type: 'n8n-nodes-seedance.seedanceGenerate',
 *         parameters: { prompt: '={{ $json.prompt }}' },
 *         items: [{ json: { prompt: 'A paper boat' } }],
 *     });
 *     result.status; result.items('Node'); result.error;
 *     await engine.close();
 *
 * Real: items and pairing, expressions, Retry On Fail, On Error, waiting and both resumes, Stop,
 * Retry execution, HTTP helpers, binary store on disk, static data, deduplication, contexts of
 * triggers. Not offered: sub-workflows, task runners, AI tools.
 */

import { createBinaryStore } from './binaries.mts';
import { createNodeTypes } from './builtins.mts';
import { fileDedupeStorage, installDeduplication, memoryDedupeStorage } from './dedupe.mts';
import { acquirePlatform, releasePlatform } from './environment.mts';
import { exchange } from './exchange.mts';
import * as lifecycle from './lifecycle.mts';
import { listen } from './server.mts';
import { createTrigger } from './trigger.mts';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { DedupeStorage } from './dedupe.mts';
import type { Platform } from './environment.mts';
import type { PlainRequest } from './exchange.mts';
import type {
	ExecutionRecord,
	SavedExecution,
	Watchers,
	WorkflowDefinition,
} from './execution.mts';
import type { RetryOptions, RunOptions, WaitingRequest } from './lifecycle.mts';
import type { TriggerOptions, WebhookOutcome } from './trigger.mts';

export interface EngineOptions {
	/** Node instances by full type name */
	nodeTypes: Record<string, INodeType>;
	/** Credential type instances by name */
	credentialTypes?: Record<string, ICredentialType>;
	/** Plain data by credential type (or by credential id) */
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	/** Where this "n8n" can be reached, without a trailing slash */
	instanceBaseUrl?: string;
	/** n8n's folder; counts for the first engine of the process only */
	userFolder?: string;
	/** Memory unless told; see fileDedupeStorage */
	dedupe?: DedupeStorage;
}

export interface EngineState {
	platform: Platform;
	nodeTypes: ReturnType<typeof createNodeTypes>;
	credentialTypes: Record<string, ICredentialType>;
	credentials: Record<string, ICredentialDataDecryptedObject>;
	instanceBaseUrl: string;
	dedupe: DedupeStorage;
	/** What nodes printed to the editor's console */
	messages: unknown[];
	http: { exchange: typeof exchange };
	nextExecutionId: () => string;
	/** By execution id */
	executions: Map<string, ExecutionRecord>;
	/** By method and path */
	routes: Map<string, (incoming: PlainRequest) => Promise<WebhookOutcome>>;
	/** Items that webhooks of activated triggers have started workflows with */
	emitted: INodeExecutionData[];
}

/** One node behind a start node */
export interface NodeRun {
	type: string;
	parameters?: INodeParameters;
	items?: INodeExecutionData[];
	/** `Node` unless told */
	name?: string;
	/** Node settings: `onError`, `retryOnFail`, `maxTries`, `waitBetweenTries`, … */
	settings?: Partial<INode>;
	mode?: WorkflowExecuteMode;
	staticData?: IDataObject;
	/** Laid over the engine's own */
	credentials?: EngineOptions['credentials'];
	workflowId?: string;
}

export type Engine = Awaited<ReturnType<typeof createEngine>>;

let engineCount = 0;

/** A workflow of a start node and one node, which is what most tests need. */
export function singleNodeWorkflow({
	type,
	parameters = {},
	name = 'Node',
	settings = {},
	workflowId,
}: Pick<NodeRun, 'type' | 'parameters' | 'name' | 'settings' | 'workflowId'>): WorkflowDefinition {
	return {
		id: workflowId ?? 'workflow-1',
		nodes: [
			{
				id: 'start-node',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{ id: 'the-node', name, type, typeVersion: 1, position: [200, 0], parameters, ...settings },
		],
		connections: { Start: { main: [[{ node: name, type: 'main', index: 0 }]] } },
	};
}

/** An "n8n" with these nodes and credentials; close() it in the end. */
export async function createEngine(options: EngineOptions) {
	const platform = await acquirePlatform(options.userFolder);
	await installDeduplication(platform.core);
	engineCount += 1;
	const engineNumber = engineCount;
	let executionCount = 0;
	const state: EngineState = {
		platform,
		nodeTypes: createNodeTypes(options.nodeTypes),
		credentialTypes: options.credentialTypes ?? {},
		credentials: { ...options.credentials },
		instanceBaseUrl: options.instanceBaseUrl ?? 'http://localhost:5678',
		dedupe: options.dedupe ?? memoryDedupeStorage(),
		messages: [],
		http: { exchange },
		executions: new Map(),
		routes: new Map(),
		emitted: [],
		nextExecutionId: () => {
			executionCount += 1;
			return `${engineNumber * 100_000 + executionCount}`;
		},
	};
	const servers: Set<{ close: () => Promise<void> }> = new Set();

	return {
		platform,
		state,
		messages: state.messages,
		emitted: state.emitted,
		binaries: createBinaryStore(platform),

		run: async (run: RunOptions & Watchers) => await lifecycle.startRun(state, run),

		runNode: async (node: NodeRun & Watchers) =>
			await lifecycle.startRun(state, {
				...node,
				workflow: singleNodeWorkflow(node),
				startItems: node.items,
			}),

		/** The deadline of a waiting execution has come. */
		resumeByTimer: async (saved: SavedExecution, watchers?: Watchers) =>
			await lifecycle.resumeByTimer(state, saved, watchers),

		/** A request has reached the resume address of a waiting execution. */
		resumeByWebhook: async (saved: SavedExecution, request?: WaitingRequest, watchers?: Watchers) =>
			await lifecycle.resumeByWebhook(state, saved, request ?? {}, watchers),

		/** How an execution stands that may have been resumed over HTTP in the meantime. */
		execution: (executionId: string) => state.executions.get(executionId),

		/** The user has pressed "Retry execution". */
		retry: async (saved: SavedExecution, retry?: RetryOptions) =>
			await lifecycle.retryExecution(state, saved, retry),

		/** A trigger node of an activated workflow. */
		trigger: (trigger: TriggerOptions) => createTrigger(state, trigger),

		/** Serves this engine's webhook addresses on 127.0.0.1 and makes them its instanceBaseUrl. */
		listen: async (server?: { port?: number }) => {
			const listening = await listen(state, server);
			servers.add(listening);
			return listening;
		},

		/** Closes servers and, with the last engine of the process, removes its temporary files. */
		close: async () => {
			await Promise.all([...servers].map(async (server) => await server.close()));
			servers.clear();
			releasePlatform();
		},
	};
}

export { fileDedupeStorage, memoryDedupeStorage };
