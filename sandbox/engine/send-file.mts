/** Sends one stored file with ranges, validators and scripted trouble. */

import { createHash } from 'node:crypto';
import { HTML_PAGE, sendText } from './http.mts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoredFile } from './pictures.mts';
import type { Fault } from './types.mts';

const CHUNK_BYTES = 64 * 1024;
/** Padding is sent from here, so that large files cost no memory. */
const ZEROS = Buffer.alloc(CHUNK_BYTES);
const MODIFIED = 'Thu, 01 Jan 2026 00:00:00 GMT';

const tags: WeakMap<Buffer, string> = new WeakMap();

function tagOf(file: StoredFile) {
	let digest = tags.get(file.bytes);
	if (!digest) {
		digest = createHash('md5').update(file.bytes).digest('hex');
		tags.set(file.bytes, digest);
	}
	return `"${digest}-${file.padBytes ?? 0}"`;
}

/** A part of a file; `end` is exclusive. */
function slice(file: StoredFile, start: number, end: number): Buffer {
	const real = file.bytes.subarray(start, Math.min(end, file.bytes.length));
	const made = end - start - real.length;
	if (made <= 0) return real;
	return real.length === 0 && made <= ZEROS.length
		? ZEROS.subarray(0, made)
		: Buffer.concat([real, Buffer.alloc(made)]);
}

/** The part that is asked for; `end` is exclusive. */
function parseRange(
	header: string | undefined,
	size: number,
): { start: number; end: number } | 'whole' | 'unsatisfiable' {
	const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
	if (!match || (match[1] === '' && match[2] === '')) return 'whole';
	const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
	const end = match[1] === '' || match[2] === '' ? size : Math.min(size, Number(match[2]) + 1);
	return start >= size || start >= end ? 'unsatisfiable' : { start, end };
}

/** Waits until the receiver took what was written, or went away. */
function room(response: ServerResponse): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			response.off('drain', done);
			response.off('close', done);
			resolve();
		};
		response.on('drain', done);
		response.on('close', done);
	});
}

/** Sends a part of a file with whatever a fault does to it; `end` is exclusive. */
async function stream(
	response: ServerResponse,
	file: StoredFile,
	start: number,
	end: number,
	fault: Fault | null,
	sent: (bytes: number) => void,
) {
	const stop =
		fault?.kind === 'cut' || fault?.kind === 'truncate' ? start + (fault.afterBytes ?? 0) : end;
	const size =
		fault?.kind === 'slow'
			? Math.max(1, Math.floor((fault.bytesPerSecond ?? 1024) / 10))
			: CHUNK_BYTES;
	let at = start;
	while (at < Math.min(end, stop)) {
		const next = Math.min(at + size, end, stop);
		if (response.destroyed) return;
		const roomy = response.write(slice(file, at, next));
		sent(next - at);
		at = next;
		if (!roomy) await room(response);
		if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, 100));
	}
	if (fault?.kind === 'cut' && at < end) {
		// What was written must leave first, or the receiver would see less than the fault promises.
		await new Promise((resolve) => response.write('', resolve));
		setTimeout(() => response.destroy(), 20);
		return;
	}
	response.end();
}

/**
 * Sends a file, or the part of it that is asked for.
 *
 * @param sent counts bytes
 */
export async function sendFile(
	request: IncomingMessage,
	response: ServerResponse,
	file: StoredFile,
	fault: Fault | null,
	sent: (bytes: number) => void,
) {
	const size = file.bytes.length + (file.padBytes ?? 0);
	const tag = tagOf(file);
	const condition = request.headers['if-range'];
	const fresh = condition === undefined || condition === tag || condition === MODIFIED;
	const wanted = fault?.kind === 'ignoreRange' || !fresh ? undefined : request.headers.range;
	const range = parseRange(wanted, size);
	const headers: Record<string, string> = {
		'content-type': file.mimeType,
		'accept-ranges': 'bytes',
		'last-modified': MODIFIED,
		'cache-control': 'no-store',
		etag: tag,
	};
	if (range === 'unsatisfiable') {
		response.writeHead(416, {
			...headers,
			'content-range': `bytes */${size}`,
			'content-length': '0',
		});
		response.end();
		return;
	}
	const { start, end } = range === 'whole' ? { start: 0, end: size } : range;
	if (fault?.kind !== 'truncate') headers['content-length'] = String(end - start);
	if (range !== 'whole') headers['content-range'] = `bytes ${start}-${end - 1}/${size}`;
	response.writeHead(range === 'whole' ? 200 : 206, headers);
	if (request.method === 'HEAD') {
		response.end();
		return;
	}
	await stream(response, file, start, end, fault, sent);
}

/**
 * Faults that answer something else than the file.
 *
 * @returns false when the file is to be sent after all
 */
export function answerFault(response: ServerResponse, fault: Fault): boolean {
	const headers: Record<string, string> =
		fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
	if (fault.kind === 'resetBefore') response.destroy();
	else if (fault.kind === 'resetAfter') response.destroy();
	else if (fault.kind === 'html')
		sendText(response, fault.status ?? 200, HTML_PAGE, 'text/html; charset=utf-8', headers);
	else if (fault.kind === 'brokenBody') sendText(response, 200, '{"error":', 'video/mp4', headers);
	else if (fault.kind === 'status') {
		const text =
			typeof fault.body === 'string'
				? fault.body
				: JSON.stringify(fault.body ?? { error: 'scripted' });
		const type = text.startsWith('<') ? 'text/html; charset=utf-8' : 'application/json';
		sendText(response, fault.status ?? 500, text, type, headers);
	} else return fault.kind === 'timeout';
	return true;
}
