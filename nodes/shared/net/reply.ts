import type { HttpCall } from '../providers/types';

/**
 * What became of one HTTP call, as data. The difference between `notSent` and `noAnswer` is the
 * difference between "safe to send again" and "somebody may already be paying for it".
 */
export type Reply =
	| {
			kind: 'answer';
			status: number;
			headers: Record<string, string>;
			body: unknown;
			/** What was asked, where the server says that there is nothing: without key and query. */
			address?: string;
	  }
	| NoReply
	/** The user pressed Stop while the call was under way. */
	| { kind: 'stopped' };

/** The network let the call down. */
export type NoReply =
	/**
	 * The request provably never left: refused connection, unknown host, bad certificate. With a `remedy` (a sentence
	 * without its full stop) trying again does not help by itself.
	 */
	| { kind: 'notSent'; reason: string; remedy?: string }
	/** The request may have arrived: reset, timeout, cut-off answer. */
	| { kind: 'noAnswer'; reason: string };

/** The one way to reach a provider. Never throws for anything that the network or the provider does. */
export interface HttpClient {
	/** @param timeoutSeconds how long to wait for the answer */
	send(call: HttpCall, timeoutSeconds: number): Promise<Reply>;
}
