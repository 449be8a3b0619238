import type { RelayShape } from './relay.mts';
import type { ProviderId } from './types.mts';

const HOUR_MS = 3600 * 1000;

export interface SandboxOptions {
	/** API port, 0 = any free one. */
	port: number;
	/** File host port, 0 = any free one. */
	filePort: number;
	/** How long a job takes from acceptance to its end when nothing has to queue, milliseconds. */
	jobMs: number;
	/** How much of that it stays queued; null = a fifth. */
	queueMs: number | null;
	/** Jobs that run at once. */
	parallel: number | Partial<Record<ProviderId, number>>;
	/** What happens to a create beyond `parallel` open jobs. */
	whenFull: 'queue' | 'refuse';
	/** Retry-After of such a 429. */
	retryAfter: number | string | null;
	/** How long a signed result link works (24 h). */
	resultLifetimeMs: number;
	/** How long after the end Ark still names a result (24 h). */
	resultKeptMs: number;
	/** Ark: list 1/s, get and delete 20/s. */
	enforceRates: boolean;
	/** When false, EvoLink refuses http and private callback addresses, as the real one. */
	allowPrivateCallbacks: boolean;
	/** When false, media on http or private addresses is refused. */
	allowPrivateMedia: boolean;
	/** When false, media URLs are believed unseen. */
	fetchMedia: boolean;
	mediaTimeoutMs: number;
	/** Overrides every provider's own size limit. */
	maxMediaBytes: number | null;
	/** Unit of the waits between callback tries, 1000 as documented. */
	callbackRetryMs: number;
	/** The single model id `seedance-2.0`. */
	evolinkOldId: 'accept' | 'refuse';
	/** `bare` has `failure_reason`, and no resolution, ratio or duration. */
	arkListShape: 'full' | 'bare';
	/** Tasks in one page of Ark's list, however many are asked for; null = as asked. */
	arkListMost: number | null;
	/** Where OpenRouter's finished jobs can be had: behind the key only, or by signed links as well. */
	openRouterLinks: 'keyed' | 'signed';
	/** Ark model ids that were never opened in the console. */
	closedModels: string[];
	creditsPerAccount: number;
	/** How a relay in front of every provider passes its answers about tasks on; null = there is none. */
	relay: RelayShape | null;
	/** Served under /public/ by the file host. */
	publicDir: string | null;
	host: string;
	/** One line per request. */
	log: ((line: string) => void) | null;
}

export const DEFAULTS: SandboxOptions = {
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
	arkListMost: null,
	openRouterLinks: 'keyed',
	closedModels: [],
	creditsPerAccount: 10000,
	relay: null,
	publicDir: null,
	host: '127.0.0.1',
	log: null,
};

/**
 * Completes options with their defaults.
 *
 * @throws when an option is unknown, because a misspelt one would silently change what a test proves
 */
export function readOptions(given: Partial<SandboxOptions>): SandboxOptions {
	for (const name of Object.keys(given)) {
		if (!(name in DEFAULTS)) throw new Error(`The sandbox has no option "${name}"`);
	}
	return { ...DEFAULTS, ...given };
}

/** How many jobs a provider runs at once. */
export function parallelOf(options: SandboxOptions, provider: ProviderId): number {
	if (typeof options.parallel === 'number') return options.parallel;
	return options.parallel[provider] ?? (DEFAULTS.parallel as number);
}
