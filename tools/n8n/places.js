'use strict';

/**
 * Where the real n8n lives on this machine: outside of the clone, so that it is fetched once.
 */

const os = require('os');
const path = require('path');

const ROOT = path.resolve(__dirname, '..', '..');
const CACHE = path.join(
	process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'),
	'n8n-nodes-seedance',
);

/**
 * One n8n that can be installed.
 *
 * @typedef {object} Release
 * @property {string} version
 * @property {string} recipe folder with a manifest and a lockfile, so that every machine gets the same n8n
 * @property {string} server folder of the installed n8n
 * @property {Record<string, string>} env settings that this version knows and others do not
 */

/**
 * @param {string} folder of the recipe, beside this file
 * @param {Record<string, string>} [env]
 * @returns {Release}
 */
function releaseOf(folder, env = {}) {
	const recipe = path.join(__dirname, folder);
	const version = require(path.join(recipe, 'package.json')).dependencies.n8n;
	return { version, recipe, server: path.join(CACHE, `n8n-${version}`), env };
}

const RELEASES = {
	/** What `npm run n8n` and most end-to-end tests use. */
	current: releaseOf('server', {
		// This part fetches a list from n8n's servers at every start.
		N8N_DISABLED_MODULES: 'mcp-registry',
	}),
	/** The oldest n8n that the README promises. */
	oldest: releaseOf('server-oldest'),
};

const PLACES = {
	root: ROOT,
	cache: CACHE,
	/** Redis, where the machine has none. */
	redis: path.join(CACHE, 'redis'),
	/** The n8n of `npm run n8n`: its workflows and videos survive a restart. */
	home: path.join(CACHE, 'n8n-home'),
};

module.exports = { PLACES, RELEASES };
