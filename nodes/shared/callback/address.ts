import type { JsonObject } from '../domain/json';
import type { Problem } from '../domain/request';
import { isSignedBy, sign } from './signature';
import type { SignatureOwner } from './signature';

/** The query parameter that carries the metadata: base64url JSON, a dot, the signature. */
export const CALLBACK_PARAMETER = 'seedance';

/** The query parameter that carries the place of the task, for providers whose callbacks do not name it. */
const PLACE_PARAMETER = 'seedance_place';

/** Longer than any place, and not worth a look. */
const LONGEST_PLACE = 200;

/** Characters; a documented limit of one provider, and a safe one for everybody (docs/providers.md 2.8). */
export const LONGEST_CALLBACK_URL = 2048;

/** Nothing longer than the longest address can hold is looked at. */
const LONGEST_VALUE = LONGEST_CALLBACK_URL;

export interface CallbackParts extends SignatureOwner {
	/** What comes home with the callback; null leaves the address as it is. */
	metadata: JsonObject | null;
}

export interface ReadMetadata {
	/** Null when the address carries none, and when it is not authentic. */
	metadata: JsonObject | null;
	/** False when there is metadata that nobody with this key has signed. True when there is none. */
	authentic: boolean;
	/** True when there is a valid signature: whoever made the address holds the key. */
	signed: boolean;
}

/** The address without its fragment and without an earlier value of this parameter; the rest stays as it was typed. */
function addressWithout(parameter: string, base: string): string {
	const [address] = base.trim().split('#', 1);
	const [path, ...rest] = address.split('?');
	const kept = rest
		.join('?')
		.split('&')
		.filter((part) => part !== '' && !part.startsWith(`${parameter}=`));
	return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}

function addressWith(parameter: string, value: string, bare: string): string {
	return `${bare}${bare.includes('?') ? '&' : '?'}${parameter}=${value}`;
}

/** The address with the place of the task of which it will hear. @param place any text */
export function withPlace(base: string, place: string): string {
	const bare = addressWithout(PLACE_PARAMETER, base);
	return addressWith(PLACE_PARAMETER, encodeURIComponent(place), bare);
}

/** The place in the query of a callback; null when there is none. It may be anything. */
export function placeIn(query: Readonly<Record<string, unknown>>): string | null {
	const value = query[PLACE_PARAMETER];
	return typeof value === 'string' && value !== '' && value.length <= LONGEST_PLACE ? value : null;
}

/** As long as it goes over the wire; other alphabets in a path grow when they are encoded. */
function lengthOnTheWire(address: string): number {
	try {
		return Math.max(address.length, new URL(address).href.length);
	} catch {
		return address.length;
	}
}

function tooLong(withMetadata: number, without: number): Problem {
	if (without > LONGEST_CALLBACK_URL) {
		const message = `Callback URL has ${without} characters, but providers take up to ${LONGEST_CALLBACK_URL}. Use a shorter address.`;
		return { field: 'Callback URL', message };
	}
	// Base64 makes four characters of three.
	const excess = Math.ceil(((withMetadata - LONGEST_CALLBACK_URL) * 3) / 4);
	const message = `Metadata makes the callback address ${withMetadata} characters long, but providers take up to ${LONGEST_CALLBACK_URL}. Make Metadata about ${excess} characters shorter (letters outside English count up to three times), for example by carrying only a row number.`;
	return { field: 'Metadata', message };
}

/**
 * Builds the address a provider calls: the base with the metadata as a signed query parameter. The
 * signature says that this metadata was made by someone with the key; it says nothing about a task,
 * whose id is not known before the submission.
 * @param base an address that has passed `checkCallbackAddress`; a query it has is kept
 * @returns the address, or the problem that must stop the row before anything is paid
 */
export function buildCallbackUrl(
	base: string,
	{ metadata, apiKey, provider }: CallbackParts,
): { url: string } | { problem: Problem } {
	const bare = addressWithout(CALLBACK_PARAMETER, base);
	if (metadata === null) {
		const length = lengthOnTheWire(base.trim());
		if (length > LONGEST_CALLBACK_URL) return { problem: tooLong(length, length) };
		return { url: base.trim() };
	}
	const payload = Buffer.from(JSON.stringify(metadata), 'utf8').toString('base64url');
	const value = `${payload}.${sign(payload, { apiKey, provider })}`;
	const url = addressWith(CALLBACK_PARAMETER, value, bare);
	const length = lengthOnTheWire(url);
	if (length <= LONGEST_CALLBACK_URL) return { url };
	return { problem: tooLong(length, lengthOnTheWire(bare)) };
}

const FORGED: ReadMetadata = { metadata: null, authentic: false, signed: false };

/**
 * Reads the metadata out of the query of a callback. Nothing of it is parsed before the signature
 * has been found right. Never throws.
 * @param query the parsed query of the request
 */
export function readCallbackUrl(
	query: Readonly<Record<string, unknown>>,
	owner: SignatureOwner,
): ReadMetadata {
	const value = query[CALLBACK_PARAMETER];
	if (value === undefined) return { metadata: null, authentic: true, signed: false };
	if (typeof value !== 'string' || value.length > LONGEST_VALUE) return FORGED;
	const [payload, signature, ...more] = value.split('.');
	if (signature === undefined || more.length > 0) return FORGED;
	if (!isSignedBy(payload, signature, owner)) return FORGED;
	try {
		const metadata: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
		if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return FORGED;
		const isEmpty = Object.keys(metadata).length === 0;
		return { metadata: isEmpty ? null : (metadata as JsonObject), authentic: true, signed: true };
	} catch {
		return FORGED;
	}
}
