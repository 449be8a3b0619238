import type { Failure } from '../domain/task';
import type { Connection, HttpCall } from '../providers/types';
import { displayUrl } from './displayUrl';
import type { Reply } from './reply';

type Answer = Extract<Reply, { kind: 'answer' }>;

/** What servers answer when they have nothing at an address, or nothing for such a call. */
const NOTHING_THERE: readonly number[] = [404, 405];

/** How web servers, gateways and frameworks say so, in place of a code of the provider. */
const NO_SUCH_PAGE =
	/^(?:error )?(?:40[45]:? )?(?:the )?(?:(?:requested )?(?:page|url|path|route|resource|endpoint) )?(?:was )?not found\b.{0,12}$|no route|route not found|invalid url|cannot (?:get|post|delete) \/|method not allowed|no static resource/i;

/** Our own words for an answer that gives no reason: a web page, or nothing. */
const NO_WORDS = /no readable reason|gives no reason/;

/** The address of a call, where the answer says that there is nothing at it; without key and query. */
export function askedAddress(
	status: number,
	{ baseUrl, filesBaseUrl = '' }: Connection,
	{ host, path }: Pick<HttpCall, 'host' | 'path'>,
): { address?: string } {
	if (!NOTHING_THERE.includes(status)) return {};
	return { address: displayUrl(`${host === 'files' ? filesBaseUrl : baseUrl}${path}`) };
}

/**
 * Speaks of the Base URL where an answer knows neither the call nor a code of the provider: nothing may be wrong with the
 * row at all.
 * @param asksForTask true when the id in the address can be the unknown part as well
 */
export function aboutAddress(
	failure: Failure,
	{ status, address }: Pick<Answer, 'status' | 'address'>,
	asksForTask: boolean,
): Failure {
	const saysNothing = failure.code === `http${status}` && NO_WORDS.test(failure.message);
	const isNobodys = saysNothing || NO_SUCH_PAGE.test(failure.message);
	if (address === undefined || !isNobodys) return failure;
	const message = `The server has nothing at ${address} (status ${status}).`;
	if (asksForTask) {
		const hint = `Check the Base URL in the credential. If it is right, check the Task ID, and that Provider and credential are those that submitted the task.`;
		return { ...failure, message, hint };
	}
	return {
		...failure,
		category: 'account',
		message: `${message} Nothing was ordered there.`,
		hint: 'Check the Base URL in the credential: it is the address of the API, without the path of a call and not that of a console page. Then run the row again.',
	};
}
