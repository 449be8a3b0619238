import { asReading, readAt } from '../reading/reading';
import { httpUrl } from '../reading/resultUrl';
import type { HttpCall, LinkRenewal } from '../types';

/** Asks for a fresh link to a result whose own has ended; free, it lives 20 minutes (docs/providers.md 11.2). */
function call(url: string): HttpCall {
	return { method: 'POST', path: '/api/v1/common/download-url', body: { url } };
}

function read(body: unknown): string | null {
	const data = readAt(body, ['data']);
	return httpUrl(asReading(data)?.url ?? data);
}

export const freshLink: LinkRenewal = { call, read };
