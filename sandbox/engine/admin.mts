import { readBody, sendJson } from './http.mts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Stats } from './stats.mts';
import type { Faults } from './faults.mts';
import type { Tasks } from './tasks.mts';

/** The sandbox's own API under /__sandbox/, for scripts in other processes. */
export interface AdminParts {
	stats: Stats;
	faults: Faults;
	tasks: Tasks;
	reset: () => void;
}

export function createAdmin({
	stats,
	faults,
	tasks,
	reset,
}: AdminParts): (
	request: IncomingMessage,
	response: ServerResponse,
	path: string,
) => Promise<void> {
	const actions: Record<string, (body: unknown) => unknown> = {
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
			const { taskId, ms } = body as { taskId: string; ms: number };
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
