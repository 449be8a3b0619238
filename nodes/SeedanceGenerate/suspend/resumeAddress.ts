import type { IExecuteFunctions, IWebhookDescription } from 'n8n-workflow';
import type { Session } from '../../shared/n8n/session';
import { isPrivateConnection } from '../../shared/net/connection';
import { isReachableFor } from '../instance';
import { isTool } from '../tool';

/** Part of the address, so that a late callback cannot end the wait of another node of the execution. */
const RESUME_PATH = 'seedance';

/** The address of a suspended execution; n8n checks its token before this node sees a request. */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		path: RESUME_PATH,
		restartWebhook: true,
		responseMode: 'onReceived',
		responseData: '',
	},
];

/** Where a provider can wake this execution, or why it cannot. */
export type ResumeAddress = { url: string } | { warning: string };

/**
 * The resume address of this execution, if the provider can reach it: public https, or any address
 * when the provider itself is on a private one. The address carries n8n's own token.
 */
export function resumeAddressFor(
	context: IExecuteFunctions,
	{ connection }: Session,
): ResumeAddress {
	if (isTool(context)) {
		return {
			warning:
				'As a tool of an AI agent the node never suspends: it waited by asking the provider.',
		};
	}
	const url: unknown = context.evaluateExpression('{{ $execution.resumeUrl }}', 0);
	if (typeof url === 'string' && isReachableFor(url, isPrivateConnection(connection)))
		return { url: url.replace(/\?|$/, (rest) => `/${RESUME_PATH}${rest}`) };
	return {
		warning: `This n8n instance has no public https address (${hostOf(url)}), so the provider cannot call back and the node waited by asking it. Set WEBHOOK_URL on the instance, or choose "After the Expected Time".`,
	};
}

/** Host only: the rest of the address holds a token. */
function hostOf(url: unknown): string {
	try {
		return new URL(String(url)).host;
	} catch {
		return 'none is set';
	}
}
