/**
 * A provider on a virtual clock: takes tasks, runs some of them side by side, queues or refuses the
 * rest, answers in its own dialect, and has every kind of bad day. Several clients can share it.
 */

import { DIALECTS } from './dialects.mts';
import type { JsonObject } from '../../nodes/shared/domain/json.ts';
import type { HttpCall } from '../../nodes/shared/providers/types.ts';
import type { Reply } from '../../nodes/shared/net/reply.ts';
import type { SimulatedTask } from './dialects.mts';
import type { VirtualClock } from './virtualClock.mts';

export type Call = HttpCall;

/** What happens to one request instead of an answer */
export interface Fault {
	kind:
		| 'notSent'
		| 'resetBefore'
		| 'resetAfter'
		| 'timeoutAfter'
		| 'status'
		| 'broken'
		| 'html'
		| 'oddWord';
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
}

export interface WorldOptions {
	clock: VirtualClock;
	provider: string;
	/** Tasks that run side by side */
	parallel?: number;
	whenFull?: 'queue' | 'refuse';
	/** More submissions than this are refused (a bucket of one second) */
	createsPerSecond?: number;
	/** Of one request, both ways together */
	latencyMs?: number;
	/** How long the n-th task runs */
	jobMs?: (n: number) => number;
	/** `good`, `bad`, `expired` or `cancelled` */
	endOf?: (n: number) => string;
	estimateSeconds?: (n: number) => number | null;
	faultFor?: (call: Call, kind: 'create' | 'get' | 'list', count: number) => Fault | null;
}

export function createWorld(options: WorldOptions) {
	const { clock, provider } = options;
	const dialect = DIALECTS[provider];
	const parallel = options.parallel ?? 10;
	const latencyMs = options.latencyMs ?? 200;
	const jobMs = options.jobMs ?? (() => 5000);
	const endOf = options.endOf ?? (() => 'good');
	const tasks: Map<string, SimulatedTask> = new Map();
	const slotFreeMs = new Array(parallel).fill(0);
	/** Tasks whose id reached the client in the answer to the submission. */
	const answered: Set<string> = new Set();
	const counts = { create: 0, get: 0, list: 0, refused: 0 };
	const log: Array<{ atMs: number; kind: string; id: string | null; status: number }> = [];

	function accept(body: JsonObject) {
		const n = tasks.size;
		const slot = slotFreeMs.indexOf(Math.min(...slotFreeMs));
		const startMs = Math.max(clock.now(), slotFreeMs[slot]);
		const endMs = startMs + jobMs(n);
		slotFreeMs[slot] = endMs;
		const task: SimulatedTask = {
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

	function wordOf(task: SimulatedTask) {
		if (clock.now() >= task.endMs) return task.end;
		return clock.now() >= task.startMs ? dialect.words.running : dialect.words.queued;
	}

	const openTasks = () => [...tasks.values()].filter((task) => task.endMs > clock.now()).length;

	const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({
		kind: 'answer',
		status,
		headers,
		body,
	});
	const noAnswer: Reply = {
		kind: 'noAnswer',
		reason: 'the connection was closed before the answer came',
	};

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

	function kindOf(call: Call) {
		if (call.method === 'POST') return 'create';
		return dialect.taskPath.test(call.path) ? 'get' : 'list';
	}

	function serve(call: Call, kind: 'create' | 'get' | 'list', fault: Fault | null): Reply {
		if (fault?.kind === 'resetBefore') return noAnswer;
		if (fault?.kind === 'status')
			return answer(fault.status ?? 500, fault.body ?? {}, fault.headers);
		if (fault?.kind === 'html') return answer(200, '<html>maintenance</html>');
		if (kind === 'list') {
			if (fault !== null && fault.kind !== 'oddWord') return noAnswer;
			const page = [...tasks.values()].reverse().slice(0, 100);
			const items = page.map((task) => dialect.task(task, wordOf(task)));
			return answer(200, dialect.page?.(items) ?? { total: tasks.size, items });
		}
		if (kind === 'create') {
			const tooFast = options.createsPerSecond !== undefined && !takeToken();
			if (tooFast || (options.whenFull === 'refuse' && openTasks() >= parallel)) {
				counts.refused += 1;
				return answer(429, dialect.tooMany);
			}
			const estimate = options.estimateSeconds?.(tasks.size) ?? null;
			const task = accept(call.body ?? {});
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
			async send(call: Call): Promise<Reply> {
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
