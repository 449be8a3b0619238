/** Characters; longer addresses are shortened in the middle, so that host and file name stay readable. */
const MAX_LENGTH = 80;

/** What is looked through; longer texts are no addresses, and would take their time. */
const MOST_READ = 4000;

/**
 * A URL as it may stand in messages, logs and outputs: no query (signatures live there), no
 * fragment, no user name or password, at most 80 characters. Never throws, whatever the text is.
 */
export function displayUrl(url: string): string {
	const text = url.trim();
	if (/^data:/i.test(text)) return `${/^data:[^,;]{0,40}/i.exec(text)?.[0] ?? 'data:'},…`;
	const withoutQuery = text.split(/[?#]/, 1)[0];
	return shorten(withoutCredentials(withoutQuery.slice(0, MOST_READ)), MAX_LENGTH);
}

function withoutCredentials(url: string): string {
	// Slashes and backslashes both end the host part, so an `@` later in the path stays.
	return url
		.replace(/^([a-z][a-z0-9+.-]*:[\\/]*)?[^\\/@\s]*:[^\\/\s]*@/i, '$1')
		.replace(/^([a-z][a-z0-9+.-]*:[\\/]+)[^\\/\s]*@/i, '$1');
}

function shorten(text: string, maximum: number): string {
	if (text.length <= maximum) return text;
	const head = Math.ceil((maximum - 1) / 2);
	return `${text.slice(0, head)}…${text.slice(text.length - (maximum - 1 - head))}`;
}
