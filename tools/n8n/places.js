'use strict';

/**
 * Where the real n8n lives on this machine: outside of the clone, so that it is fetched once.
 */

const os = require('os');
const path = require('path');

const ROOT = path.resolve(__dirname, '..', '..');
/** What is installed: a manifest and a lockfile, so that every machine gets the same n8n. */
const SERVER_RECIPE = path.join(__dirname, 'server');
const N8N_VERSION = require('./server/package.json').dependencies.n8n;

const CACHE = path.join(
	process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'),
	'n8n-nodes-seedance',
);

const PLACES = {
	root: ROOT,
	cache: CACHE,
	recipe: SERVER_RECIPE,
	/** The installed n8n. */
	server: path.join(CACHE, `n8n-${N8N_VERSION}`),
	/** Redis, where the machine has none. */
	redis: path.join(CACHE, 'redis'),
	/** The n8n of `npm run n8n`: its workflows and videos survive a restart. */
	home: path.join(CACHE, 'n8n-home'),
};

module.exports = { N8N_VERSION, PLACES };
