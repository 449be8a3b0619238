/**
 * Loads n8n's own engine with a quiet, throw-away configuration.
 *
 * n8n reads its settings from environment variables while it is being required, so everything
 * that decides where files go must be set first. One process (one jest file) has one n8n: one
 * user folder, one binary store. Engines made in it differ in everything else.
 */

import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { workflowPackage } from './workflowPackage.mts';

const require = createRequire(import.meta.url);

export interface Platform {
	/** N8n-core */
	core: any;
	/** N8n-workflow */
	workflow: typeof import('n8n-workflow');
	/** N8n's dependency injection container */
	container: any;
	/** Where n8n keeps its files */
	userFolder: string;
}

let loading: Promise<Platform> | undefined;
let temporaryFolder: string | undefined;
/** Engines in use, so that the temporary folder goes with the last one. */
let users = 0;

function configure(userFolder: string) {
	process.env.N8N_USER_FOLDER = userFolder;
	process.env.N8N_ENCRYPTION_KEY = 'local-engine-only';
	process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';
	process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
	process.env.N8N_LOG_LEVEL = process.env.SEEDANCE_ENGINE_LOG ?? 'silent';
	delete process.env.N8N_STORAGE_PATH;
	delete process.env.N8N_BINARY_DATA_STORAGE_PATH;
}

async function load(requestedFolder?: string): Promise<Platform> {
	if (requestedFolder === undefined) {
		temporaryFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-engine-'));
	}
	const userFolder = requestedFolder ?? temporaryFolder ?? '';
	fs.mkdirSync(userFolder, { recursive: true });
	configure(userFolder);

	require('reflect-metadata');
	const core = require('n8n-core');
	// npm may keep several copies of these; only the ones that n8n-core itself sees are wired up.
	const fromCore = createRequire(require.resolve('n8n-core'));
	const { Container } = fromCore('@n8n/di');
	const { Logger } = fromCore('@n8n/backend-common');
	workflowPackage.LoggerProxy.init(Container.get(Logger));
	await Container.get(core.BinaryDataService).init();
	return { core, workflow: workflowPackage, container: Container, userFolder };
}

/**
 * Loads n8n once per process. `userFolder` counts for the first call only; without it a
 * temporary folder is used and removed when the last engine is closed.
 */
export async function acquirePlatform(userFolder?: string): Promise<Platform> {
	loading ??= load(userFolder);
	const platform = await loading;
	users += 1;
	return platform;
}

/** Counterpart of acquirePlatform; the last one out removes the temporary folder. */
export function releasePlatform() {
	users -= 1;
	if (users > 0 || temporaryFolder === undefined) return;
	// n8n makes the folders again when a later engine of this process stores a file.
	fs.rmSync(temporaryFolder, { recursive: true, force: true });
}
