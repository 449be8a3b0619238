import type { IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { isFullResponse, plainHeaders } from '../net/fullResponse';
import { classifyNetworkTrouble } from '../net/networkTrouble';
import { proxyTrouble } from '../net/openingTrouble';
import type { FileAnswer, FileHost, FileReply, StoreInput } from './types';

/** Pieces (half a megabyte each) that may wait for the store: enough to read on while it writes. */
const BUFFERED_PIECES = 4;

/** The part of Node's stream class that is reached through a stream at hand; nodes may not import it. */
interface StreamClass {
	from(
		chunks: AsyncIterable<Buffer>,
		options: { objectMode: boolean; highWaterMark: number },
	): StoreInput;
}

function isStream(body: unknown): body is AsyncIterable<Buffer> & { constructor: StreamClass } {
	if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return false;
	const streamClass: unknown = body.constructor;
	return typeof streamClass === 'function' && 'from' in streamClass;
}

/**
 * The way to a file host through n8n, so that its proxy settings and address protection hold. The request carries no
 * credential of any kind: the key must never reach whoever serves the files.
 */
export function createFileHost(context: Pick<IExecuteFunctions, 'helpers'>): FileHost {
	return {
		async open(url, headers, abortSignal): Promise<FileReply> {
			try {
				const reply: unknown = await context.helpers.httpRequest({
					method: 'GET',
					url,
					headers,
					encoding: 'stream',
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					// Redirects are followed by ourselves, with a look at each address.
					disableFollowRedirect: true,
					abortSignal,
				});
				if (!isFullResponse(reply) || !isStream(reply.body)) {
					return { kind: 'noAnswer', reason: 'the answer could not be read' };
				}
				const answer = answerOf(reply, reply.body);
				const kept = proxyTrouble(answer.status, answer.headers);
				return kept === null ? answer : { kind: 'noAnswer', ...kept };
			} catch (thrown) {
				return { ...classifyNetworkTrouble(thrown), kind: 'noAnswer' };
			}
		},
	};
}

function answerOf(
	reply: IN8nHttpFullResponse,
	body: AsyncIterable<Buffer> & { constructor: StreamClass },
): FileAnswer {
	return {
		kind: 'answer',
		status: reply.statusCode,
		headers: plainHeaders(reply.headers),
		body,
		// As objects, because a stream of bytes would join the waiting pieces into one copy for every read.
		toStream: (chunks) =>
			body.constructor.from(chunks, { objectMode: true, highWaterMark: BUFFERED_PIECES }),
	};
}
