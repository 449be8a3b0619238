import { randomUUID } from 'node:crypto';
import type { IConnections, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { NewWorkflow } from '../../n8n/client.mts';

/** One way to make videos in n8n on WaveSpeed's interface, each set up as its own documentation advises. */
export interface Arm {
	name: string;
	/** Nodes that a person has to place for it, the trigger not counted. */
	nodes: number;
	/** Where finished rows come out. */
	last: string;
	/** Whether a row came out with its video. */
	hasVideo: (item: INodeExecutionData) => boolean;
	/** @param account its Base URL and key @param onError of every node that makes videos */
	workflow: (
		rows: number,
		account: { baseUrl: string; key: string },
		onError: INode['onError'],
	) => NewWorkflow;
}

type Draft = Pick<INode, 'name' | 'type' | 'typeVersion'> & Partial<INode>;

/** n8n's "Retry On Fail" with its own numbers, which people switch on for a batch. */
const RETRIES: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1000 };
/** Seconds between two looks, the same for all. */
const LOOK_SECONDS = 2;
const PROMPT = '={{ $json.prompt }}';

const START: Draft = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };

function workflowOf(
	name: string,
	rows: number,
	nodes: Draft[],
	connections: IConnections,
): NewWorkflow {
	return {
		name,
		nodes: [START, ...nodes].map((node, index) => ({
			id: randomUUID(),
			position: [index * 220, 0],
			parameters: {},
			...node,
		})),
		connections,
		settings: { executionOrder: 'v1' },
		pinData: {
			Start: Array.from({ length: rows }, (_, row) => ({
				json: { row, prompt: `A paper boat drifts along a gutter, take ${row + 1}` },
			})),
		},
	};
}

/** Connects nodes; an entry of a list is the target of that output. */
function wires(from: Record<string, string | string[]>): IConnections {
	return Object.fromEntries(
		Object.entries(from).map(([name, targets]) => [
			name,
			{ main: [targets].flat().map((node) => [{ node, type: 'main' as const, index: 0 }]) },
		]),
	);
}

const ours: Arm = {
	name: 'Seedance Generate',
	nodes: 1,
	last: 'Generate',
	hasVideo: ({ json }) => json.status === 'succeeded' && typeof json.videoUrl === 'string',
	workflow: (rows, _, onError) =>
		workflowOf(
			'Seedance Generate',
			rows,
			[
				{
					name: 'Generate',
					type: 'n8n-nodes-seedance.seedanceGenerate',
					typeVersion: 1,
					parameters: {
						provider: 'waveSpeed',
						prompt: PROMPT,
						options: { pollInterval: LOOK_SECONDS },
					},
					...RETRIES,
					onError,
				},
			],
			wires({ Start: 'Generate' }),
		),
};

/** The pattern of the public templates: order, wait, ask, go round until it has ended. All rows go round together. */
const httpLoop: Arm = {
	name: 'HTTP Request, Wait, If',
	nodes: 5,
	last: 'Ended',
	hasVideo: ({ json }) => {
		const { outputs } = (json.data ?? {}) as { outputs?: unknown[] };
		return Array.isArray(outputs) && outputs.length > 0;
	},
	workflow: (rows, { baseUrl, key }, onError) => {
		const request = (parameters: INodeParameters): Partial<INode> => ({
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				sendHeaders: true,
				headerParameters: { parameters: [{ name: 'Authorization', value: `Bearer ${key}` }] },
				options: {},
				...parameters,
			},
			...RETRIES,
			onError,
		});
		const order: Draft = {
			name: 'Order',
			typeVersion: 4.2,
			type: '',
			...request({
				method: 'POST',
				url: `${baseUrl}/bytedance/seedance-2.5/text-to-video`,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '={{ { prompt: $json.prompt, duration: 5, resolution: "720p" } }}',
			}),
		};
		const ask: Draft = {
			name: 'Ask',
			typeVersion: 4.2,
			type: '',
			...request({ url: `=${baseUrl}/predictions/{{ $json.data.id }}/result` }),
		};
		const isOver: Draft = {
			name: 'Over?',
			type: 'n8n-nodes-base.if',
			typeVersion: 2.2,
			parameters: {
				conditions: {
					options: { caseSensitive: true, typeValidation: 'loose', version: 2 },
					combinator: 'and',
					conditions: [
						{
							id: randomUUID(),
							leftValue:
								'={{ !["created", "processing"].includes($json.data?.status ?? "error") }}',
							rightValue: true,
							operator: { type: 'boolean', operation: 'true', singleValue: true },
						},
					],
				},
				options: {},
			},
		};
		return workflowOf(
			'HTTP Request loop',
			rows,
			[
				order,
				{
					name: 'Wait',
					type: 'n8n-nodes-base.wait',
					typeVersion: 1.1,
					parameters: { amount: LOOK_SECONDS },
					webhookId: randomUUID(),
				},
				ask,
				isOver,
				{ name: 'Ended', type: 'n8n-nodes-base.noOp', typeVersion: 1 },
			],
			wires({
				Start: 'Order',
				Order: 'Wait',
				Wait: 'Ask',
				Ask: 'Over?',
				'Over?': ['Ended', 'Wait'],
			}),
		);
	},
};

/** WaveSpeed's own node. Its credential is called wavespeedApi. */
const waveSpeedsOwn: Arm = {
	name: "WaveSpeed's own node",
	nodes: 1,
	last: 'WaveSpeed',
	hasVideo: ({ json }) => Array.isArray(json.outputs) && json.outputs.length > 0,
	workflow: (rows, _, onError) =>
		workflowOf(
			'WaveSpeed',
			rows,
			[
				{
					name: 'WaveSpeed',
					type: 'CUSTOM.waveSpeed',
					typeVersion: 1,
					parameters: {
						operation: 'generateVideo',
						model: 'bytedance/seedance-2.5/text-to-video',
						prompt: PROMPT,
						videoOptions: { duration: 5, additionalInputs: '{"resolution":"720p"}' },
						options: { pollInterval: LOOK_SECONDS },
					},
					...RETRIES,
					onError,
				},
			],
			wires({ Start: 'WaveSpeed' }),
		),
};

/** Those that come with n8n and with this package. */
export const OWN_ARMS: readonly Arm[] = [ours, httpLoop];
/** Those that need another package, by its name. */
export const PEER_ARMS: Readonly<Record<string, Arm>> = {
	'@wavespeed/n8n-nodes-wavespeed': waveSpeedsOwn,
};
