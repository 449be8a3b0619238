'use strict';

/**
 * A clock on which hours pass in milliseconds: time jumps to the next sleeper whenever everything
 * else is waiting. For code that takes its time from a `Clock` (nodes/shared/jobs/clock.ts).
 *
 * @typedef {object} VirtualClock
 * @property {() => number} now epoch milliseconds
 * @property {(ms: number) => Promise<void>} sleep
 * @property {() => number} random 0 to 1, the same sequence for the same seed
 * @property {{ aborted: boolean }} stop what the code under test takes for the Stop button
 * @property {() => void} pressStop wakes everybody who sleeps
 * @property {<T>(work: Promise<T>) => Promise<T>} run lets time pass until the work is done
 */

/**
 * A small seeded generator (mulberry32), so that a failing random run can be repeated.
 * @param {number} seed
 * @returns {() => number}
 */
function seededRandom(seed) {
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

/**
 * @param {{ startMs?: number, seed?: number }} [options]
 * @returns {VirtualClock}
 */
function createVirtualClock({ startMs = Date.UTC(2026, 0, 5, 9), seed = 1 } = {}) {
	let nowMs = startMs;
	let order = 0;
	/** @type {Array<{ atMs: number, order: number, wake: () => void }>} a binary heap by time, then by order */
	const heap = [];

	/** @param {number} a @param {number} b */
	const before = (a, b) =>
		heap[a].atMs < heap[b].atMs || (heap[a].atMs === heap[b].atMs && heap[a].order < heap[b].order);
	/** @param {number} a @param {number} b */
	const swap = (a, b) => {
		[heap[a], heap[b]] = [heap[b], heap[a]];
	};

	/** @param {{ atMs: number, order: number, wake: () => void }} sleeper */
	function push(sleeper) {
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

module.exports = { createVirtualClock, seededRandom };
