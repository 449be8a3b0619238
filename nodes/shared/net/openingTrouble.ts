/** Why no connection could be opened, in words without errno tokens, because n8n rewrites messages that hold those. */
export interface OpeningTrouble {
	/** Continues "The provider could not be reached: …". */
	reason: string;
	/** What to do, as a sentence without its full stop; only where trying again does not help by itself. */
	remedy?: string;
}

/** Requests for files pass here as well. */
const THE_ADDRESS = 'the address (of a provider: Base URL in its credential)';

const TRUST = `If the server is a relay or proxy of your own, give n8n the certificate of the authority that vouches for it: set NODE_EXTRA_CA_CERTS to the file and start n8n again; otherwise check ${THE_ADDRESS}`;
const WHOLE_CHAIN =
	'Let the server send its intermediate certificates too; if its authority is a private one, set NODE_EXTRA_CA_CERTS to the file with the certificate of that authority and start n8n again';
const RENEW =
	'Whoever runs the server has to renew its certificate; look at the clock of the n8n server as well';
const OTHER_HOST = `Check ${THE_ADDRESS}: it must have the host name that the certificate is for`;
const REPLACE = 'Whoever runs the server has to replace its certificate';
const ADDRESS = `Check ${THE_ADDRESS}`;

const UNVERIFIED = 'the security certificate could not be verified';
const SELF_SIGNED = 'the security certificate is self-signed and could not be verified';
const OUT_OF_DATE = 'the security certificate has expired';
const TOO_EARLY = 'the security certificate is not valid yet';

const untrusted: OpeningTrouble = { reason: UNVERIFIED, remedy: TRUST };
const unfit: OpeningTrouble = { reason: UNVERIFIED, remedy: REPLACE };

/**
 * Codes that only ever come from opening a connection, before a byte of the request is written. Those of certificates
 * are all that Node knows (its documentation, "X509 certificate error codes").
 */
export const NEVER_LEFT: ReadonlyMap<unknown, OpeningTrouble> = new Map(
	Object.entries<OpeningTrouble>({
		ECONNREFUSED: { reason: 'nothing is listening at that address' },
		ENOTFOUND: { reason: 'the host name does not exist' },
		EAI_AGAIN: { reason: 'the host name could not be looked up' },
		ERR_INVALID_URL: { reason: 'the address is not valid', remedy: ADDRESS },
		ERR_TLS_CERT_ALTNAME_INVALID: {
			reason: 'the security certificate belongs to another host',
			remedy: OTHER_HOST,
		},
		HOSTNAME_MISMATCH: {
			reason: 'the security certificate belongs to another host',
			remedy: OTHER_HOST,
		},
		ERR_TLS_CERT_ALTNAME_FORMAT: unfit,
		CERT_HAS_EXPIRED: { reason: OUT_OF_DATE, remedy: RENEW },
		CERT_NOT_YET_VALID: { reason: TOO_EARLY, remedy: RENEW },
		DEPTH_ZERO_SELF_SIGNED_CERT: { reason: SELF_SIGNED, remedy: TRUST },
		SELF_SIGNED_CERT_IN_CHAIN: { reason: SELF_SIGNED, remedy: TRUST },
		UNABLE_TO_GET_ISSUER_CERT: untrusted,
		UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
		CERT_UNTRUSTED: untrusted,
		UNABLE_TO_VERIFY_LEAF_SIGNATURE: { reason: UNVERIFIED, remedy: WHOLE_CHAIN },
		CERT_REVOKED: { reason: 'the security certificate was revoked', remedy: REPLACE },
		UNABLE_TO_GET_CRL: unfit,
		UNABLE_TO_DECRYPT_CERT_SIGNATURE: unfit,
		UNABLE_TO_DECRYPT_CRL_SIGNATURE: unfit,
		UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: unfit,
		CERT_SIGNATURE_FAILURE: unfit,
		CRL_SIGNATURE_FAILURE: unfit,
		CRL_NOT_YET_VALID: unfit,
		CRL_HAS_EXPIRED: unfit,
		ERROR_IN_CERT_NOT_BEFORE_FIELD: unfit,
		ERROR_IN_CERT_NOT_AFTER_FIELD: unfit,
		ERROR_IN_CRL_LAST_UPDATE_FIELD: unfit,
		ERROR_IN_CRL_NEXT_UPDATE_FIELD: unfit,
		CERT_CHAIN_TOO_LONG: unfit,
		INVALID_CA: unfit,
		PATH_LENGTH_EXCEEDED: unfit,
		INVALID_PURPOSE: unfit,
		CERT_REJECTED: unfit,
		// The server ends the handshake with it; what it had been sent by then it has not read.
		ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: {
			reason: 'the server wants a certificate of the caller',
			remedy: 'This node cannot show one: use an address that takes the API key alone',
		},
	}),
);

/** The handshake was begun and never finished. */
export const NO_HANDSHAKE: OpeningTrouble = { reason: 'no encrypted connection could be set up' };

export const NOT_OPENED: OpeningTrouble = { reason: 'no connection could be opened' };

export const BLOCKED: OpeningTrouble = {
	reason: 'this n8n instance does not allow that address',
	remedy: `Check ${THE_ADDRESS}, or ask whoever runs n8n to allow it`,
};

/** Words of errors that have no code, from before the request had a connection. */
export const WORDS_BEFORE_SENDING: ReadonlyArray<
	readonly [words: string, trouble: OpeningTrouble]
> = [
	// Node
	['disconnected before secure TLS connection was established', NO_HANDSHAKE],
	// https-proxy-agent, which n8n uses
	[
		'Proxy connection ended before receiving CONNECT response',
		{ reason: 'the proxy between n8n and the internet closed the connection' },
	],
	// axios, which n8n uses
	['Unsupported protocol', { reason: 'the address is not valid', remedy: ADDRESS }],
];

const PROXY_LOGIN: OpeningTrouble = {
	reason: 'the proxy between n8n and the internet wants a login of its own',
	remedy:
		'Ask whoever runs n8n to give the proxy of the environment variable HTTPS_PROXY its user name and password',
};

const PROXY_REFUSED: OpeningTrouble = {
	reason: 'the proxy between n8n and the internet did not let the request through',
	remedy: 'Ask whoever runs the proxy to allow the host of the address',
};

const PROXY_NO_SERVER: OpeningTrouble = {
	reason: 'the proxy between n8n and the internet found no server at that address',
};

/** What the proxy Squid writes into `X-Squid-Error` when it has passed nothing on. */
const SQUID_ERRORS: ReadonlyArray<readonly [code: string, trouble: OpeningTrouble]> = [
	['ERR_DNS_FAIL', PROXY_NO_SERVER],
	['ERR_CONNECT_FAIL', PROXY_NO_SERVER],
	['ERR_ACCESS_DENIED', PROXY_REFUSED],
	['ERR_CACHE_ACCESS_DENIED', PROXY_LOGIN],
];

/**
 * The word of a proxy that has not passed the request on; null for every other answer. n8n hands it over as if the
 * provider had answered. 407 is never a provider's (RFC 9110, 15.5.8).
 */
export function proxyTrouble(
	status: number,
	headers: Record<string, string>,
): OpeningTrouble | null {
	if (status === 407) return PROXY_LOGIN;
	const said = headers['x-squid-error'];
	if (said === undefined || status < 400) return null;
	return SQUID_ERRORS.find(([code]) => said.startsWith(code))?.[1] ?? null;
}
