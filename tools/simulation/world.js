'use strict';

/**
 * A provider on a virtual clock: takes tasks, runs some of them side by side, queues or refuses the
 * rest, answers in its own dialect, and has every kind of bad day. Several clients can share it.
 */

const { DIALECTS } = require('./dialects');

/**
 * @typedef {import('./dialects').SimulatedTask} SimulatedTask
 * @typedef {{ method: string, path: string, query?: any, body?: any }} Call
 *
 * @typedef {object} Fault what happens to one request instead of an answer
 * @property {'notSent' | 'resetBefore' | 'resetAfter' | 'timeoutAfter' | 'status' | 'broken' | 'html' | 'oddWord'} kind
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {any} [body]
 *
 * @typedef {object} WorldOptions
 * @property {import('./virtualClock').VirtualClock} clock
 * @property {string} provider
 * @property {number} [parallel] tasks that run side by side
 * @property {'queue' | 'refuse'} [whenFull]
 * @property {number} [createsPerSecond] more submissions than this are refused (a bucket of one second)
 * @property {number} [latencyMs] of one request, both ways together
 * @property {(n: number) => number} [jobMs] how long the n-th task runs
 * @property {(n: number) => string} [endOf] `good`, `bad`, `expired` or `cancelled`
 * @property {(n: number) => number | null} [estimateSeconds]
 * @property {(call: Call, kind: 'create' | 'get' | 'list', count: number) => Fault | null} [faultFor]
 */

/** @param {WorldOptions} options */
function createWorld(options) {
	const { clock, provider } = options;
	const dialect = DIALECTS[provider];
	const parallel = options.parallel ?? 10;
	const latencyMs = options.latencyMs ?? 200;
	const jobMs = options.jobMs ?? (() => 5000);
	const endOf = options.endOf ?? (() => 'good');
	/** @type {Map<string, SimulatedTask>} */
	const tasks = new Map();
	const slotFreeMs = new Array(parallel).fill(0);
	/** Tasks whose id reached the client in the answer to the submission. @type {Set<string>} */
	const answered = new Set();
	const counts = { create: 0, get: 0, list: 0, refused: 0 };
	/** @type {Array<{ atMs: number, kind: string, id: string | null, status: number }>} */
	const log = [];

	/** @param {any} body */
	function accept(body) {
		const n = tasks.size;
		const slot = slotFreeMs.indexOf(Math.min(...slotFreeMs));
		const startMs = Math.max(clock.now(), slotFreeMs[slot]);
		const endMs = startMs + jobMs(n);
		slotFreeMs[slot] = endMs;
		/** @type {SimulatedTask} */
		const task = {
			id: dialect.id(n + 1),
			acceptedMs: clock.now(),
			startMs,
			endMs,
			end: dialect.words.ends[endOf(n)] ?? dialect.words.ends.bad,
			body,
		};
		tasks.set(task.id, task);
		return task;
	}

	/** @param {SimulatedTask} task */
	function wordOf(task) {
		if (clock.now() >= task.endMs) return task.end;
		return clock.now() >= task.startMs ? dialect.words.running : dialect.words.queued;
	}

	const openTasks = () => [...tasks.values()].filter((task) => task.endMs > clock.now()).length;

	/**
	 * @param {number} status
	 * @param {any} body
	 * @param {Record<string, string>} [headers]
	 */
	const answer = (status, body, headers = {}) => ({ kind: 'answer', status, headers, body });
	const noAnswer = { kind: 'noAnswer', reason: 'the connection was closed before the answer came' };

	let tokens = options.createsPerSecond ?? 0;
	let filledMs = clock.now();

	/** A bucket that fills by `createsPerSecond` and holds one second's worth. */
	function takeToken() {
		const rate = options.createsPerSecond ?? 0;
		tokens = Math.min(rate, tokens + ((clock.now() - filledMs) / 1000) * rate);
		filledMs = clock.now();
		if (tokens < 1) return false;
		tokens -= 1;
		return true;
	}

	/** @param {Call} call */
	function kindOf(call) {
		if (call.method === 'POST') return 'create';
		return dialect.taskPath.test(call.path) ? 'get' : 'list';
	}

	/**
	 * @param {Call} call
	 * @param {'create' | 'get' | 'list'} kind
	 * @param {Fault | null} fault
	 */
	function serve(call, kind, fault) {
		if (fault?.kind === 'resetBefore') return noAnswer;
		if (fault?.kind === 'status')
			return answer(fault.status ?? 500, fault.body ?? {}, fault.headers);
		if (fault?.kind === 'html') return answer(200, '<html>maintenance</html>');
		if (kind === 'list') {
			if (fault !== null && fault.kind !== 'oddWord') return noAnswer;
			const page = [...tasks.values()].reverse().slice(0, 100);
			const items = page.map((task) => dialect.task(task, wordOf(task)));
			return answer(200, { total: tasks.size, items });
		}
		if (kind === 'create') {
			const tooFast = options.createsPerSecond !== undefined && !takeToken();
			if (tooFast || (options.whenFull === 'refuse' && openTasks() >= parallel)) {
				counts.refused += 1;
				return answer(429, dialect.tooMany);
			}
			const estimate = options.estimateSeconds?.(tasks.size) ?? null;
			const task = accept(call.body);
			if (fault?.kind === 'resetAfter' || fault?.kind === 'timeoutAfter') return noAnswer;
			if (fault?.kind === 'broken') return answer(200, '{"id":"cgt-2026');
			answered.add(task.id);
			return answer(200, dialect.created(task, estimate));
		}
		if (fault !== null && fault.kind === 'broken') return answer(200, '{"id":');
		if (fault !== null && fault.kind !== 'oddWord') return noAnswer;
		const task = tasks.get(decodeURIComponent(dialect.taskPath.exec(call.path)?.[1] ?? ''));
		if (task === undefined)
			return answer(404, { error: { code: 'NotFound', message: 'No such task.' } });
		return answer(200, dialect.task(task, fault?.kind === 'oddWord' ? 'polishing' : wordOf(task)));
	}

	/** The client of one run; matches HttpClient of the nodes. */
	function client() {
		return {
			/** @param {Call} call @returns {Promise<any>} */
			async send(call) {
				const kind = kindOf(call);
				counts[kind] += 1;
				const fault = options.faultFor?.(call, kind, counts[kind]) ?? null;
				if (fault?.kind === 'notSent')
					return { kind: 'notSent', reason: 'nothing is listening there' };
				await clock.sleep(latencyMs / 2);
				const reply = serve(call, kind, fault);
				log.push({
					atMs: clock.now(),
					kind,
					id: dialect.taskPath.exec(call.path)?.[1] ?? null,
					status: 'status' in reply ? reply.status : 0,
				});
				await clock.sleep(fault?.kind === 'timeoutAfter' ? 30_000 : latencyMs / 2);
				return reply;
			},
		};
	}

	return { client, tasks, answered, counts, log, openTasks };
}

module.exports = { createWorld };
