/**
 * Certificates for servers of tests, made on the spot: an authority, what it vouches for, and the ways in which people
 * get them wrong. Written as DER by hand (RFC 5280), because neither Node nor a bare machine has a tool for it.
 */

import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface CertificateWishes {
	/** The name of its owner. */
	name: string;
	/** Host names and IPv4 addresses that it is for. */
	hosts?: readonly string[];
	/** Who vouches for it; itself without. */
	issuer?: Certificate;
	/** Whether it may vouch for others. */
	isAuthority?: boolean;
	/** First and last day; yesterday until next year without. */
	valid?: readonly [from: Date, to: Date];
}

export interface Certificate {
	name: string;
	key: KeyObject;
	/** PEM, as servers take it. */
	keyPem: string;
	certPem: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

function der(tag: number, ...contents: Buffer[]): Buffer {
	const content = Buffer.concat(contents);
	const { length } = content;
	if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
	const bytes = length < 256 ? [length] : [length >> 8, length & 255];
	return Buffer.concat([Buffer.from([tag, 128 + bytes.length, ...bytes]), content]);
}

const sequence = (...contents: Buffer[]) => der(0x30, ...contents);
const octets = (content: Buffer) => der(0x04, content);
const bits = (content: Buffer) => der(0x03, Buffer.from([0]), content);
const yes = () => der(0x01, Buffer.from([255]));
const objectId = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));

const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302'));
const COMMON_NAME = objectId('550403');
const SUBJECT_ALT_NAME = objectId('551d11');
const BASIC_CONSTRAINTS = objectId('551d13');

const nameOf = (name: string) =>
	sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));

const timeOf = (date: Date) =>
	der(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, '')));

const hostOf = (host: string) =>
	/^\d+\.\d+\.\d+\.\d+$/.test(host)
		? der(0x87, Buffer.from(host.split('.').map(Number)))
		: der(0x82, Buffer.from(host));

function extensionsOf({ hosts = [], isAuthority = false }: CertificateWishes): Buffer[] {
	return [
		...(hosts.length > 0
			? [sequence(SUBJECT_ALT_NAME, octets(sequence(...hosts.map(hostOf))))]
			: []),
		...(isAuthority ? [sequence(BASIC_CONSTRAINTS, yes(), octets(sequence(yes())))] : []),
	];
}

let serial = 1;

/** Makes a certificate with a key of its own. */
export function createCertificate(wishes: CertificateWishes): Certificate {
	const { name, issuer } = wishes;
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const now = Date.now();
	const [from, to] = wishes.valid ?? [new Date(now - DAY_MS), new Date(now + 365 * DAY_MS)];
	const extensions = extensionsOf(wishes);
	const content = sequence(
		der(0xa0, der(0x02, Buffer.from([2]))),
		der(0x02, Buffer.from([serial++])),
		ECDSA_WITH_SHA256,
		nameOf(issuer?.name ?? name),
		sequence(timeOf(from), timeOf(to)),
		nameOf(name),
		publicKey.export({ type: 'spki', format: 'der' }),
		...(extensions.length > 0 ? [der(0xa3, sequence(...extensions))] : []),
	);
	const signature = sign('sha256', content, issuer?.key ?? privateKey);
	const base64 = sequence(content, ECDSA_WITH_SHA256, bits(signature)).toString('base64');
	const lines = base64.match(/.{1,64}/g) ?? [];
	return {
		name,
		key: privateKey,
		keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		certPem: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
	};
}
