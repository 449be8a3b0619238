import { setTimeout as sleep } from 'node:timers/promises';
import type { INode, INodeParameters } from 'n8n-workflow';
import type { Execution, N8nClient } from '../../../tools/n8n/client.mts';
import type { NodeDraft } from './stage.mts';

/**
 * Seedance Task Trigger as a user would set it.
 *
 * @param more of the node, for example webhookId
 */
export function trigger(parameters: INodeParameters, more: Partial<INode> = {}): NodeDraft {
	return {
		name: 'Seedance Task Trigger',
		type: 'n8n-nodes-seedance.seedanceTaskTrigger',
		parameters: {
			provider: 'evolink',
			events: ['succeeded', 'failed'],
			options: {},
			...parameters,
		},
		...more,
	};
}

/**
 * Where providers report to a trigger.
 *
 * @param url of n8n
 * @param webhookId of the trigger
 */
export function callbackAddress(url: string, webhookId: string) {
	return `${url}/webhook/${webhookId}/seedance`;
}

/**
 * Where people find the form of a workflow.
 *
 * @param url of n8n
 */
export function formAddress(url: string, { nodes }: { nodes: INode[] }) {
	const form = nodes.find(({ type }) => type.endsWith('.formTrigger'));
	return `${url}/form/${form?.webhookId}`;
}

/** Waits until n8n knows an address: it tells that a workflow is published a moment earlier. */
export async function untilRegistered(address: string, timeoutMs: number = 20_000) {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await fetch(address);
		await answer.arrayBuffer();
		if (answer.status !== 404) return;
		if (Date.now() > deadline) throw new Error(`n8n does not know ${address}`);
		await sleep(150);
	}
}

/** Waits until a workflow has run so many times, and each of them has ended. */
export async function untilExecuted(
	client: N8nClient,
	workflow: { id: string },
	times: number,
	timeoutMs: number = 20_000,
) {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const executions = await client.executions(workflow);
		const ended = executions.filter(
			({ status }) => !['new', 'running', 'waiting'].includes(status),
		);
		if (ended.length >= times) return;
		if (Date.now() > deadline) {
			throw new Error(`${ended.length} of ${times} executions came in ${timeoutMs / 1000} seconds`);
		}
		await sleep(150);
	}
}

/**
 * Waits until a workflow has run so many times, like `untilExecuted`.
 *
 * @returns the executions, oldest first
 */
export async function allExecuted(
	client: N8nClient,
	workflow: { id: string },
	times: number,
): Promise<Execution[]> {
	await untilExecuted(client, workflow, times, 60_000);
	const listed = (await client.executions(workflow)).reverse();
	return await Promise.all(listed.map(async ({ id }) => await client.execution(id)));
}
