/** Longer provider texts are cut: they end up in one line of the n8n error view. */
const MAX_LENGTH = 1000;

/** Request ids stand at the end of messages and are what the provider's support asks for. */
const REQUEST_ID = /\s*\(?Request[ _-]?id:\s*[\w-]+\)?\.?\s*$/i;

const KEYS: ReadonlyArray<{ find: RegExp; replace: string }> = [
	{ find: /\bbearer\s+[^\s"',;)]+/gi, replace: 'Bearer [key removed]' },
	{ find: /\bsd2_(live|test)_[\w.*-]+/gi, replace: '[key removed]' },
	{ find: /\b(sk|ak|pk)-[\w.*…-]{6,}/gi, replace: '[key removed]' },
	{ find: /\b(AKLT|AKID)[\w.*=-]{8,}/g, replace: '[key removed]' },
];

/** Some keys are UUIDs; elsewhere a UUID is an innocent id, so only texts that speak of a key lose it. */
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

/** n8n replaces a whole message that holds one of these anywhere, even inside a word like "resourceNotFound". */
const ERRNO_TOKENS: ReadonlyArray<{ token: string; words: string }> = [
	{ token: 'ECONNREFUSED', words: 'connection refused' },
	{ token: 'ECONNRESET', words: 'connection reset' },
	{ token: 'ENOTFOUND', words: 'host not found' },
	{ token: 'ETIMEDOUT', words: 'timed out' },
	{ token: 'ERRADDRINUSE', words: 'address in use' },
	{ token: 'EADDRNOTAVAIL', words: 'address not available' },
	{ token: 'ECONNABORTED', words: 'connection aborted' },
	{ token: 'EHOSTUNREACH', words: 'host unreachable' },
	{ token: 'EAI_AGAIN', words: 'host name lookup did not work' },
	{ token: 'ENOENT', words: 'not found' },
	{ token: 'EISDIR', words: 'is a folder' },
	{ token: 'ENOTDIR', words: 'is not a folder' },
	{ token: 'EACCES', words: 'access denied' },
	{ token: 'EEXIST', words: 'already exists' },
	{ token: 'EPERM', words: 'not permitted' },
	{ token: 'GETADDRINFO', words: 'host name lookup' },
];

function withoutErrnoTokens(text: string): string {
	let result = text;
	for (const { token, words } of ERRNO_TOKENS) {
		result = result.replace(new RegExp(`\\b${token}\\b`, 'gi'), words);
		// Inside a longer word a hyphen keeps the word readable and hides the token from n8n.
		result = result.replace(new RegExp(token, 'gi'), (found) => `${found[0]}-${found.slice(1)}`);
	}
	return result;
}

/** Web addresses keep their path and lose what may open them: credentials, query and fragment. */
function withoutSignedQueries(text: string): string {
	return text.replace(/\b(https?:\/\/)([^\s"'<>]+)/gi, (_whole, scheme: string, rest: string) => {
		const plain = rest.replace(/[?#].*$/, '');
		return scheme + plain.replace(/^[^/@]*@/, '');
	});
}

function withoutKeys(text: string): string {
	let result = text;
	for (const { find, replace } of KEYS) result = result.replace(find, replace);
	return /\b(api[ _-]?key|authorization|token)\b/i.test(result)
		? result.replace(UUID, '[key removed]')
		: result;
}

/** Characters of a text that are looked at; nobody has more to say. */
const LONGEST_READ = 5000;

/** As much of a text as is read, with its request id, so that no answer can hold the node up. */
export function readable(text: string): string {
	if (text.length <= LONGEST_READ) return text;
	return text.slice(0, LONGEST_READ) + (REQUEST_ID.exec(text.slice(-300))?.[0] ?? '');
}

function shortened(text: string): string {
	if (text.length <= MAX_LENGTH) return text;
	const tail = (REQUEST_ID.exec(text)?.[0] ?? '').slice(0, 200);
	return `${text.slice(0, MAX_LENGTH - tail.length).trimEnd()}…${tail}`;
}

/** What was thrown, fit to be shown; empty when it says nothing. Never throws itself. */
export function reasonOf(thrown: unknown): string {
	try {
		return cleanMessage(thrown instanceof Error ? thrown.message : String(thrown));
	} catch {
		return '';
	}
}

/**
 * Makes a provider's text fit to be shown: no key, no signed query, no errno token, one line,
 * at most about 1000 characters. Its request id stays. Web pages become an empty text.
 */
export function cleanMessage(text: string): string {
	if (/^\s*<(!doctype|html|head|body|\?xml)/i.test(text)) return '';
	const oneLine = readable(text).replace(/\s+/g, ' ').trim();
	return shortened(withoutErrnoTokens(withoutKeys(withoutSignedQueries(oneLine))));
}

/** A text that came in the place of JSON, without marks; empty for a web page. */
export function plainText(body: string): string {
	const text = cleanMessage(body);
	return /^</.test(text) ? cleanMessage(text.replace(/<[^>]{0,500}>/g, ' ')) : text;
}
