import { sleep } from 'n8n-workflow';

/** Time and chance, passed in so that tests can run hours of waiting in milliseconds. */
export interface Clock {
	/** Epoch milliseconds. */
	now(): number;
	/** Resolves after `ms` milliseconds, or soon after the stop signal fires. Never rejects. */
	sleep(ms: number): Promise<void>;
	/** 0 (inclusive) to 1 (exclusive). */
	random(): number;
}

/** Anything that can tell that the user pressed Stop; an AbortSignal is one. */
export interface StopSignal {
	readonly aborted: boolean;
}

/** Short enough that Stop ends every wait well within a second. */
const LONGEST_NAP_MS = 400;

/**
 * The real clock. Sleeps in short naps and looks at the stop signal between them, because the
 * abortable sleeps of n8n-workflow differ between versions and timers of our own are not allowed.
 */
export function createClock(stop: StopSignal): Clock {
	// A machine whose time is set back in the middle must not sleep through its wait.
	const beganMs = Date.now() - performance.now();
	const now = () => Math.round(beganMs + performance.now());
	return {
		now,
		random: () => Math.random(),
		async sleep(ms: number): Promise<void> {
			const end = now() + ms;
			for (let left = ms; left > 0 && !stop.aborted; left = end - now()) {
				await sleep(Math.min(left, LONGEST_NAP_MS));
			}
		},
	};
}
