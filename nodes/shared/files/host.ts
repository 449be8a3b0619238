import type { IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { isFullResponse, plainHeaders } from '../net/fullResponse';
import { classifyNetworkTrouble } from '../net/networkTrouble';
import { proxyTrouble } from '../net/openingTrouble';
import type { StreamAtHand } from './stream';
import { isStream, streamLike } from './stream';
import type { FileAnswer, FileHost, FileReply } from './types';

/**
 * The way to a file host through n8n, so that its proxy settings and address protection hold. It adds no credential of
 * any kind: the key must never reach whoever serves the files.
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

function answerOf(reply: IN8nHttpFullResponse, body: StreamAtHand): FileAnswer {
	return {
		kind: 'answer',
		status: reply.statusCode,
		headers: plainHeaders(reply.headers),
		body,
		toStream: (chunks) => streamLike(body, chunks),
	};
}
