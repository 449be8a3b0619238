/**
 * A clock on which hours pass in milliseconds: time jumps to the next sleeper whenever everything
 * else is waiting. For code that takes its time from a `Clock` (nodes/shared/tasks/clock.ts).
 */
export interface VirtualClock {
	/** Epoch milliseconds */
	now: () => number;
	sleep: (ms: number) => Promise<void>;
	/** 0 to 1, the same sequence for the same seed */
	random: () => number;
	/** What the code under test takes for the Stop button */
	stop: { aborted: boolean };
	/** Wakes everybody who sleeps */
	pressStop: () => void;
	/** Lets time pass until the work is done */
	run: <T>(work: Promise<T>) => Promise<T>;
}

/** A small seeded generator (mulberry32), so that a failing random run can be repeated. */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** Lets every promise that can settle do so; several rounds because settling starts new ones. */
async function settle() {
	await new Promise((resolve) => setImmediate(resolve));
}

export function createVirtualClock({
	startMs = Date.UTC(2026, 0, 5, 9),
	seed = 1,
}: { startMs?: number; seed?: number } = {}): VirtualClock {
	let nowMs = startMs;
	let order = 0;
	/** A binary heap by time, then by order */
	const heap: Array<{ atMs: number; order: number; wake: () => void }> = [];

	const before = (a: number, b: number) =>
		heap[a].atMs < heap[b].atMs || (heap[a].atMs === heap[b].atMs && heap[a].order < heap[b].order);
	const swap = (a: number, b: number) => {
		[heap[a], heap[b]] = [heap[b], heap[a]];
	};

	function push(sleeper: { atMs: number; order: number; wake: () => void }) {
		heap.push(sleeper);
		let child = heap.length - 1;
		while (child > 0) {
			const parent = (child - 1) >> 1;
			if (!before(child, parent)) break;
			swap(child, parent);
			child = parent;
		}
	}

	function pop() {
		const first = heap[0];
		const last = heap.pop();
		if (last === undefined || heap.length === 0) return first;
		heap[0] = last;
		let parent = 0;
		for (;;) {
			const left = 2 * parent + 1;
			if (left >= heap.length) break;
			const right = left + 1;
			const least = right < heap.length && before(right, left) ? right : left;
			if (!before(least, parent)) break;
			swap(least, parent);
			parent = least;
		}
		return first;
	}

	const stop = { aborted: false };
	return {
		now: () => nowMs,
		random: seededRandom(seed),
		stop,
		sleep: (ms) =>
			new Promise((resolve) => {
				if (stop.aborted) resolve();
				else push({ atMs: nowMs + Math.max(0, ms), order: order++, wake: () => resolve() });
			}),
		pressStop() {
			stop.aborted = true;
			while (heap.length > 0) pop()?.wake();
		},
		async run(work) {
			let settled = false;
			const watched = work.finally(() => {
				settled = true;
			});
			watched.catch(() => undefined);
			for (;;) {
				await settle();
				if (settled) return await watched;
				const next = pop();
				if (next === undefined)
					throw new Error('Nothing sleeps and the work is not done: it would hang.');
				nowMs = Math.max(nowMs, next.atMs);
				next.wake();
			}
		},
	};
}
