import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { StopSignal } from '../tasks/clock';
import type { Connection, HttpCall, Provider } from '../providers/types';
import { isFullResponse, plainHeaders } from './fullResponse';
import { classifyNetworkTrouble } from './networkTrouble';
import { proxyTrouble } from './openingTrouble';
import type { HttpClient, Reply } from './reply';
import { askedAddress } from './wrongAddress';

/** A node while it runs, polls, answers a webhook or fills a list of its panel. */
export type RequestingContext =
	| IExecuteFunctions
	| IPollFunctions
	| IWebhookFunctions
	| ILoadOptionsFunctions;

type Answering = Pick<Provider, 'statusOf'>;

function targetOf(
	{ baseUrl, filesBaseUrl }: Connection,
	{ host, path, url }: HttpCall,
): Pick<IHttpRequestOptions, 'baseURL' | 'url'> {
	if (url !== undefined) return { url };
	return { baseURL: host === 'files' ? filesBaseUrl : baseUrl, url: path };
}

/** The options of one authenticated call. Exported for the bench and tests. */
export function requestOptions(
	connection: Connection,
	call: HttpCall,
	timeoutSeconds: number,
): IHttpRequestOptions {
	return {
		method: call.method,
		...targetOf(connection, call),
		...(call.query === undefined ? {} : { qs: call.query as IDataObject, arrayFormat: 'repeat' }),
		...(call.body === undefined ? {} : { body: call.body as IDataObject }),
		...(call.form && { body: call.form.bytes }),
		headers: {
			Accept: 'application/json',
			...call.headers,
			...(call.form && { 'Content-Type': call.form.contentType }),
		},
		json: true,
		timeout: timeoutSeconds * 1000,
		returnFullResponse: true,
		// We classify every status ourselves; this also avoids n8n's hidden repeat after a 401.
		ignoreHttpStatusErrors: true,
		// n8n would carry the key along to another host.
		disableFollowRedirect: true,
	};
}

/** The status that counts; where a reader of ours breaks on the answer, that of HTTP. */
function countedStatus(status: number, body: unknown, { statusOf }: Answering): number {
	try {
		return statusOf?.(status, body) ?? status;
	} catch {
		return status;
	}
}

async function exchange(
	request: () => Promise<unknown>,
	provider: Answering,
	stop?: StopSignal,
): Promise<Reply> {
	if (stop?.aborted) return { kind: 'stopped' };
	try {
		const answer = await request();
		if (!isFullResponse(answer)) return { kind: 'noAnswer', reason: 'the answer was cut off' };
		const headers = plainHeaders(answer.headers);
		const kept = proxyTrouble(answer.statusCode, headers);
		if (kept !== null) return { kind: 'notSent', ...kept };
		const status = countedStatus(answer.statusCode, answer.body, provider);
		return { kind: 'answer', status, headers, body: answer.body };
	} catch (thrown) {
		if (stop?.aborted) return { kind: 'stopped' };
		return classifyNetworkTrouble(thrown);
	}
}

/**
 * Makes the client that talks to one provider with the node's credential.
 * It adds authentication (but not to addresses elsewhere), never follows redirects, never repeats anything and never throws for
 * network trouble. Stop breaks off what is under way.
 * @param data the credential as it was resolved for the rows of this client; without it n8n signs with what it gives
 *   for the first row (docs/n8n-behaviour.md 9.6)
 */
export function createHttpClient(
	context: RequestingContext,
	provider: Pick<Provider, 'credentialType' | 'statusOf'>,
	connection: Connection,
	stop?: StopSignal,
	data?: ICredentialDataDecryptedObject,
): HttpClient {
	const { helpers } = context;
	const { credentialType } = provider;
	const credential = { id: '', name: credentialType, type: credentialType, data };
	const resolved = data && { credentialsDecrypted: credential };
	return {
		async send(call, timeoutSeconds) {
			const options = requestOptions(connection, call, timeoutSeconds);
			if (call.url !== undefined) {
				return await exchange(async () => await helpers.httpRequest(options), {}, stop);
			}
			const request = helpers.httpRequestWithAuthentication;
			const reply = await exchange(
				async () => await request.call(context, credentialType, options, resolved),
				provider,
				stop,
			);
			if (reply.kind !== 'answer') return reply;
			return { ...reply, ...askedAddress(reply.status, connection, call) };
		},
	};
}

/**
 * The same for what has to go out after Stop (cancelling tasks): n8n's authenticated helper refuses
 * to send anything once the execution is cancelled.
 */
export function createLastWordClient(
	context: RequestingContext,
	provider: Pick<Provider, 'authScheme' | 'statusOf'>,
	connection: Connection,
	apiKey: string,
): HttpClient {
	const { authScheme = 'Bearer' } = provider;
	return {
		async send(call, timeoutSeconds) {
			const options = requestOptions(connection, call, timeoutSeconds);
			const headers = { ...options.headers, Authorization: `${authScheme} ${apiKey}` };
			return await exchange(
				async () => await context.helpers.httpRequest({ ...options, headers }),
				provider,
			);
		},
	};
}
