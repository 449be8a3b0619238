/**
 * Puts faults into the sources, one at a time, and sees whether a test notices: npm run mutate. A fault that survives is
 * a hole in the tests. It takes one to two hours; `npm run mutate -- --mutate <file>` looks at one file.
 */

/** The parts that pay, that talk to the network, and the thin files between them and n8n. */
const MUTATED = [
	'nodes/SeedanceGenerate/pay/{caps,findLost,submit,take}.ts',
	'nodes/SeedanceGenerate/pay/ledger/*.ts',
	'nodes/SeedanceGenerate/instance.ts',
	'nodes/shared/net/{connection,fullResponse,http,networkTrouble,reply,retryAfter}.ts',
	'nodes/shared/n8n/*.ts',
	'nodes/shared/callback/*.ts',
];

/** The tests that are asked about each fault. */
const TESTS = [
	'<rootDir>/test/SeedanceGenerate/instance.test.mts',
	'<rootDir>/test/SeedanceGenerate/pay/**/*.test.mts',
	'<rootDir>/test/shared/{callback,n8n,net,tasks}/**/*.test.mts',
];

/** Too slow to be asked so often: they start n8n's engine, or play thousands of runs. */
const SLOW_TESTS = [
	'<rootDir>/test/SeedanceGenerate/pay/(caps\\.engine|faultMatrix|manyFiles|model|storm)\\.test',
	'<rootDir>/test/SeedanceGenerate/pay/ledger/(crash|idempotency|keys|passes|retries|toolCalls)\\.test',
	'<rootDir>/test/shared/n8n/(access|session)\\.test',
	'<rootDir>/test/shared/tasks/workers\\.test',
];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	mutate: MUTATED,
	testRunner: 'jest',
	plugins: ['@stryker-mutator/jest-runner'],
	jest: {
		projectType: 'custom',
		configFile: 'jest.config.js',
		config: {
			testEnvironment: 'node',
			testMatch: TESTS,
			testPathIgnorePatterns: ['/node_modules/', ...SLOW_TESTS],
			testTimeout: 20_000,
		},
	},
	coverageAnalysis: 'perTest',
	// Tests that look at a clock do not like company.
	concurrency: 1,
	timeoutMS: 5000,
	reporters: ['clear-text', 'progress', 'json'],
	jsonReporter: { fileName: 'reports/mutation.json' },
	incrementalFile: 'reports/mutation-incremental.json',
	clearTextReporter: { allowColor: false, logTests: false },
	// Copies of the sources; gone when the run ends, but until then the linter finds them.
	tempDirName: '.stryker-tmp',
	cleanTempDir: 'always',
	ignorePatterns: [
		'.stryker-tmp',
		'coverage',
		'demo-output',
		'dist',
		'docs',
		'examples',
		'icons',
		'reports',
	],
};
