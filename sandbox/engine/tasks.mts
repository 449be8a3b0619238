import { PROVIDERS, perProvider } from '../providers.mts';
import { parallelOf } from './options.mts';
import type {
	ProviderId,
	Region,
	Task,
	TaskState,
	TaskSpec,
	JsonObject,
	Steering,
} from './types.mts';
import type { SandboxOptions } from './options.mts';

/** What a dialect hands in when it accepts a job. */
export interface Acceptance {
	id: string;
	provider: ProviderId;
	region: Region | null;
	model: string;
	prompt: string;
	spec: TaskSpec;
	request: JsonObject;
	notes?: JsonObject;
	steering: Steering;
	callbackUrl: string | null;
	units: number;
	/** Larger first. */
	priority?: number;
	/** Looks at the media before the job runs. */
	verify?: () => Promise<{ code: string; message: string } | null>;
}

/** States in which a job still occupies the provider. */
export const OPEN = ['queued', 'running'];

/**
 * The jobs of all providers: accepts, queues, runs and ends them on real timers.
 *
 * @param onChange called after every state change
 */
export function createTasks(
	options: SandboxOptions,
	onChange: (task: Task, previous: TaskState | null) => void,
) {
	const tasks: Map<string, Task> = new Map();
	const verifications: Map<string, () => Promise<{ code: string; message: string } | null>> =
		new Map();
	const timers: Set<NodeJS.Timeout> = new Set();
	/** Tasks whose queue time has passed. */
	const ready = perProvider((): Task[] => []);
	const running = perProvider(() => 0);
	let generation = 0;
	let accepted = 0;

	function later(ms: number, run: () => void) {
		const timer = setTimeout(() => {
			timers.delete(timer);
			run();
		}, ms);
		timers.add(timer);
	}

	function move(task: Task, state: TaskState) {
		const previous = task.state;
		task.state = state;
		task.updatedAtMs = Date.now();
		if (!OPEN.includes(state)) task.endedAtMs = task.updatedAtMs;
		onChange(task, previous);
	}

	function pump(provider: ProviderId) {
		ready[provider].sort((left, right) => right.priority - left.priority);
		while (running[provider] < parallelOf(options, provider) && ready[provider].length) {
			const task = ready[provider].shift();
			if (task && task.state === 'queued') void start(task);
		}
	}

	async function start(task: Task) {
		const born = generation;
		running[task.provider] += 1;
		const problem = await verifications.get(task.id)?.();
		verifications.delete(task.id);
		if (born !== generation) return;
		if (task.state !== 'queued') {
			release(task);
			return;
		}
		if (problem) {
			task.failure = problem;
			end(task, 'failed');
			return;
		}
		task.startedAtMs = Date.now();
		move(task, 'running');
		later(task.runMs, () => {
			if (task.state === 'running') finish(task);
		});
	}

	function finish(task: Task) {
		const { steering } = task;
		if (steering.fail) {
			task.failure = {
				code: steering.fail.code,
				message: steering.fail.message ?? 'The request failed as the prompt asked.',
			};
			end(task, 'failed');
		} else if (steering.expire) end(task, 'expired');
		else if (steering.cancelled) end(task, 'cancelled');
		else end(task, 'succeeded');
	}

	function release(task: Task) {
		running[task.provider] -= 1;
		pump(task.provider);
	}

	/** Ends a job that holds a slot. */
	function end(task: Task, state: TaskState) {
		move(task, state);
		release(task);
	}

	return {
		/** Takes a job in; it is queued when this returns. */
		accept(acceptance: Acceptance): Task {
			const now = Date.now();
			const { verify, notes, priority, ...rest } = acceptance;
			const total = acceptance.steering.slowMs ?? options.jobMs;
			const queueMs =
				acceptance.steering.queueMs ?? options.queueMs ?? Math.min(total, options.jobMs) * 0.2;
			accepted += 1;
			const task: Task = {
				...rest,
				shot: accepted,
				notes: notes ?? {},
				priority: priority ?? 0,
				state: 'queued',
				createdAtMs: now,
				updatedAtMs: now,
				startedAtMs: null,
				endedAtMs: null,
				runMs: Math.max(0, total - queueMs),
				failure: null,
			};
			tasks.set(task.id, task);
			if (verify) verifications.set(task.id, verify);
			onChange(task, null);
			later(queueMs, () => {
				ready[task.provider].push(task);
				pump(task.provider);
			});
			return task;
		},
		find(provider: ProviderId, id: string): Task | null {
			const task = tasks.get(id);
			return task && task.provider === provider ? task : null;
		},
		/** Writes down who pays for a task. */
		own(id: string | undefined, owner: string | undefined) {
			const task = tasks.get(id ?? '');
			if (task) task.owner = owner;
		},
		ownerOf: (id: string): string | undefined => tasks.get(id)?.owner,
		/** Every task on record, oldest first. */
		all: (): Task[] => [...tasks.values()],
		/** Cancels an open job. */
		cancel(task: Task) {
			const held = task.state === 'running';
			move(task, 'cancelled');
			if (held) release(task);
		},
		/** Ends a job before it has begun. */
		fail(task: Task, failure: { code: string; message: string }) {
			task.failure = failure;
			move(task, 'failed');
		},
		/** Forgets a task; one that still runs goes on unseen. */
		remove(task: Task) {
			tasks.delete(task.id);
		},
		openCount(provider: ProviderId) {
			let count = 0;
			for (const task of tasks.values()) {
				if (task.provider === provider && OPEN.includes(task.state)) count += 1;
			}
			return count;
		},
		/** Makes a task look older than it is. */
		age(id: string, ms: number) {
			const task = tasks.get(id);
			if (!task) throw new Error(`The sandbox has no task ${id}`);
			task.createdAtMs -= ms;
			task.updatedAtMs -= ms;
			if (task.startedAtMs !== null) task.startedAtMs -= ms;
			if (task.endedAtMs !== null) task.endedAtMs -= ms;
		},
		/** Forgets everything and stops every timer. */
		clear() {
			generation += 1;
			accepted = 0;
			for (const timer of timers) clearTimeout(timer);
			timers.clear();
			tasks.clear();
			verifications.clear();
			for (const { id } of PROVIDERS) {
				ready[id] = [];
				running[id] = 0;
			}
		},
	};
}

export type Tasks = ReturnType<typeof createTasks>;
