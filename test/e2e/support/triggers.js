'use strict';

const { setTimeout: sleep } = require('timers/promises');

/**
 * @param {Record<string, any>} parameters
 * @param {Record<string, any>} [more] of the node, for example webhookId
 */
function trigger(parameters, more = {}) {
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
 * @param {string} url of n8n
 * @param {string} webhookId of the trigger
 */
function callbackAddress(url, webhookId) {
	return `${url}/webhook/${webhookId}/seedance`;
}

/**
 * Waits until a workflow has run so many times, and each of them has ended.
 *
 * @param {import('../../../tools/n8n/client').N8nClient} client
 * @param {{ id: string }} workflow
 * @param {number} times
 * @param {number} [timeoutMs]
 */
async function untilExecuted(client, workflow, times, timeoutMs = 20_000) {
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

module.exports = { callbackAddress, trigger, untilExecuted };
