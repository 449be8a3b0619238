const { readBody, sendJson } = require('./http');

/**
 * The sandbox's own API under /__sandbox/, for scripts in other processes.
 *
 * @typedef {object} AdminParts
 * @property {import('./stats').Stats} stats
 * @property {import('./faults').Faults} faults
 * @property {import('./tasks').Tasks} tasks
 * @property {() => void} reset
 */

/**
 * @param {AdminParts} parts
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse, path: string) => Promise<void>}
 */
function createAdmin({ stats, faults, tasks, reset }) {
	/** @type {Record<string, (body: unknown) => unknown>} */
	const actions = {
		'GET stats': () => stats.read(),
		'GET requests': () => stats.records(),
		'GET tasks': () => tasks.all(),
		'GET faults': () => faults.list(),
		'POST faults'(body) {
			for (const fault of Array.isArray(body) ? body : [body]) faults.add(fault);
			return { faults: faults.list() };
		},
		'DELETE faults'() {
			faults.clear();
			return { faults: [] };
		},
		'POST reset'() {
			reset();
			return { reset: true };
		},
		'POST age'(body) {
			const { taskId, ms } = /** @type {{ taskId: string, ms: number }} */ (body);
			tasks.age(taskId, ms);
			return { taskId, ms };
		},
	};
	return async (request, response, path) => {
		const name = `${request.method} ${path}`;
		const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
		if (!action) {
			sendJson(response, 404, { message: 'Unknown', actions: Object.keys(actions) });
			return;
		}
		try {
			const raw = await readBody(request, 1024 * 1024);
			sendJson(response, 200, action(raw?.length ? JSON.parse(raw.toString('utf8')) : undefined));
		} catch (error) {
			sendJson(response, 400, { message: error instanceof Error ? error.message : String(error) });
		}
	};
}

module.exports = { createAdmin };
