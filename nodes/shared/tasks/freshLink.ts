import type { WaitDependencies } from './wait';

/** Asking again for the link of a finished task must not hold a row up for long. */
export const RENEWAL_MS = 60_000;

/** Seconds to wait for a fresh link. */
const FRESH_LINK_SECONDS = 30;

/**
 * A fresh link from the provider where it gives those out; else the one that is given.
 * @param url of the task as it was just read; null gives null
 */
export async function freshLink(
	url: string | null,
	{
		provider,
		client,
		governor,
		clock,
	}: Pick<WaitDependencies, 'provider' | 'client' | 'governor' | 'clock'>,
): Promise<string | null> {
	const call = url === null ? undefined : provider.freshLink?.call(url);
	if (call === undefined) return url;
	const send = async () => await client.send(call, FRESH_LINK_SECONDS);
	const reply = await governor.call('get', send, clock.now() + RENEWAL_MS);
	const isGood = reply.kind === 'answer' && reply.status >= 200 && reply.status < 300;
	return (isGood ? (provider.freshLink?.read(reply.body) ?? null) : null) ?? url;
}
