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
import type * as Core from 'n8n-core';
import type * as Workflow from 'n8n-workflow';

const require = createRequire(import.meta.url);

/** n8n's dependency injection, as much of it as is used here. */
export interface Container {
	/** The one instance of a service in this process */
	get: <Service extends new (...args: never[]) => unknown>(
		service: Service,
	) => InstanceType<Service>;
}

export interface Platform {
	core: typeof Core;
	workflow: typeof Workflow;
	container: Container;
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
	const core = require('n8n-core') as typeof Core;
	// npm may keep several copies of these; only the ones that n8n-core itself sees are wired up.
	const fromCore = createRequire(require.resolve('n8n-core'));
	const { Container: container } = fromCore('@n8n/di') as { Container: Container };
	const { Logger } = fromCore('@n8n/backend-common') as { Logger: new () => Workflow.Logger };
	workflowPackage.LoggerProxy.init(container.get(Logger));
	await container.get(core.BinaryDataService).init();
	return { core, workflow: workflowPackage, container, userFolder };
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
