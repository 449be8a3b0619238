import { DownloadTrouble } from '../../../shared/files/failures';
import { openFollowing } from '../../../shared/files/redirect';
import type { FileHost } from '../../../shared/files/types';
import type { Medium } from '../../../shared/domain/request';
import type { Provider } from '../../../shared/providers/types';
import { displayUrl } from '../../../shared/net/displayUrl';
import { BYTES_NEEDED } from '../../../shared/files/fileKind';
import { sizeFinding } from '../media/largestFile';
import { extensionOf } from '../media/kind';
import type { UrlFinding } from '../media/url';
import { judgeFile } from './judge';

/** Milliseconds for one look; a slow host is slow for the provider too. */
const LOOK_TIMEOUT_MS = 20_000;
const TRIES = 2;
const USE_DIRECT_LINK = 'Use the direct link to the file, or Source "Binary File".';

export interface LinkProbe {
	provider: Pick<Provider, 'fileSizes' | 'fileNotes'>;
	host: FileHost;
	privateAllowed: boolean;
	/** Ends looks that are under way. */
	stop?: AbortSignal;
}

/**
 * Opens a medium the way a provider would, without any login, and reads its first bytes.
 * @returns what the provider would stumble over, in words that follow the name of the medium, or null; costs nothing
 */
export async function probeLink(
	medium: Pick<Medium, 'kind' | 'url'>,
	look: LinkProbe,
): Promise<UrlFinding | null> {
	if (!/^https?:/i.test(medium.url)) return null;
	let seen = unopened(shownAddress(medium), 'the execution was stopped');
	for (let tries = 0; tries < TRIES && seen.again && !look.stop?.aborted; tries += 1) {
		seen = await lookOnce(medium, look);
	}
	const { message, severity = 'problem' } = seen;
	return message === null ? null : { message, severity };
}

function shownAddress({ url }: Pick<Medium, 'url'>): string {
	return `(${displayUrl(url)})`;
}

interface Seen extends Partial<Pick<UrlFinding, 'severity'>> {
	message: string | null;
	/** True for trouble that may pass. */
	again: boolean;
}

async function lookOnce(
	medium: Pick<Medium, 'kind' | 'url'>,
	{ provider, host, privateAllowed, stop }: LinkProbe,
): Promise<Seen> {
	const { kind } = medium;
	const where = shownAddress(medium);
	const ender = new AbortController();
	const end = () => ender.abort();
	stop?.addEventListener('abort', end, { once: true });
	// Without a listener of its own Node sweeps the timeout away before it fires, also in AbortSignal.any.
	const timeout = AbortSignal.timeout(LOOK_TIMEOUT_MS);
	timeout.addEventListener('abort', end);
	try {
		const headers = { Range: `bytes=0-${BYTES_NEEDED - 1}` };
		const reply = await openFollowing(medium.url, headers, {
			host,
			privateAllowed,
			abortSignal: ender.signal,
		});
		if (reply.kind !== 'answer') return unopened(where, reply.reason);
		const { status } = reply;
		if (status >= 400) {
			return { message: `${where} ${refusal(status)}`, again: status >= 500 || status === 429 };
		}
		const size = totalBytes(reply.headers);
		const sized = size === null ? null : sizeFinding(size, kind, provider);
		if (sized?.severity === 'problem')
			return { ...sized, message: `${where} ${sized.message}`, again: false };
		const file = {
			first: await firstBytes(reply.body),
			total: size,
			declared: reply.headers['content-type'],
			ending: extensionOf(medium.url),
		};
		const judged = judgeFile(kind, file, USE_DIRECT_LINK, provider);
		const found = judged?.severity === 'problem' ? judged : (sized ?? judged);
		if (found === null) return { message: null, again: false };
		return { message: `${where} ${found.message}`, severity: found.severity, again: false };
	} catch (thrown) {
		if (!(thrown instanceof DownloadTrouble))
			return unopened(where, 'it broke off while it was read');
		return { message: `${where} cannot be used: ${thrown.message}`, again: false };
	} finally {
		stop?.removeEventListener('abort', end);
		timeout.removeEventListener('abort', end);
		ender.abort();
	}
}

function unopened(where: string, reason: string): Seen {
	return { message: `${where} could not be opened: ${reason}. Check the link.`, again: true };
}

function refusal(status: number): string {
	if (status === 401 || status === 403) {
		return 'opens only with a login, so the provider cannot read it. Make the file public, or use Source "Binary File".';
	}
	if (status === 404 || status === 410) return 'does not exist (any more). Check the link.';
	return `answers with status ${status}. Check the link, or upload the file somewhere else.`;
}

/** The size of the whole file: Content-Range tells it when only a part was sent. */
function totalBytes(headers: Record<string, string>): number | null {
	const range = /\/(\d+)$/.exec(headers['content-range'] ?? '');
	const bytes = Number(range?.[1] ?? headers['content-length']);
	return Number.isFinite(bytes) ? bytes : null;
}

async function firstBytes(body: AsyncIterable<Buffer>): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of body) {
		chunks.push(chunk);
		length += chunk.length;
		if (length >= BYTES_NEEDED) break;
	}
	return Buffer.concat(chunks);
}
