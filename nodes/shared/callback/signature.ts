import { createHmac, timingSafeEqual } from 'crypto';
import type { ProviderId } from '../domain/vocabulary';

/** Whose metadata it is: everyone who holds the same key of the same provider. */
export interface SignatureOwner {
	apiKey: string;
	provider: ProviderId;
}

/** Keeps this use of the API key apart from every other one; a change makes older addresses invalid. */
const PURPOSE = 'n8n-nodes-seedance: metadata in a callback address, version 1';

/** 128 bits: out of reach of guessing, and short in an address. */
const SIGNATURE_BYTES = 16;

/** The key that signs: derived one way, so that an address never tells anything about the API key. */
function derivedFrom({ apiKey, provider }: SignatureOwner): Buffer {
	// Keys are pasted, and a space around one does not make it another.
	return createHmac('sha256', apiKey.trim()).update(`${PURPOSE}, ${provider}`).digest();
}

/** Signs a text with a key derived from the API key. @returns 22 characters that are safe in an address */
export function sign(text: string, owner: SignatureOwner): string {
	const digest = createHmac('sha256', derivedFrom(owner)).update(text).digest();
	return digest.subarray(0, SIGNATURE_BYTES).toString('base64url');
}

/** Whether a signature was made by someone with the same key. Takes the same time for every wrong one. */
export function isSignedBy(text: string, signature: string, owner: SignatureOwner): boolean {
	if (owner.apiKey.trim() === '') return false;
	const expected = Buffer.from(sign(text, owner));
	const given = Buffer.from(signature);
	return given.length === expected.length && timingSafeEqual(given, expected);
}
