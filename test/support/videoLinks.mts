import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { ProviderId } from './providers.mts';

/** True for a link that opens only with the key. */
export function isKeyed(provider: ProviderId, videoUrl: string | null): boolean {
	return PROVIDERS[provider].linkNeedsKey?.(videoUrl ?? '') === true;
}

/** What the warnings say of the link of a finished video: nothing, or that it opens only with the key, and what to do. */
export function linkNotes(provider: ProviderId, videoUrl: string | null): string[] {
	const note = expect.stringMatching(/opens only with the API key.*Seedance Download/) as string;
	return isKeyed(provider, videoUrl) ? [note] : [];
}

/** Opens the link of a finished video as one can who has the key. */
export async function openVideo(
	{ keys }: Pick<Sandbox, 'keys'>,
	provider: ProviderId,
	videoUrl: string | null,
): Promise<Response> {
	const { authScheme = 'Bearer' } = PROVIDERS[provider];
	const headers = { authorization: `${authScheme} ${keys[provider]}` };
	return await fetch(String(videoUrl), isKeyed(provider, videoUrl) ? { headers } : {});
}
