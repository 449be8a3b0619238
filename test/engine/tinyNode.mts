/**
 * A node whose behaviour is chosen by a parameter, to show what the engine does around a node.
 */

import { NodeConnectionTypes, NodeOperationError, sleep } from 'n8n-workflow';
import type {
	ICredentialType,
	IDataObject,
	IExecuteFunctions as ExecuteFunctions,
	INodeExecutionData,
	INodeType,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

const WAIT_DEADLINE_MS = 60_000;

/** @param calls how often the node has run, this time included */
type Behaviour = (context: ExecuteFunctions, calls: number) => Promise<INodeExecutionData[][]>;

const BEHAVIOURS: Record<string, Behaviour> = {
	/** Doubles a number, one output item per input item in reverse order. */
	double: async (context) => {
		const items = context.getInputData().map((_item, index) => ({
			json: { value: Number(context.getNodeParameter('value', index)) * 2 },
			pairedItem: { item: index },
		}));
		return [items.reverse()];
	},
	/** What the credential gives for each row, and for the row -1. */
	credential: async (context) => {
		const rows = context.getInputData().map((_item, index) => index);
		const values = [...rows, -1].map(async (index) => {
			try {
				return (await context.getCredentials('tinyApi', index)).apiKey ?? null;
			} catch (error) {
				return `thrown: ${error}`;
			}
		});
		const tokens = await Promise.all(values);
		return [tokens.map((token) => ({ json: { token: token as string }, pairedItem: { item: 0 } }))];
	},
	fail: async (context) => {
		throw new NodeOperationError(context.getNode(), 'Refused by the tiny node', { itemIndex: 0 });
	},
	failOnce: async (context, calls) => {
		const memory = context.getContext('node');
		const submitted = (memory.submitted ?? []) as string[];
		memory.submitted = [...submitted, `task-${calls}`];
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
		return [[{ json: answer as IDataObject, pairedItem: { item: 0 } }]];
	},
};

export class TinyNode implements INodeType {
	calls = 0;
	description: INodeType['description'];
	execute: INodeType['execute'];
	webhook: INodeType['webhook'];

	constructor() {
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
		const count = () => {
			this.calls += 1;
			return this.calls;
		};
		this.execute = async function execute(this: ExecuteFunctions) {
			const calls = count();
			return await BEHAVIOURS[String(this.getNodeParameter('behaviour', 0))](this, calls);
		};
		this.webhook = async function webhook(this: IWebhookFunctions) {
			const { done } = this.getBodyData();
			if (!done) return { webhookResponse: { waiting: true } };
			const tasks = this.evaluateExpression('{{ $node["Node"].context.tasks }}') as string[];
			return { webhookResponse: { ok: true }, workflowData: [[{ json: { tasks, done } }]] };
		};
	}
}

export class TinyTrigger implements INodeType {
	/** What the "provider" lists. */
	finished: string[] = [];
	description: INodeType['description'];
	webhookMethods: INodeType['webhookMethods'];
	poll: INodeType['poll'];
	webhook: INodeType['webhook'];

	constructor() {
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
		const finished = () => this.finished;
		this.poll = async function poll(this: IPollFunctions) {
			const memory = this.getWorkflowStaticData('node');
			const seen = (memory.seen ?? []) as string[];
			const fresh = finished().filter((id) => !seen.includes(id));
			memory.seen = [...seen, ...fresh];
			memory.looks = Number(memory.looks ?? 0) + 1;
			if (fresh.length === 0) return null;
			return [fresh.map((id) => ({ json: { id } }))];
		};
		this.webhook = async function webhook(this: IWebhookFunctions) {
			const { id } = this.getBodyData();
			const memory = this.getWorkflowStaticData('node');
			memory.seen = [...((memory.seen ?? []) as string[]), id];
			return { webhookResponse: 'ok', workflowData: [[{ json: { id } }]] };
		};
	}
}

export class TinyApi implements ICredentialType {
	name = 'tinyApi';
	displayName = 'Tiny API';
	properties: ICredentialType['properties'] = [
		{ displayName: 'API Key', name: 'apiKey', type: 'string', default: '' },
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
	];
	authenticate: ICredentialType['authenticate'] = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
	};
}
