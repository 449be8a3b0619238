/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/e2e/**/*.test.js'],
	globalSetup: '<rootDir>/test/e2e/support/globalSetup.js',
	globalTeardown: '<rootDir>/test/e2e/support/globalTeardown.js',
	modulePathIgnorePatterns: ['<rootDir>/dist'],
	testTimeout: 180000,
	maxWorkers: 1,
	reporters: ['default', '<rootDir>/tools/jest/countsReporter.js'],
};
