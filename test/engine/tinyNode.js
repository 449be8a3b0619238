'use strict';

/**
 * A node whose behaviour is chosen by a parameter, to show what the engine does around a node.
 */

const { NodeConnectionTypes, NodeOperationError, sleep } = require('n8n-workflow');

const WAIT_DEADLINE_MS = 60_000;

/** @typedef {import('n8n-workflow').IExecuteFunctions} ExecuteFunctions */

/** @type {Record<string, (context: ExecuteFunctions, node: any) => Promise<any>>} */
const BEHAVIOURS = {
	/** Doubles a number, one output item per input item in reverse order. */
	double: async (context) => {
		const items = context.getInputData().map((_item, index) => ({
			json: { value: Number(context.getNodeParameter('value', index)) * 2 },
			pairedItem: { item: index },
		}));
		return [items.reverse()];
	},
	fail: async (context) => {
		throw new NodeOperationError(context.getNode(), 'Refused by the tiny node', { itemIndex: 0 });
	},
	failOnce: async (context, node) => {
		const memory = context.getContext('node');
		memory.submitted = [...(memory.submitted ?? []), `task-${node.calls}`];
		if (context.getMode() !== 'retry') {
			throw new NodeOperationError(context.getNode(), 'Refused the first time');
		}
		return [[{ json: { submitted: memory.submitted }, pairedItem: { item: 0 } }]];
	},
	errorItem: async (context) => [
		context.getInputData().map((_item, index) =>
			index === 0
				? {
						json: { error: 'Refused', message: 'why', details: { taskId: 't-1' } },
						pairedItem: { item: index },
					}
				: { json: { kept: index }, pairedItem: { item: index } },
		),
	],
	suspend: async (context) => {
		context.getContext('node').tasks = ['t-1'];
		context.getExecuteData().data.main[0] = [{ json: { stored: true }, pairedItem: { item: 0 } }];
		await context.putExecutionToWait(new Date(Date.now() + WAIT_DEADLINE_MS));
		const address = context.evaluateExpression('{{ $execution.resumeUrl }}', 0);
		return [[{ json: { address }, pairedItem: { item: 0 } }]];
	},
	block: async (context) => {
		const signal = context.getExecutionCancelSignal();
		while (!signal?.aborted) await sleep(20);
		throw new NodeOperationError(context.getNode(), 'Stopped');
	},
	store: async (context) => {
		const binary = await context.helpers.prepareBinaryData(
			Buffer.from('tiny file'),
			'tiny.txt',
			'text/plain',
		);
		context.customData.set('taskId', 't-9');
		return [[{ json: {}, binary: { data: binary }, pairedItem: { item: 0 } }]];
	},
	once: async (context) => {
		const keys = context.getInputData().map((item) => String(item.json.sku));
		const seen = await context.helpers.checkProcessedAndRecord(keys, 'node', {
			mode: 'entries',
			maxEntries: 100,
		});
		return [[{ json: { fresh: seen.new, known: seen.processed }, pairedItem: { item: 0 } }]];
	},
	callHome: async (context) => {
		const { baseUrl } = await context.getCredentials('tinyApi', 0);
		const answer = await context.helpers.httpRequestWithAuthentication.call(context, 'tinyApi', {
			url: `${baseUrl}/echo`,
			json: true,
		});
		return [[{ json: answer, pairedItem: { item: 0 } }]];
	},
};

class TinyNode {
	constructor() {
		this.calls = 0;
		this.description = {
			displayName: 'Tiny',
			name: 'tiny',
			group: ['transform'],
			version: 1,
			description: 'Does one thing',
			defaults: { name: 'Tiny' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: 'tinyApi', required: false }],
			webhooks: [
				{ name: 'default', httpMethod: 'POST', path: '', restartWebhook: true, responseData: '' },
			],
			properties: [
				{ displayName: 'Behaviour', name: 'behaviour', type: 'string', default: 'double' },
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		};
		const node = this;
		/** @this {ExecuteFunctions} */
		this.execute = async function execute() {
			node.calls += 1;
			return await BEHAVIOURS[String(this.getNodeParameter('behaviour', 0))](this, node);
		};
		/** @this {import('n8n-workflow').IWebhookFunctions} */
		this.webhook = async function webhook() {
			const { done } = /** @type {any} */ (this.getBodyData());
			if (!done) return { webhookResponse: { waiting: true } };
			const tasks = this.evaluateExpression('{{ $node["Node"].context.tasks }}');
			return { webhookResponse: { ok: true }, workflowData: [[{ json: { tasks, done } }]] };
		};
	}
}

class TinyTrigger {
	constructor() {
		/** What the "provider" lists. @type {string[]} */
		this.finished = [];
		this.description = {
			displayName: 'Tiny Trigger',
			name: 'tinyTrigger',
			group: ['trigger'],
			version: 1,
			description: 'Emits finished tasks once',
			defaults: { name: 'Tiny Trigger' },
			polling: true,
			inputs: [],
			outputs: [NodeConnectionTypes.Main],
			webhooks: [{ name: 'default', httpMethod: 'POST', path: 'done', responseData: '' }],
			properties: [],
		};
		this.webhookMethods = {
			default: {
				checkExists: async () => true,
				create: async () => true,
				delete: async () => true,
			},
		};
		const trigger = this;
		/** @this {import('n8n-workflow').IPollFunctions} */
		this.poll = async function poll() {
			const memory = this.getWorkflowStaticData('node');
			const seen = /** @type {string[]} */ (memory.seen ?? []);
			const fresh = trigger.finished.filter((id) => !seen.includes(id));
			memory.seen = [...seen, ...fresh];
			memory.looks = Number(memory.looks ?? 0) + 1;
			if (fresh.length === 0) return null;
			return [fresh.map((id) => ({ json: { id } }))];
		};
		/** @this {import('n8n-workflow').IWebhookFunctions} */
		this.webhook = async function webhook() {
			const { id } = /** @type {any} */ (this.getBodyData());
			const memory = this.getWorkflowStaticData('node');
			memory.seen = [.../** @type {string[]} */ (memory.seen ?? []), id];
			return { webhookResponse: 'ok', workflowData: [[{ json: { id } }]] };
		};
	}
}

class TinyApi {
	constructor() {
		this.name = 'tinyApi';
		this.displayName = 'Tiny API';
		this.properties = [
			{ displayName: 'API Key', name: 'apiKey', type: 'string', default: '' },
			{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		];
		this.authenticate = {
			type: 'generic',
			properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
		};
	}
}

module.exports = { TinyApi, TinyNode, TinyTrigger };
