const { Agent, request } = require('undici');

/**
 * @typedef {import('./types').CallbackRule} CallbackRule
 * @typedef {import('./types').Task} Task
 *
 * @typedef {object} CallbackRecord one try
 * @property {string} provider
 * @property {string} taskId
 * @property {string} state the state that was reported
 * @property {number} attempt counted from 1
 * @property {number | null} status the receiver's answer, null = none in time
 * @property {number} at milliseconds since 1970
 */

const END_STATES = ['succeeded', 'failed', 'cancelled', 'expired'];

/**
 * Calls back as the providers do: unsigned, the body of the GET answer, tried again on anything but 2xx.
 *
 * @param {import('./options').SandboxOptions} options
 * @param {(record: CallbackRecord) => void} record
 */
function createCallbacks(options, record) {
	const agent = new Agent({ keepAliveTimeout: 1, keepAliveMaxTimeout: 1 });
	/** @type {Set<NodeJS.Timeout>} */
	const timers = new Set();
	let generation = 0;

	/**
	 * @param {string} url
	 * @param {import('./types').JsonObject} body
	 * @param {number} timeoutMs
	 * @returns {Promise<number | null>}
	 */
	async function post(url, body, timeoutMs) {
		try {
			const answer = await request(url, {
				method: 'POST',
				dispatcher: agent,
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
				signal: AbortSignal.timeout(timeoutMs),
			});
			await answer.body.dump();
			return answer.statusCode;
		} catch {
			return null;
		}
	}

	/**
	 * @param {Task} task
	 * @param {string} state
	 * @param {import('./types').JsonObject} body
	 * @param {CallbackRule} rule
	 * @param {number} attempt
	 */
	async function deliver(task, state, body, rule, attempt) {
		const born = generation;
		const status = await post(/** @type {string} */ (task.callbackUrl), body, rule.timeoutMs);
		if (born !== generation) return;
		record({ provider: task.provider, taskId: task.id, state, attempt, status, at: Date.now() });
		const delivered = status !== null && status >= 200 && status < 300;
		if (delivered || attempt > rule.retryFactors.length) return;
		const timer = setTimeout(
			() => {
				timers.delete(timer);
				void deliver(task, state, body, rule, attempt + 1);
			},
			rule.retryFactors[attempt - 1] * options.callbackRetryMs,
		);
		timers.add(timer);
	}

	return {
		/**
		 * Reports the task's present state, if the provider would.
		 *
		 * @param {Task} task
		 * @param {CallbackRule} rule
		 * @param {import('./types').JsonObject} body
		 */
		report(task, rule, body) {
			if (task.callbackUrl === null) return;
			if (!(rule.states ?? END_STATES).includes(task.state)) return;
			for (let copy = 0; copy < task.steering.callbackCopies; copy += 1) {
				void deliver(task, task.state, body, rule, 1);
			}
		},
		/** Drops every pending try. */
		clear() {
			generation += 1;
			for (const timer of timers) clearTimeout(timer);
			timers.clear();
		},
		close: () => agent.destroy(),
	};
}

module.exports = { createCallbacks };
