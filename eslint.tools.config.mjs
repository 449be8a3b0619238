import js from '@eslint/js';

const NODE_GLOBALS = [
	'AbortController',
	'AbortSignal',
	'Blob',
	'Buffer',
	'FormData',
	'Headers',
	'Response',
	'TextDecoder',
	'TextEncoder',
	'URL',
	'URLSearchParams',
	'__dirname',
	'__filename',
	'clearInterval',
	'clearTimeout',
	'console',
	'exports',
	'fetch',
	'global',
	'globalThis',
	'performance',
	'process',
	'queueMicrotask',
	'require',
	'setImmediate',
	'setInterval',
	'setTimeout',
	'structuredClone',
];

const JEST_GLOBALS = [
	'afterAll',
	'afterEach',
	'beforeAll',
	'beforeEach',
	'describe',
	'expect',
	'it',
	'jest',
	'test',
];

const readonly = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

/** The rules for everything that is not published: sandbox, tests, tools, gulpfile (CommonJS). */
export default [
	js.configs.recommended,
	{
		files: ['**/*.js'],
		languageOptions: {
			ecmaVersion: 2022,
			sourceType: 'commonjs',
			globals: { ...readonly(NODE_GLOBALS), module: 'writable' },
		},
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
			'no-var': 'error',
			'prefer-const': 'error',
			eqeqeq: 'error',
			'no-shadow': 'error',
			'no-await-in-loop': 'off',
			'no-template-curly-in-string': 'off',
			'max-lines': ['error', { max: 300 }],
		},
	},
	{
		files: ['test/**/*.js'],
		languageOptions: { globals: readonly(JEST_GLOBALS) },
		// A test file is one subject told from start to end; cutting it in two helps nobody.
		rules: { 'max-lines': ['error', { max: 500 }] },
	},
];
