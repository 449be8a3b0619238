/**
 * Where the real n8n lives on this machine: outside of the clone, so that it is fetched once.
 */

import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const CACHE = path.join(
	process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'),
	'n8n-nodes-seedance',
);

/** One n8n that can be installed. */
export interface Release {
	version: string;
	/** Folder with a manifest and a lockfile, so that every machine gets the same n8n */
	recipe: string;
	/** Folder of the installed n8n */
	server: string;
	/** Settings that this version knows and others do not */
	env: Record<string, string>;
}

/**
 * The n8n that a recipe names.
 *
 * @param folder of the recipe, beside this file
 */
function releaseOf(folder: string, env: Record<string, string> = {}): Release {
	const recipe = path.join(import.meta.dirname, folder);
	const version = require(path.join(recipe, 'package.json')).dependencies.n8n;
	return { version, recipe, server: path.join(CACHE, `n8n-${version}`), env };
}

export const RELEASES = {
	/** What `npm run n8n` and most end-to-end tests use. */
	current: releaseOf('server', {
		// This part fetches a list from n8n's servers at every start.
		N8N_DISABLED_MODULES: 'mcp-registry',
	}),
	/** The oldest n8n that the README promises. */
	oldest: releaseOf('server-oldest', {
		// Version 1 only warns about the rights of its settings file unless told to set them.
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	}),
};

export const PLACES = {
	root: ROOT,
	cache: CACHE,
	/** Redis, where the machine has none. */
	redis: path.join(CACHE, 'redis'),
	/** The n8n of `npm run n8n`: its workflows and videos survive a restart. */
	home: path.join(CACHE, 'n8n-home'),
};
