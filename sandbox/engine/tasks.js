const { PROVIDERS, parallelOf } = require('./options');

/**
 * @typedef {import('./types').ProviderId} ProviderId
 * @typedef {import('./types').Task} Task
 * @typedef {import('./types').TaskState} TaskState
 * @typedef {import('./options').SandboxOptions} SandboxOptions
 */

/**
 * @typedef {object} Acceptance what a dialect hands in when it accepts a job
 * @property {string} id
 * @property {ProviderId} provider
 * @property {'china' | 'international' | null} region
 * @property {string} model
 * @property {string} prompt
 * @property {import('./types').TaskSpec} spec
 * @property {import('./types').JsonObject} request
 * @property {import('./types').JsonObject} [notes]
 * @property {import('./types').Steering} steering
 * @property {string | null} callbackUrl
 * @property {number} units
 * @property {number} [priority] larger first
 * @property {() => Promise<{ code: string, message: string } | null>} [verify] looks at the media before the job runs
 */

/** States in which a job still occupies the provider. */
const OPEN = ['queued', 'running'];

/**
 * The jobs of all providers: accepts, queues, runs and ends them on real timers.
 *
 * @param {SandboxOptions} options
 * @param {(task: Task, previous: TaskState | null) => void} onChange called after every state change
 */
function createTasks(options, onChange) {
	/** @type {Map<string, Task>} */
	const tasks = new Map();
	/** @type {Map<string, () => Promise<{ code: string, message: string } | null>>} */
	const verifications = new Map();
	/** @type {Set<NodeJS.Timeout>} */
	const timers = new Set();
	/** @type {Record<ProviderId, Task[]>} tasks whose queue time has passed */
	const ready = { evolink: [], ark: [], twelveAi: [], ink: [] };
	/** @type {Record<ProviderId, number>} */
	const running = { evolink: 0, ark: 0, twelveAi: 0, ink: 0 };
	let generation = 0;

	/**
	 * @param {number} ms
	 * @param {() => void} run
	 */
	function later(ms, run) {
		const timer = setTimeout(() => {
			timers.delete(timer);
			run();
		}, ms);
		timers.add(timer);
	}

	/**
	 * @param {Task} task
	 * @param {TaskState} state
	 */
	function move(task, state) {
		const previous = task.state;
		task.state = state;
		task.updatedAtMs = Date.now();
		if (!OPEN.includes(state)) task.endedAtMs = task.updatedAtMs;
		onChange(task, previous);
	}

	/** @param {ProviderId} provider */
	function pump(provider) {
		ready[provider].sort((left, right) => right.priority - left.priority);
		while (running[provider] < parallelOf(options, provider) && ready[provider].length) {
			const task = ready[provider].shift();
			if (task && task.state === 'queued') void start(task);
		}
	}

	/** @param {Task} task */
	async function start(task) {
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

	/** @param {Task} task */
	function finish(task) {
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

	/** @param {Task} task */
	function release(task) {
		running[task.provider] -= 1;
		pump(task.provider);
	}

	/**
	 * Ends a job that holds a slot.
	 *
	 * @param {Task} task
	 * @param {TaskState} state
	 */
	function end(task, state) {
		move(task, state);
		release(task);
	}

	return {
		/**
		 * Takes a job in; it is queued when this returns.
		 *
		 * @param {Acceptance} acceptance
		 * @returns {Task}
		 */
		accept(acceptance) {
			const now = Date.now();
			const { verify, notes, priority, ...rest } = acceptance;
			const total = acceptance.steering.slowMs ?? options.jobMs;
			const queueMs =
				acceptance.steering.queueMs ?? options.queueMs ?? Math.min(total, options.jobMs) * 0.2;
			/** @type {Task} */
			const task = {
				...rest,
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
		/**
		 * @param {ProviderId} provider
		 * @param {string} id
		 * @returns {Task | null}
		 */
		find(provider, id) {
			const task = tasks.get(id);
			return task && task.provider === provider ? task : null;
		},
		/** @returns {Task[]} every task on record, oldest first */
		all: () => [...tasks.values()],
		/**
		 * Cancels an open job.
		 *
		 * @param {Task} task
		 */
		cancel(task) {
			const held = task.state === 'running';
			move(task, 'cancelled');
			if (held) release(task);
		},
		/**
		 * Forgets a task; one that still runs goes on unseen.
		 *
		 * @param {Task} task
		 */
		remove(task) {
			tasks.delete(task.id);
		},
		/** @param {ProviderId} provider */
		openCount(provider) {
			let count = 0;
			for (const task of tasks.values()) {
				if (task.provider === provider && OPEN.includes(task.state)) count += 1;
			}
			return count;
		},
		/**
		 * Makes a task look older than it is.
		 *
		 * @param {string} id
		 * @param {number} ms
		 */
		age(id, ms) {
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
			for (const timer of timers) clearTimeout(timer);
			timers.clear();
			tasks.clear();
			verifications.clear();
			for (const provider of PROVIDERS) {
				ready[provider] = [];
				running[provider] = 0;
			}
		},
	};
}

/** @typedef {ReturnType<typeof createTasks>} Tasks */

module.exports = { OPEN, createTasks };
