'use strict';

/**
 * What tests of Seedance Generate say in many places.
 *
 * @typedef {import('../support/lab').ProviderId} ProviderId
 * @typedef {import('../support/lab').GenerateRun} GenerateRun
 * @typedef {Awaited<ReturnType<typeof import('../support/lab').openLab>>} Lab
 */

/** Words in a prompt that keep a task in one state for longer than any test takes. */
const QUEUED = '[[slow:60000]] [[queue:50000]]';
const RUNNING = '[[slow:60000]] [[queue:1]]';

/** Why tasks end badly for good, in the words of each provider. */
const FINAL = {
	ark: 'OutputVideoSensitiveContentDetected',
	evolink: 'content_policy_violation',
	twelveAi: 'content_filter',
	ink: 'content_policy_violation',
};

/** @param {any} result */
const jsonOf = (result) => /** @type {any[]} */ (result.items('Node')).map(({ json }) => json);

/**
 * The one paid request that reached the provider.
 *
 * @param {Lab} lab
 * @param {ProviderId} provider
 */
function sentBody(lab, provider) {
	const requests = lab.requests(provider, 'create');
	expect(requests.map(({ status }) => status)).toEqual([200]);
	return /** @type {any} */ (requests[0].body);
}

/**
 * Orders tasks, waits for their states and runs operations on them, in the laboratory of a test file.
 *
 * @param {() => Lab} open gives the laboratory, which is there when the first test begins
 */
function taskTools(open) {
	const tasks = () => open().sandbox.tasks();

	/**
	 * Orders videos without waiting for them.
	 *
	 * @param {ProviderId} provider
	 * @param {string[]} prompts
	 * @param {Record<string, any>} [parameters]
	 * @returns {Promise<string[]>} their task ids
	 */
	async function order(provider, prompts, parameters = {}) {
		const result = await open().generate(provider, {
			parameters: { prompt: '={{ $json.prompt }}', completion: 'submit', ...parameters },
			rows: prompts.map((prompt) => ({ prompt })),
		});
		return result.items('Node').map(({ json }) => String(json.taskId));
	}

	/**
	 * Runs an operation on tasks.
	 *
	 * @param {ProviderId} provider
	 * @param {string} operation
	 * @param {string[]} taskIds
	 * @param {Partial<GenerateRun>} [run]
	 */
	async function onTasks(provider, operation, taskIds, run = {}) {
		return await open().generate(provider, {
			...run,
			parameters: { resource: 'task', operation, ...run.parameters },
			rows: taskIds.map((taskId) => ({ taskId })),
		});
	}

	/** @param {string} id @param {string} state */
	async function reached(id, state) {
		while (tasks().find((task) => task.id === id)?.state !== state) {
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
	}

	/** @param {string} id */
	const stateOf = (id) => tasks().find((task) => task.id === id)?.state;

	return { onTasks, order, reached, stateOf };
}

module.exports = { FINAL, QUEUED, RUNNING, jsonOf, sentBody, taskTools };
