/**
 * For `npm run test:dist`: nodes and credentials as built, because that is what users run.
 *
 * @type {import('jest').Config}
 */
const fromDist = {
	globalSetup: '<rootDir>/tools/jest/needBuild.js',
	// About the insides of the sources, or about the engine alone.
	testPathIgnorePatterns: ['/test/(shared|engine|e2e)/', '/ourFaults\\.', '/neighbours\\.'],
	moduleNameMapper: {
		'/(nodes/\\w+/\\w+\\.node|credentials/\\w+\\.credentials)(\\.ts)?$': '<rootDir>/dist/$1.js',
	},
};

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: '<rootDir>/tools/jest/skipIdleTime.js',
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	// They need a real n8n: npm run test:e2e.
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	transform: { '\\.m?ts$': '<rootDir>/tools/jest/transform.js' },
	moduleFileExtensions: ['ts', 'mts', 'js', 'json', 'node'],
	// The folders from which n8n itself is installed are no modules of these tests.
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/tools/n8n/server(-oldest)?/'],
	// n8n may find either zod for a package: npm run test:zod4 gives the same tests the other one.
	...(process.env.SEEDANCE_ZOD === '4' && { resolver: '<rootDir>/tools/jest/otherZod.js' }),
	// Loading n8n's engine alone can take longer than jest's 5 s on a busy machine.
	testTimeout: 60_000,
	// n8n's engine takes a gigabyte of memory per worker.
	maxWorkers: 2,
	...(process.env.SEEDANCE_FROM === 'dist' && fromDist),
	reporters: ['default', '<rootDir>/tools/jest/countsReporter.js'],
};
