/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.js'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.test.json' }] },
	modulePathIgnorePatterns: ['<rootDir>/dist'],
	reporters: ['default', '<rootDir>/tools/jest/countsReporter.js'],
};
