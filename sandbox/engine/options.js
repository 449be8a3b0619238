/** @typedef {import('./types').ProviderId} ProviderId */

/** The providers the sandbox plays, in the order they are listed for people. */
const PROVIDERS = /** @type {const} */ (['evolink', 'ark', 'twelveAi', 'ink']);

const HOUR_MS = 3600 * 1000;

/**
 * @typedef {object} SandboxOptions
 * @property {number} port API port, 0 = any free one
 * @property {number} filePort file host port, 0 = any free one
 * @property {number} jobMs how long a job takes from acceptance to its end when nothing has to queue, milliseconds
 * @property {number | null} queueMs how much of that it stays queued; null = a fifth
 * @property {number | Partial<Record<ProviderId, number>>} parallel jobs that run at once
 * @property {'queue' | 'refuse'} whenFull what happens to a create beyond `parallel` open jobs
 * @property {number | string | null} retryAfter Retry-After of such a 429
 * @property {number} resultLifetimeMs how long a signed result link works (Ark, EvoLink: 24 h)
 * @property {number} resultKeptMs how long after the end Ark still names a result (24 h)
 * @property {boolean} enforceRates Ark: list 1/s, get and delete 20/s
 * @property {boolean} allowPrivateCallbacks false: EvoLink refuses http and private callback addresses, as the real one
 * @property {boolean} allowPrivateMedia false: media on http or private addresses is refused
 * @property {boolean} fetchMedia false: media URLs are believed unseen
 * @property {number} mediaTimeoutMs
 * @property {number | null} maxMediaBytes overrides every provider's own size limit
 * @property {number} callbackRetryMs unit of the waits between callback tries, 1000 as documented
 * @property {'accept' | 'refuse'} evolinkOldId the single model id `seedance-2.0`
 * @property {'full' | 'bare'} arkListShape bare: `failure_reason`, no resolution, ratio, duration
 * @property {string[]} closedModels Ark model ids that were never opened in the console
 * @property {number} creditsPerAccount
 * @property {string | null} publicDir served under /public/ by the file host
 * @property {string} host
 * @property {((line: string) => void) | null} log one line per request
 */

/** @type {SandboxOptions} */
const DEFAULTS = {
	port: 0,
	filePort: 0,
	jobMs: 300,
	queueMs: null,
	parallel: 10,
	whenFull: 'queue',
	retryAfter: null,
	resultLifetimeMs: 24 * HOUR_MS,
	resultKeptMs: 24 * HOUR_MS,
	enforceRates: false,
	allowPrivateCallbacks: true,
	allowPrivateMedia: true,
	fetchMedia: true,
	mediaTimeoutMs: 5000,
	maxMediaBytes: null,
	callbackRetryMs: 1000,
	evolinkOldId: 'accept',
	arkListShape: 'full',
	closedModels: [],
	creditsPerAccount: 10000,
	publicDir: null,
	host: '127.0.0.1',
	log: null,
};

/**
 * Completes options with their defaults.
 *
 * @param {Partial<SandboxOptions>} given
 * @returns {SandboxOptions}
 * @throws when an option is unknown, because a misspelt one would silently change what a test proves
 */
function readOptions(given) {
	for (const name of Object.keys(given)) {
		if (!(name in DEFAULTS)) throw new Error(`The sandbox has no option "${name}"`);
	}
	return { ...DEFAULTS, ...given };
}

/**
 * How many jobs a provider runs at once.
 *
 * @param {SandboxOptions} options
 * @param {ProviderId} provider
 * @returns {number}
 */
function parallelOf(options, provider) {
	if (typeof options.parallel === 'number') return options.parallel;
	return options.parallel[provider] ?? /** @type {number} */ (DEFAULTS.parallel);
}

module.exports = { DEFAULTS, PROVIDERS, parallelOf, readOptions };
