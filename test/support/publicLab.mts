import dns from 'node:dns';
import { openLab } from './lab.mts';

/**
 * A laboratory whose providers look public: host names with nothing private about them, which this process alone
 * resolves to 127.0.0.1. Every other name is unknown here, so that no test leaves the machine.
 */

/** A domain that nobody can own (RFC 2606). */
export const DOMAIN = 'providers.example.com';

const LOOPBACK = '127.0.0.1';

/**
 * Turns names of DOMAIN into this machine, and all others but this machine's own away.
 *
 * @returns puts things back
 */
function resolveHere(): () => void {
	const { lookup } = dns;
	const { NO_PROXY } = process.env;
	// A proxy would be asked for such names, if this machine has one.
	process.env.NO_PROXY = [NO_PROXY, DOMAIN].filter(Boolean).join(',');
	const resolve = (hostname: string, ...rest: any[]) => {
		const options = typeof rest[0] === 'function' ? {} : rest[0];
		const done = rest[rest.length - 1];
		if (hostname === LOOPBACK || hostname === 'localhost') {
			return (lookup as any)(hostname, ...rest);
		}
		if (!hostname.endsWith(`.${DOMAIN}`)) {
			const unknown = { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname };
			return done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), unknown));
		}
		if (options.all) return done(null, [{ address: LOOPBACK, family: 4 }]);
		return done(null, LOOPBACK, 4);
	};
	dns.lookup = resolve as any;
	return () => {
		dns.lookup = lookup;
		if (NO_PROXY === undefined) delete process.env.NO_PROXY;
		else process.env.NO_PROXY = NO_PROXY;
	};
}

const named = (address: string, name: string) =>
	address.replace(`//${LOOPBACK}`, `//${name}.${DOMAIN}`);

export async function openPublicLab(
	sandboxOptions: Parameters<typeof openLab>[0] = {},
	engineOptions: Parameters<typeof openLab>[1] = {},
) {
	const putBack = resolveHere();
	const lab = await openLab(
		// A provider out there takes no callback address that it cannot reach; media are believed unseen.
		{ allowPrivateCallbacks: false, fetchMedia: false, ...sandboxOptions },
		engineOptions,
	);
	const { state } = lab.engine;
	for (const [type, data] of Object.entries(state.credentials)) {
		state.credentials[type] = {
			...data,
			baseUrl: named(String(data.baseUrl), 'api'),
			...(data.filesBaseUrl && { filesBaseUrl: named(String(data.filesBaseUrl), 'files') }),
		};
	}
	return {
		...lab,

		/**
		 * Where this n8n says that it can be reached.
		 *
		 * @param address without a slash at the end
		 */
		moveTo(address: string) {
			state.instanceBaseUrl = address;
		},

		async close() {
			await lab.close();
			putBack();
		},
	};
}

/** Addresses of an n8n that only its own network can open. */
export const PRIVATE_HOMES = [
	'https://192.168.1.20:5678',
	'https://10.0.0.7',
	'https://n8n.local',
	'https://n8n',
	'https://[fd00::20]:5678',
	'https://localhost:5678',
];
