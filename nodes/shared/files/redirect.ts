import { isPrivateHost } from '../net/privateHost';
import type { DownloadTrouble } from './failures';
import { badAddress } from './failures';
import type { LinkKey } from './linkKey';
import type { FileAnswer, FileHost, FileReply } from './types';

/** More hops than any file host needs. */
const MOST_REDIRECTS = 5;

const REDIRECT_STATUSES: readonly number[] = [301, 302, 303, 307, 308];

const COPY_AGAIN = 'Take the link from the output of Seedance Generate, or choose Source "Task".';

function parse(url: string, base?: string): URL | null {
	try {
		return new URL(url, base);
	} catch {
		return null;
	}
}

/**
 * Why an address may not be fetched; null when it may. Addresses inside the own network are refused, because a link
 * from outside must not make n8n read what only n8n can reach; a provider that is itself private is trusted with them.
 */
export function addressTrouble(url: string, privateAllowed: boolean): DownloadTrouble | null {
	const parsed = parse(url);
	if (parsed !== null && !/^https?:$/.test(parsed.protocol)) {
		return badAddress(
			`begins with ${parsed.protocol}`,
			`It must begin with https://. ${COPY_AGAIN}`,
		);
	}
	if (parsed === null || parsed.hostname === '') {
		return badAddress(
			'is not a complete web address',
			`It must begin with https://. ${COPY_AGAIN}`,
		);
	}
	if (parsed.username !== '' || parsed.password !== '') {
		return badAddress('holds a user name or password', 'Remove the part before the @.');
	}
	if (!privateAllowed && isPrivateHost(parsed.hostname)) {
		return badAddress(
			'leads to an address inside your own network',
			'This node fetches such addresses only while the base URL of the credential is one too. Use the HTTP Request node for files of your own.',
		);
	}
	return null;
}

/** An address as it may be shown: without query, fragment and login. */
export function withoutQuery(url: string): string {
	const parsed = parse(url);
	return parsed === null ? '' : `${parsed.origin}${parsed.pathname}`;
}

function isRedirect(reply: FileReply): reply is FileAnswer {
	return (
		reply.kind === 'answer' &&
		REDIRECT_STATUSES.includes(reply.status) &&
		reply.headers.location !== undefined
	);
}

/** The address as it was understood here goes along with a key, so that nobody can read another host out of it. */
function withKey(href: string, headers: Record<string, string>, { authorization }: LinkKey) {
	return { url: href, headers: { ...headers, Authorization: authorization } };
}

export interface OpenSettings {
	host: FileHost;
	privateAllowed: boolean;
	/** Goes along as long as its origin has not been left; none unless told. */
	key?: LinkKey | null;
	/** Ends the request, also while the body is read. */
	abortSignal: AbortSignal;
}

/**
 * Opens a file, following at most five redirects; each address is checked before it is asked. A key is dropped for good
 * where one of them leads to another origin, be it the same host on another port, and even where that leads back.
 * @throws DownloadTrouble for an address that may not be fetched
 */
export async function openFollowing(
	url: string,
	headers: Record<string, string>,
	{ host, privateAllowed, key = null, abortSignal }: OpenSettings,
): Promise<FileReply> {
	let current = url;
	let carried = key;
	for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
		const trouble = addressTrouble(current, privateAllowed);
		if (trouble !== null) throw trouble;
		const { origin, href } = new URL(current);
		if (origin !== carried?.origin) carried = null;
		const asked = carried === null ? { url: current, headers } : withKey(href, headers, carried);
		// An answer that only redirects is dropped at once; its connection must not stay open behind the file's.
		const hop = new AbortController();
		const endHop = () => hop.abort();
		if (abortSignal.aborted) hop.abort();
		else abortSignal.addEventListener('abort', endHop, { once: true });
		const reply = await host.open(asked.url, asked.headers, hop.signal);
		if (!isRedirect(reply)) return reply;
		abortSignal.removeEventListener('abort', endHop);
		hop.abort();
		const next = parse(reply.headers.location, current);
		if (next === null) throw badAddress('is sent on to an address that cannot be read', COPY_AGAIN);
		if (current.startsWith('https:') && next.protocol === 'http:') {
			throw badAddress(
				'is sent on to an address without encryption (http://)',
				'Ask the provider for an https:// link.',
			);
		}
		next.hash = '';
		current = next.href;
	}
	throw badAddress(`is sent on more than ${MOST_REDIRECTS} times`, COPY_AGAIN);
}
