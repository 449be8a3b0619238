import { classifyNetworkTrouble } from '../../../nodes/shared/net/networkTrouble.ts';
import { proxyTrouble } from '../../../nodes/shared/net/openingTrouble.ts';

/**
 * Every code by which it is decided whether a paid request may be sent again. A code in the wrong list is a second
 * payment, or a row that is given up although nothing was sent.
 */

const NEVER_LEFT: Array<[code: string, reason: string]> = [
	['ECONNREFUSED', 'nothing is listening at that address'],
	['ENOTFOUND', 'the host name does not exist'],
	['EAI_AGAIN', 'the host name could not be looked up'],
	['ERR_INVALID_URL', 'the address is not valid'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'the security certificate belongs to another host'],
	['CERT_HAS_EXPIRED', 'the security certificate has expired'],
	['CERT_NOT_YET_VALID', 'the security certificate is not valid yet'],
	[
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'the security certificate is self-signed and could not be verified',
	],
	[
		'SELF_SIGNED_CERT_IN_CHAIN',
		'the security certificate is self-signed and could not be verified',
	],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the security certificate could not be verified'],
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'the security certificate could not be verified'],
	['CERT_REVOKED', 'the security certificate was revoked'],
];

/** What passes by itself now and then; all the rest needs somebody who mends it. */
const MAY_PASS = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

const MAY_HAVE_LEFT: Array<[code: string, reason: string]> = [
	['ECONNRESET', 'the connection was closed before the answer came'],
	['EPIPE', 'the connection was closed before the answer came'],
	['ECONNABORTED', 'no answer came in time'],
	['ETIMEDOUT', 'no answer came in time'],
	['ESOCKETTIMEDOUT', 'no answer came in time'],
];

/** Codes that say nothing of whether the request had left. */
const UNCLEAR = [
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENETDOWN',
	'EPROTO',
	'ERR_BAD_RESPONSE',
	'HPE_',
	'',
];

describe('P1 The code of an error', () => {
	test.each(NEVER_LEFT)('%s means that nothing was sent', (code, reason) => {
		const trouble = classifyNetworkTrouble({ code });
		expect(trouble).toMatchObject({ kind: 'notSent', reason });
		expect('remedy' in trouble).toBe(!MAY_PASS.includes(code));
		expect(classifyNetworkTrouble({ code, syscall: 'read' }).kind).toBe('notSent');
	});

	test.each(MAY_HAVE_LEFT)(
		'%s means that the request may have arrived, unless it happened while the connection was opened',
		(code, reason) => {
			for (const syscall of [undefined, 'read', 'write', 'writev', 'shutdown', 7]) {
				expect(classifyNetworkTrouble({ code, syscall })).toEqual({ kind: 'noAnswer', reason });
			}
			for (const syscall of ['connect', 'getaddrinfo', 'queryA', 'queryAaaa']) {
				expect(classifyNetworkTrouble({ code, syscall })).toEqual({
					kind: 'notSent',
					reason: 'no connection could be opened',
				});
			}
		},
	);

	test.each(UNCLEAR)('%j alone is in doubt, so it counts as sent', (code) => {
		for (const syscall of [undefined, 'read', 'write']) {
			expect(classifyNetworkTrouble({ code, syscall })).toEqual({
				kind: 'noAnswer',
				reason: 'the connection broke off',
			});
		}
		expect(classifyNetworkTrouble({ code, syscall: 'connect' }).kind).toBe('notSent');
	});

	test('names that only look like those of a list are in none', () => {
		for (const code of ['toString', 'constructor', 'econnrefused', 'XECONNREFUSED', 7, null]) {
			expect(classifyNetworkTrouble({ code }).kind).toBe('noAnswer');
		}
		for (const syscall of ['Connect', 'reconnect', 'getaddrinfo2']) {
			expect(classifyNetworkTrouble({ syscall }).kind).toBe('noAnswer');
		}
	});
});

describe('P1 An address that n8n blocks', () => {
	test.each(['SsrfBlockedIpError', 'SsrfError'])('%s was never asked', (name) => {
		expect(classifyNetworkTrouble({ name })).toMatchObject({
			kind: 'notSent',
			reason: 'this n8n instance does not allow that address',
		});
	});

	test.each(['AntiSsrfError', 'ssrf', 'Error', 7, undefined])('%j is no such thing', (name) => {
		expect(classifyNetworkTrouble({ name }).kind).toBe('noAnswer');
	});
});

describe('P1 The request of an error', () => {
	/** As Node keeps one: the field tells its class from others. */
	const request = (socket: object | null) => ({ reusedSocket: false, socket });

	test.each([
		['had no socket yet', request(null)],
		['had a socket whose handshake was not done', request({ secureConnecting: true })],
	])('that %s never left', (_title, unsent) => {
		for (const code of ['ECONNRESET', 'EPROTO', 'ECONNABORTED', undefined]) {
			expect(classifyNetworkTrouble({ code, request: unsent })).toEqual({
				kind: 'notSent',
				reason: 'no encrypted connection could be set up',
			});
		}
		expect(classifyNetworkTrouble({ cause: { cause: { request: unsent } } }).kind).toBe('notSent');
	});

	test.each([
		['had its handshake behind it', request({ secureConnecting: false })],
		['had a socket without encryption', request({})],
		['is unknown', undefined],
		['is of another class', { socket: null, secureConnecting: true }],
		['is a text', 'reusedSocket'],
		['is nothing', null],
	])('that %s may have arrived', (_title, sent) => {
		for (const code of ['ECONNRESET', 'EPROTO', 'ECONNABORTED', undefined]) {
			expect(classifyNetworkTrouble({ code, request: sent }).kind).toBe('noAnswer');
		}
	});
});

describe('P1 The words of an error', () => {
	test.each([
		'Client network socket disconnected before secure TLS connection was established',
		'Proxy connection ended before receiving CONNECT response',
		'Unsupported protocol htp:',
	])('%j mean that nothing was sent', (message) => {
		expect(classifyNetworkTrouble({ message, code: 'ECONNRESET' }).kind).toBe('notSent');
	});

	test.each(['socket hang up', 'read ECONNRESET', 'secure TLS connection', '', 7])(
		'%j mean nothing of the kind',
		(message) => {
			expect(classifyNetworkTrouble({ message, code: 'ECONNRESET' }).kind).toBe('noAnswer');
		},
	);
});

describe('P1 The answer of a proxy', () => {
	test('that wants a login, or says that it found no server, was not the provider', () => {
		expect(proxyTrouble(407, {})?.reason).toMatch(/proxy .* wants a login/);
		const squid = (code: string, status = 503) =>
			proxyTrouble(status, { 'x-squid-error': `${code} 111` });
		expect(squid('ERR_CONNECT_FAIL')?.reason).toMatch(/found no server/);
		expect(squid('ERR_DNS_FAIL')?.reason).toMatch(/found no server/);
		expect(squid('ERR_ACCESS_DENIED', 403)?.reason).toMatch(/did not let the request through/);
	});

	test('that leaves it open, or is none, is an answer like any other', () => {
		for (const code of ['ERR_READ_ERROR', 'ERR_READ_TIMEOUT', 'ERR_ZERO_SIZE_OBJECT', '']) {
			expect(proxyTrouble(502, { 'x-squid-error': `${code} 0` })).toBeNull();
		}
		expect(proxyTrouble(200, { 'x-squid-error': 'ERR_CONNECT_FAIL 0' })).toBeNull();
		for (const status of [401, 403, 502, 503]) expect(proxyTrouble(status, {})).toBeNull();
	});
});

describe('What others have wrapped around an error', () => {
	test('is looked into, causes and lists of errors alike', () => {
		const refused = { code: 'ECONNREFUSED' };
		for (const wrapped of [
			{ name: 'AxiosError', cause: refused },
			{ cause: { cause: { cause: refused } } },
			{ errors: [{ code: 'EODD' }, refused] },
			{ cause: { errors: [{ cause: refused }] } },
		]) {
			expect(classifyNetworkTrouble(wrapped)).toMatchObject({
				kind: 'notSent',
				reason: 'nothing is listening at that address',
			});
		}
		expect(classifyNetworkTrouble({ cause: { code: 'ETIMEDOUT' } })).toEqual({
			kind: 'noAnswer',
			reason: 'no answer came in time',
		});
	});

	test('that opening failed counts for more than what was said around it', () => {
		const wrapped = { code: 'ECONNABORTED', cause: { code: 'EIO', syscall: 'connect' } };
		expect(classifyNetworkTrouble(wrapped).kind).toBe('notSent');
	});

	test('errors that are no list, and causes that are no errors, are passed over', () => {
		for (const wrapped of [
			{ errors: 'ECONNREFUSED' },
			{ errors: { code: 'ECONNREFUSED' } },
			{ cause: 'ECONNREFUSED' },
			{ cause: null, errors: [null, 7] },
		]) {
			expect(classifyNetworkTrouble(wrapped).kind).toBe('noAnswer');
		}
	});

	test('is not followed for ever, and a shared cause is looked at once', () => {
		const wrapped = (times: number) => {
			let error: object = { code: 'ECONNREFUSED' };
			for (let level = 0; level < times; level += 1) error = { cause: error };
			return classifyNetworkTrouble(error).kind;
		};
		expect([wrapped(11), wrapped(12), wrapped(100)]).toEqual(['notSent', 'noAnswer', 'noAnswer']);
		const shared = { code: 'EODD' };
		const many = { errors: [...Array(50).fill(shared), { code: 'ECONNREFUSED' }] };
		expect(classifyNetworkTrouble(many).kind).toBe('notSent');
		const circle: { code: string; cause?: object; errors?: object[] } = { code: 'EODD' };
		circle.cause = circle;
		circle.errors = [circle, { code: 'ECONNREFUSED' }];
		expect(classifyNetworkTrouble(circle).kind).toBe('notSent');
	});
});
