'use strict';

/**
 * Loads n8n's own engine with a quiet, throw-away configuration.
 *
 * n8n reads its settings from environment variables while it is being required, so everything
 * that decides where files go must be set first. One process (one jest file) has one n8n: one
 * user folder, one binary store. Engines made in it differ in everything else.
 */

const fs = require('fs');
const { createRequire } = require('module');
const os = require('os');
const path = require('path');

/**
 * @typedef {object} Platform
 * @property {any} core n8n-core
 * @property {typeof import('n8n-workflow')} workflow n8n-workflow
 * @property {any} container n8n's dependency injection container
 * @property {string} userFolder where n8n keeps its files
 */

/** @type {Promise<Platform> | undefined} */
let loading;
/** @type {string | undefined} */
let temporaryFolder;
/** Engines in use, so that the temporary folder goes with the last one. */
let users = 0;

/** @param {string} userFolder */
function configure(userFolder) {
	process.env.N8N_USER_FOLDER = userFolder;
	process.env.N8N_ENCRYPTION_KEY = 'local-engine-only';
	process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';
	process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
	process.env.N8N_LOG_LEVEL = process.env.SEEDANCE_ENGINE_LOG ?? 'silent';
	delete process.env.N8N_STORAGE_PATH;
	delete process.env.N8N_BINARY_DATA_STORAGE_PATH;
}

/**
 * @param {string} [requestedFolder]
 * @returns {Promise<Platform>}
 */
async function load(requestedFolder) {
	if (requestedFolder !== undefined) {
		fs.mkdirSync(requestedFolder, { recursive: true });
	} else {
		temporaryFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-engine-'));
	}
	const userFolder = requestedFolder ?? /** @type {string} */ (temporaryFolder);
	configure(userFolder);

	require('reflect-metadata');
	const workflow = require('n8n-workflow');
	const core = require('n8n-core');
	// npm may keep several copies of these; only the ones that n8n-core itself sees are wired up.
	const fromCore = createRequire(require.resolve('n8n-core'));
	const { Container } = fromCore('@n8n/di');
	const { Logger } = fromCore('@n8n/backend-common');
	workflow.LoggerProxy.init(Container.get(Logger));
	await Container.get(core.BinaryDataService).init();
	return { core, workflow, container: Container, userFolder };
}

/**
 * Loads n8n once per process. `userFolder` counts for the first call only; without it a
 * temporary folder is used and removed when the last engine is closed.
 *
 * @param {string} [userFolder]
 * @returns {Promise<Platform>}
 */
async function acquirePlatform(userFolder) {
	loading ??= load(userFolder);
	const platform = await loading;
	users += 1;
	return platform;
}

/** Counterpart of acquirePlatform; the last one out removes the temporary folder. */
function releasePlatform() {
	users -= 1;
	if (users > 0 || temporaryFolder === undefined) return;
	// n8n makes the folders again when a later engine of this process stores a file.
	fs.rmSync(temporaryFolder, { recursive: true, force: true });
}

module.exports = { acquirePlatform, releasePlatform };
