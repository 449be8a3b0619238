'use strict';

const { performance } = require('perf_hooks');
const { TestEnvironment } = require('jest-environment-node');

/** How long the process must have slept, without anything waking it, to count as idle. */
const QUIET_MS = 1;

/** Node's names for work of its own threads (files, host names), whose end is on its way. */
const UNDER_WAY = /Req/;

/** They wait for what is being done, and not for a time. */
const TIMELESS = ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'];

/**
 * A jest environment in which waiting takes no time: whenever nothing is left to do in this process,
 * its clock jumps to the next timer. Nodes, n8n's engine and the sandbox all run in it on that clock
 * (setTimeout, setInterval, Date, performance.now, AbortSignal.timeout), so pauses keep their
 * proportions and tests assert on them as ever. The clock stands still while anything is being done, so it makes no
 * difference how busy the machine is.
 *
 * Not for tests that run other processes or measure how long something computes: those begin with
 * `@jest-environment node`. Timers inside Node itself (sockets, node:timers/promises) stay real.
 */
class SkipIdleTime extends TestEnvironment {
	/** @param {{ name: string }} event of jest's runner, which has taken the real timers for itself */
	handleTestEvent(event) {
		if (event.name === 'setup') this.start();
	}

	start() {
		this.fakeTimersModern.useFakeTimers({ doNotFake: TIMELESS });
		for (const name of ['setTimeout', 'setInterval']) {
			// No timer of Node is shorter than a millisecond; jest's would let time stand still.
			this.global[name] = new Proxy(this.global[name], {
				apply: (set, self, [run, ms, ...rest]) => set.call(self, run, ms >= 1 ? ms : 1, ...rest),
			});
		}
		const { setTimeout: later } = this.global;
		this.global.AbortSignal = new Proxy(AbortSignal, {
			get: (real, name) => (name === 'timeout' ? (ms) => abortedIn(ms, later) : real[name]),
		});
		this.look();
	}

	/** Jumps if nothing happens within a moment, and looks again. */
	look() {
		const before = performance.eventLoopUtilization();
		const eventsBefore = eventCount();
		this.looking = setTimeout(() => {
			const { idle } = performance.eventLoopUtilization(before);
			try {
				if (idle >= QUIET_MS && eventCount() === eventsBefore && !isUnderWay()) {
					this.fakeTimersModern.advanceTimersToNextTimer();
				}
			} finally {
				this.look();
			}
		}, QUIET_MS);
	}

	async teardown() {
		clearTimeout(this.looking);
		// The last connections have just been closed and may still say so.
		await new Promise((resolve) => setImmediate(resolve));
		await super.teardown();
	}
}

/** AbortSignal.timeout, whose own timer would stay real. */
function abortedIn(ms, later) {
	const controller = new AbortController();
	const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
	later(() => controller.abort(reason), ms).unref();
	return controller.signal;
}

/** Whatever has woken the process so far: data, connections, ends of what its threads did. */
function eventCount() {
	const { uvMetricsInfo } = performance.nodeTiming;
	if (uvMetricsInfo === undefined) throw new Error('The tests need Node 20.18 or newer.');
	return uvMetricsInfo.events;
}

const isUnderWay = () => process.getActiveResourcesInfo().some((name) => UNDER_WAY.test(name));

module.exports = SkipIdleTime;
