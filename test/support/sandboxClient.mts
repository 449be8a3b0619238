import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { PROVIDERS as PLAYED } from '../../sandbox/providers.mts';
import type { HttpClient } from '../../nodes/shared/net/reply.ts';
import type { HttpCall } from '../../nodes/shared/providers/types.ts';
import type { SandboxProvider } from '../../sandbox/engine/provider.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { PlaceName } from '../../sandbox/providers.mts';
import type { ProviderId } from './providers.mts';

/** Another key or another place than the usual ones. */
export interface Entry {
	apiKey?: string;
	place?: PlaceName;
}

/** The way to a provider of the sandbox without n8n in between: one call, one answer. */
export function sandboxClient(
	sandbox: Pick<Sandbox, 'baseUrls' | 'keys'>,
	id: ProviderId,
	{ place = id, apiKey = sandbox.keys[place] }: Entry = {},
) {
	const { authScheme = 'Bearer', statusOf } = PROVIDERS[id];
	const played: readonly SandboxProvider[] = PLAYED;
	const filesPlace = played.find((each) => each.id === id)?.credential.filesBaseUrl;

	function addressOf({ url, host, path, query = {} }: HttpCall): URL {
		const base = host === 'files' ? filesPlace : place;
		const address = new URL(url ?? sandbox.baseUrls[base as PlaceName] + path);
		for (const [name, value] of Object.entries(query)) {
			for (const one of [value].flat()) address.searchParams.append(name, String(one));
		}
		return address;
	}

	return {
		async send(call: HttpCall) {
			const { method, headers, form, body, url } = call;
			const response = await fetch(addressOf(call), {
				method,
				headers: {
					'content-type': form?.contentType ?? 'application/json',
					...headers,
					...(url === undefined && { authorization: `${authScheme} ${apiKey}` }),
				},
				body: form === undefined ? body && JSON.stringify(body) : new Uint8Array(form.bytes),
			});
			const text = await response.text();
			const answer = /^\s*[{[]/.test(text) ? (JSON.parse(text) as unknown) : text;
			return {
				kind: 'answer' as const,
				status: statusOf?.(response.status, answer) ?? response.status,
				headers: {},
				body: answer,
			};
		},
	} satisfies HttpClient;
}
