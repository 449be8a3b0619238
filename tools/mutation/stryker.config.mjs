/**
 * Puts faults into the sources, one at a time, and sees whether a test notices: npm run mutate. A fault that survives is
 * a hole in the tests. It takes an hour or two; `npm run mutate -- --mutate <file>` looks at one file.
 */

/** The parts that pay, that talk to the network, and the thin files between them and n8n. */
const MUTATED = [
	'nodes/SeedanceGenerate/pay/{submit,decide,obtain,pay,findLost,caps,ledger/*}.ts',
	'nodes/SeedanceGenerate/{emit,instance}.ts',
	'nodes/shared/net/*.ts',
	'nodes/shared/n8n/*.ts',
	'nodes/shared/callback/*.ts',
];

/** The tests that are asked about each fault. */
const TESTS = [
	'<rootDir>/test/SeedanceGenerate/{emit,instance}.test.mts',
	'<rootDir>/test/SeedanceGenerate/pay/**/*.test.mts',
	'<rootDir>/test/shared/{net,n8n,callback}/**/*.test.mts',
];

/** Too slow to be asked so often: they start n8n's engine, or play thousands of runs. */
const SLOW_TESTS = [
	'<rootDir>/test/SeedanceGenerate/pay/(model|storm|faultMatrix|manyFiles|caps\\.engine|ourFaults|longPauses)\\.test\\.mts$',
	'<rootDir>/test/SeedanceGenerate/pay/ledger/(crash|idempotency|keys|passes|retries|takeKey|toolCalls)\\.test\\.mts$',
	'<rootDir>/test/shared/n8n/(access|session)\\.test\\.mts$',
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
