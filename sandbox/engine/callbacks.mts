import { Agent, request } from 'undici';
import type { CallbackRule, Dialect, Task, JsonObject } from './types.mts';
import type { SandboxOptions } from './options.mts';

/** One try. */
export interface CallbackRecord {
	provider: string;
	taskId: string;
	/** The state that was reported. */
	state: string;
	/** Counted from 1. */
	attempt: number;
	/** The receiver's answer, null = none in time. */
	status: number | null;
	/** Milliseconds since 1970. */
	at: number;
}

const END_STATES = ['succeeded', 'failed', 'cancelled', 'expired'];

/** What is reported, and how it is signed. */
export interface Report {
	body: JsonObject;
	sign?: Dialect['sign'];
}

/** Calls back as the providers do: the body of the GET answer, tried again on anything but 2xx. */
export function createCallbacks(options: SandboxOptions, record: (record: CallbackRecord) => void) {
	const agent = new Agent({ keepAliveTimeout: 1, keepAliveMaxTimeout: 1 });
	const timers: Set<NodeJS.Timeout> = new Set();
	let generation = 0;

	async function post(
		task: Task,
		{ body, sign }: Report,
		timeoutMs: number,
	): Promise<number | null> {
		const text = JSON.stringify(body);
		try {
			const answer = await request(task.callbackUrl as string, {
				method: 'POST',
				dispatcher: agent,
				headers: { 'content-type': 'application/json', ...sign?.(task, text) },
				body: text,
				signal: AbortSignal.timeout(timeoutMs),
			});
			await answer.body.dump();
			return answer.statusCode;
		} catch {
			return null;
		}
	}

	async function deliver(
		task: Task,
		state: string,
		report: Report,
		rule: CallbackRule,
		attempt: number,
	) {
		const born = generation;
		const status = await post(task, report, rule.timeoutMs);
		if (born !== generation) return;
		record({ provider: task.provider, taskId: task.id, state, attempt, status, at: Date.now() });
		const delivered = status !== null && status >= 200 && status < 300;
		if (delivered || attempt > rule.retryFactors.length) return;
		const timer = setTimeout(
			() => {
				timers.delete(timer);
				void deliver(task, state, report, rule, attempt + 1);
			},
			rule.retryFactors[attempt - 1] * options.callbackRetryMs,
		);
		timers.add(timer);
	}

	return {
		/** Reports the task's present state, if the provider would. */
		report(task: Task, rule: CallbackRule, report: Report) {
			if (task.callbackUrl === null) return;
			if (!(rule.states ?? END_STATES).includes(task.state)) return;
			for (let copy = 0; copy < task.steering.callbackCopies; copy += 1) {
				void deliver(task, task.state, report, rule, 1);
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
