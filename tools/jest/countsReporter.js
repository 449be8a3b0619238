'use strict';

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
		process.stdout.write(`${results.numPassedTests} passed, ${failed} failed\n`);
	}
}

module.exports = CountsReporter;
