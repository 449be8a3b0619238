import type { IExecuteFunctions } from 'n8n-workflow';

/** What n8n's binary store takes. Named through its signature because nodes may not import streams. */
export type StoreInput = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/** One opened answer of a file host. */
export interface FileAnswer {
	kind: 'answer';
	status: number;
	/** Lower-case names. */
	headers: Record<string, string>;
	/** Ends early with a thrown value when the connection breaks or the request is aborted. */
	body: AsyncIterable<Buffer>;
	/** Makes a stream that n8n's binary store understands. */
	toStream: (chunks: AsyncIterable<Buffer>) => StoreInput;
}

/** With a `remedy` (a sentence without its full stop) trying again does not help by itself. */
export type FileReply = FileAnswer | { kind: 'noAnswer'; reason: string; remedy?: string };

/** Sends one GET with these headers alone and without following redirects. Never throws. */
export interface FileHost {
	open(url: string, headers: Record<string, string>, abortSignal: AbortSignal): Promise<FileReply>;
}

/** Where a file can be had, and where to ask when that address is refused. */
export interface LinkSource {
	/** The address to begin with. */
	url: string;
	/**
	 * Asks for a fresh address after the host refused the old one.
	 * @returns null when there is nobody to ask
	 * @throws DownloadTrouble when the task has no video any more
	 */
	renew(): Promise<string | null>;
	/** How many hours results are kept, when this one is known to be older; null otherwise. */
	expiredAfterHours(nowMs: number): number | null;
}

/** What is told about a downloaded file, beside what the store knows. */
export interface FileFacts {
	bytes: number;
	/** Hexadecimal. */
	sha256: string;
	mimeType: string;
	fileName: string;
	/** Without query, which may hold a signature. */
	sourceUrl: string;
	/** Requests for the file, renewed links and resumed parts included; redirects are not counted. */
	attempts: number;
	/** True when the file was put together from more than one answer. */
	resumed: boolean;
}
