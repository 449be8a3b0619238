import { createHmac, timingSafeEqual, verify } from 'crypto';
import type { KeyObject } from 'crypto';
import type { HttpClient } from '../net/reply';
import type { Connection, Provider, SignedMessage } from '../providers/types';
import type { Clock } from '../tasks/clock';
import type { IncomingCallback } from './incoming';
import { signingKeysOf } from './signingKeys';

/** So little that the answer to the callback still comes in time (docs/providers.md 1.10). */
const KEY_TIMEOUT_SECONDS = 1.5;

/** Providers name 5 minutes, which would lose callbacks that are tried again (docs/providers.md 9 no. 43). */
const OLDEST_MS = 24 * 60 * 60 * 1000;

export interface SenderDependencies {
	provider: Provider;
	connection: Connection;
	apiKey: string;
	client: HttpClient;
	clock: Clock;
	/** It is sure that the task was ordered with this very API key. */
	isSameKey: boolean;
}

function isSignature(signature: Buffer, message: Buffer | string, key: KeyObject): boolean {
	if (key.type === 'public') return verify(null, Buffer.from(message), key, signature);
	const expected = createHmac('sha256', key).update(message).digest();
	return expected.length === signature.length && timingSafeEqual(expected, signature);
}

function isSignedWith(keys: readonly KeyObject[], { message, signatures }: SignedMessage): boolean {
	return keys.some((key) => signatures.some((one) => isSignature(one, message, key)));
}

async function askForKeys({
	provider,
	connection,
	client,
}: SenderDependencies): Promise<readonly KeyObject[] | null> {
	try {
		const call = provider.callbackSignature?.keys(connection) ?? null;
		const reply = call === null ? null : await client.send(call, KEY_TIMEOUT_SECONDS);
		if (reply?.kind !== 'answer' || reply.status !== 200) return null;
		const keys = provider.callbackSignature?.readKeys(reply.body) ?? [];
		return keys.length === 0 ? null : keys;
	} catch {
		return null;
	}
}

/**
 * Why a callback is surely not the provider's own, or one that is played again later, by its signature. This only saves
 * the read of what is worthless: what passes is no more believed than without. Without a signature, without a key and
 * in every doubt it passes, so that none of the provider's own is ever lost. Never throws.
 * @returns null when it passes; the reason goes after "because"
 */
export async function worthlessBecause(
	{ headers, rawBody }: IncomingCallback,
	dependencies: SenderDependencies,
): Promise<string | null> {
	const { provider, connection, apiKey, clock, isSameKey } = dependencies;
	const way = provider.callbackSignature;
	const signed = rawBody === null ? null : (way?.read(headers, rawBody) ?? null);
	if (way === undefined || signed === null) return null;
	const known = signingKeysOf([provider.id, connection, apiKey]);
	const ask = async () => await askForKeys(dependencies);
	await known.refresh(ask, clock.now());
	if (!isSignedWith(known.keys, signed)) await known.renew(ask, clock.now());
	if (!isSignedWith(known.keys, signed)) {
		const isProof = known.areCurrent && known.haveFitted && (isSameKey || !way.perApiKey);
		return isProof ? `its signature is not that of ${provider.displayName}` : null;
	}
	known.haveFitted = true;
	return clock.now() - signed.atMs > OLDEST_MS ? 'it was signed more than a day ago' : null;
}
