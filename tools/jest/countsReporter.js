'use strict';

/** How long after the last test a forgotten server or timer may keep the process alive. */
const GRACE_MS = 5000;

/**
 * A jest reporter that ends a run with one line that people and scripts can read:
 * `N passed, N failed`. A test file that cannot even start counts as a failure.
 */
class CountsReporter {
	/**
	 * @param {unknown} _contexts
	 * @param {{ numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites: number, numPendingTests: number, numTodoTests: number }} results
	 */
	onRunComplete(_contexts, results) {
		// A skipped test proves nothing, and this project has none.
		const failed =
			results.numFailedTests +
			results.numRuntimeErrorTestSuites +
			results.numPendingTests +
			results.numTodoTests;
		const leave = () => {
			process.stderr.write('Something kept running after the last test; leaving all the same.\n');
			process.exit(1);
		};
		// The timer itself keeps nothing alive: it fires only when a test has left something open.
		setTimeout(leave, GRACE_MS).unref();
		process.stdout.write(`${results.numPassedTests} passed, ${failed} failed\n`);
	}
}

module.exports = CountsReporter;
