/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/e2e/**/*.test.mts'],
	globalSetup: '<rootDir>/test/e2e/support/globalSetup.mts',
	globalTeardown: '<rootDir>/test/e2e/support/globalTeardown.mts',
	transform: { '\\.m?ts$': '<rootDir>/tools/jest/transform.js' },
	moduleFileExtensions: ['ts', 'mts', 'js', 'json', 'node'],
	// The folders from which n8n itself is installed are no modules of these tests.
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/tools/n8n/server(-oldest)?/'],
	testTimeout: 180000,
	maxWorkers: 1,
	reporters: ['default', '<rootDir>/tools/jest/countsReporter.js'],
};
