/**
 * A trigger node of an activated workflow: activation, polls, webhooks, and static data with n8n's
 * own saving rules, because a trigger's memory is only as good as what survives a restart.
 *
 * Saved: after activation, when a poll emits, after a webhook was answered.
 * Not saved: when a poll returns null (kept in memory only), and never in a manual test.
 */

import { createAdditionalData, createWorkflow, jsonCopy } from './execution.mts';
import { callWebhook } from './webhook.mts';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestMethods,
	INode,
	INodeExecutionData,
	IWebhookDescription,
	IWebhookResponseData,
	WebhookSetupMethodNames,
	Workflow,
	WorkflowActivateMode,
} from 'n8n-workflow';
import type { PlainRequest, WebResponse } from './exchange.mts';
import type { WorkflowDefinition } from './execution.mts';
import type { EngineState } from './index.mts';

export interface TriggerOptions {
	workflow: WorkflowDefinition;
	nodeName: string;
	/** What an earlier activation has left */
	staticData?: IDataObject;
	/** Laid over the engine's own */
	credentials?: Record<string, ICredentialDataDecryptedObject>;
}

export interface WebhookOutcome {
	status: number;
	/** What the caller is answered */
	body: unknown;
	/** What starts the workflow; null when nothing does */
	items: INodeExecutionData[] | null;
}

/** The path n8n registers a webhook under. */
function registeredPath(
	engine: EngineState,
	workflow: Workflow,
	node: INode,
	description: IWebhookDescription,
) {
	const resolved = (value: string | boolean | undefined, fallback: string | boolean) =>
		workflow.expression.getSimpleParameterValue(node, value, 'internal', {}, undefined, fallback);
	const path = String(resolved(description.path, '')).replace(/^\/|\/$/g, '');
	const isFullPath = resolved(description.isFullPath, false) === true;
	const { NodeHelpers } = engine.platform.workflow;
	return {
		method: String(resolved(description.httpMethod, 'GET')),
		path: NodeHelpers.getNodeWebhookPath(workflow.id, node, path, isFullPath),
	};
}

/** What n8n answers when a webhook has started a workflow (`responseMode: onReceived`). */
function answerOf(
	description: IWebhookDescription,
	answer: IWebhookResponseData,
	response: WebResponse,
): Pick<WebhookOutcome, 'status' | 'body'> {
	if (response.headersSent || answer.noWebhookResponse === true) {
		return { status: response.statusCode, body: response.body };
	}
	const status = typeof description.responseCode === 'number' ? description.responseCode : 200;
	if (answer.webhookResponse !== undefined) return { status, body: answer.webhookResponse };
	if (answer.workflowData === undefined) return { status, body: '' };
	return { status, body: description.responseData ?? 'firstEntryJson' };
}

/** Puts a trigger node into an activated workflow; nothing happens before `activate()`. */
export function createTrigger(engine: EngineState, options: TriggerOptions) {
	const { core } = engine.platform;
	const { nodeName, workflow: definition } = options;
	Object.assign(engine.credentials, options.credentials);
	let saved = jsonCopy(options.staticData ?? {});
	/** The workflow n8n's active workflow manager keeps in memory. */
	let live = createWorkflow(engine, definition, saved);

	const save = (workflow: Workflow) => {
		if (workflow.staticData.__dataChanged !== true) return;
		saved = jsonCopy(workflow.staticData);
		workflow.staticData.__dataChanged = false;
	};
	const nodeOf = (workflow: Workflow) => {
		const node = workflow.getNode(nodeName);
		if (node === null) throw new Error(`The workflow has no node "${nodeName}"`);
		return node;
	};
	/** As n8n has loaded it now. */
	const nodeType = () => engine.nodeTypes.getByNameAndVersion(nodeOf(live).type);
	const additionalData = (mode: 'trigger' | 'manual' | 'webhook') =>
		createAdditionalData(engine, { executionId: engine.nextExecutionId(), mode, definition });
	const triggerWebhooks = () =>
		(nodeType().description.webhooks ?? []).filter(({ restartWebhook }) => restartWebhook !== true);

	const pollOnce = async (mode: 'trigger' | 'manual', activation: WorkflowActivateMode) => {
		const { poll } = nodeType();
		if (poll === undefined) throw new Error(`The node "${nodeName}" does not poll`);
		const workflow = mode === 'manual' ? createWorkflow(engine, definition, saved) : live;
		const context = new core.PollContext(
			workflow,
			nodeOf(workflow),
			additionalData(mode),
			mode,
			activation,
		);
		const output = await poll.call(context);
		if (output !== null && mode !== 'manual') save(workflow);
		return output === null ? null : output[0];
	};

	const callHook = async (method: WebhookSetupMethodNames, webhook: IWebhookDescription) => {
		const hook = nodeType().webhookMethods?.[webhook.name]?.[method];
		if (hook === undefined) return false;
		const data = additionalData('trigger');
		return await hook.call(
			new core.HookContext(live, nodeOf(live), data, 'trigger', 'activate', {
				webhookDescription: webhook,
				httpMethod: webhook.httpMethod as IHttpRequestMethods,
				node: nodeName,
				path: webhook.path,
				workflowId: live.id,
				workflowExecuteAdditionalData: data,
				isTest: false,
			}),
		);
	};

	/** Each request has its own copy of the static data; the last one to finish is what is kept. */
	const receive = async (
		incoming: PlainRequest,
		description: IWebhookDescription,
	): Promise<WebhookOutcome> => {
		const workflow = createWorkflow(engine, definition, saved);
		try {
			const { answer, response } = await callWebhook(engine, {
				workflow,
				node: nodeOf(workflow),
				description,
				additionalData: additionalData('webhook'),
				mode: 'webhook',
				incoming,
				runData: null,
			});
			save(workflow);
			const items = answer.workflowData?.[0] ?? null;
			return { ...answerOf(description, answer, response), items };
		} catch (error) {
			return { status: 500, body: { code: 0, message: String(error) }, items: null };
		}
	};

	const trigger = {
		/** The static data that n8n's database holds now. */
		get savedStaticData() {
			return jsonCopy(saved);
		},

		/** The address n8n shows for the webhook, or undefined when none is registered. */
		webhookUrl() {
			for (const webhook of triggerWebhooks()) {
				const { method, path } = registeredPath(engine, live, nodeOf(live), webhook);
				if (method !== '') return `${engine.instanceBaseUrl}/webhook/${path}`;
			}
			return undefined;
		},

		/** The user switches the workflow on. Returns what the first poll emitted, if anything. */
		async activate(): Promise<INodeExecutionData[] | null> {
			for (const webhook of triggerWebhooks()) {
				const { method, path } = registeredPath(engine, live, nodeOf(live), webhook);
				if (method === '') continue;
				if (!(await callHook('checkExists', webhook))) await callHook('create', webhook);
				engine.routes.set(`${method} ${path}`, (incoming) => receive(incoming, webhook));
			}
			const emitted = nodeType().poll === undefined ? null : await pollOnce('trigger', 'activate');
			save(live);
			return emitted;
		},

		/** The user switches the workflow off. */
		async deactivate() {
			for (const webhook of triggerWebhooks()) {
				const { method, path } = registeredPath(engine, live, nodeOf(live), webhook);
				if (method === '') continue;
				await callHook('delete', webhook);
				engine.routes.delete(`${method} ${path}`);
			}
			save(live);
		},

		/** One tick of the schedule. Null when nothing is emitted. */
		poll: async () => await pollOnce('trigger', 'init'),

		/** "Fetch Test Event" in the editor: nothing is saved. */
		pollManually: async () => await pollOnce('manual', 'manual'),

		/** A request to the trigger's address, without the network. */
		webhook: async (incoming: PlainRequest = {}) => await receive(incoming, triggerWebhooks()[0]),

		/** The process is killed and started again: only what was saved is left. */
		restart() {
			live = createWorkflow(engine, definition, saved);
		},
	};
	return trigger;
}
