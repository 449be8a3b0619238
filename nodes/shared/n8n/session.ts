import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import { createHmac } from 'crypto';
import type { Clock, StopSignal } from '../tasks/clock';
import { createClock } from '../tasks/clock';
import type { Problem } from '../domain/request';
import { findProvider } from '../providers';
import { reasonOf } from '../providers/reading/message';
import type { Connection, Provider } from '../providers/types';
import { createLastWordClient } from '../net/http';
import type { HttpClient } from '../net/reply';
import type { Credential } from './access';
import { clientFor, credentialFrom } from './access';
import { operationError } from './operationError';
import { withoutKey } from './withoutKey';

/** What all rows of a run have in common, whatever their credentials say. */
export interface Run {
	provider: Provider;
	clock: Clock;
	stop: StopSignal;
}

/** Everything the rows of one credential need to talk to their provider. */
export interface Session extends Run {
	connection: Connection;
	/** Signs callback addresses; never shown, logged or sent anywhere but to its provider. */
	apiKey: string;
	/** Tells this account from others in what is kept, without telling the key. 16 hex digits. */
	account: string;
	/** The credential gives something else for other rows: what is kept of one account is not for the others. */
	isOfRow: boolean;
	client: HttpClient;
	/** Still sends after Stop; for cancelling tasks only. */
	lastWord: HttpClient;
}

/** The sessions of a run (P21): rows whose credential says the same share one. */
export interface Sessions extends Run {
	/** By row: its session, or why it has none. */
	ofRow: ReadonlyArray<Session | Problem>;
	/** Each once, in the order of their first rows. */
	all: readonly Session[];
}

const NEVER_STOPPED: StopSignal = { aborted: false };

/** n8n takes it for a row that is not there. What a credential says then does not depend on rows. */
const NO_ROW = -1;

/** What n8n makes of the credential for one row, or what it throws. */
type Resolved = { data: ICredentialDataDecryptedObject } | { thrown: unknown };

export function isSession(opened: Session | Problem): opened is Session {
	return 'client' in opened;
}

/**
 * Opens the sessions of all rows, each with the credential as n8n resolves it for that row.
 * @throws NodeOperationError when no provider is chosen, or what is wrong with the credential is so whatever the row:
 * it has no base URL, or n8n's own when it cannot be read
 */
export async function openSessions(context: IExecuteFunctions): Promise<Sessions> {
	const run = openRun(context);
	const { provider } = run;
	const rows = context.getInputData().map((_, itemIndex) => itemIndex);
	const [always, ...resolved] = await Promise.all(
		[NO_ROW, ...rows].map(async (itemIndex) => await resolve(context, provider, itemIndex)),
	);
	const read = resolved.map((one) => readCredential(context, provider, one, isSame(one, always)));
	const secrets = read.flatMap((one) => ('apiKey' in one ? [one.apiKey] : []));
	const opened = new Map<string, Session>();
	const ofRow = read.map((one) => {
		if (!('apiKey' in one)) return one;
		const name = JSON.stringify([one.connection, one.apiKey]);
		const session = opened.get(name) ?? open(context, run, one, secrets);
		opened.set(name, session);
		return session;
	});
	return { ...run, ofRow, all: [...opened.values()] };
}

/** @throws NodeOperationError when no provider is chosen */
function openRun(context: IExecuteFunctions): Run {
	const chosen: unknown = context.getNodeParameter('provider', 0);
	const provider = findProvider(chosen);
	if (provider === undefined) {
		throw operationError(
			context,
			'No provider is chosen.',
			`Choose one of the list in the field Provider. It is "${String(chosen)}" now.`,
		);
	}
	const stop = context.getExecutionCancelSignal() ?? NEVER_STOPPED;
	return { provider, clock: createClock(stop), stop };
}

async function resolve(
	context: IExecuteFunctions,
	{ credentialType }: Provider,
	itemIndex: number,
): Promise<Resolved> {
	try {
		return { data: await context.getCredentials(credentialType, itemIndex) };
	} catch (thrown) {
		return { thrown };
	}
}

function isSame(one: Resolved, other: Resolved): boolean {
	if ('thrown' in one || 'thrown' in other) {
		return 'thrown' in one && 'thrown' in other && reasonOf(one.thrown) === reasonOf(other.thrown);
	}
	return JSON.stringify(one.data) === JSON.stringify(other.data);
}

/** @param isAlwaysSo it is the same whatever the row */
function readCredential(
	context: IExecuteFunctions,
	provider: Provider,
	resolved: Resolved,
	isAlwaysSo: boolean,
): (Credential & { isOfRow: boolean }) | Problem {
	if ('thrown' in resolved) {
		if (isAlwaysSo) throw resolved.thrown;
		return problem(context, provider, `cannot be read for this row: ${reasonOf(resolved.thrown)}.`);
	}
	const credential = credentialFrom(resolved.data, provider);
	if (credential.apiKey === '') return problem(context, provider, gives('API Key'));
	if (credential.connection.baseUrl !== '') return { ...credential, isOfRow: !isAlwaysSo };
	if (!isAlwaysSo) return problem(context, provider, gives('Base URL'));
	throw operationError(
		context,
		`The ${provider.displayName} credential has no base URL.`,
		'Open the credential and fill in the field Base URL.',
	);
}

function gives(field: string): string {
	return `gives no ${field} for this row. Fill in ${field} in the credential; if there is an expression, look at what it gives for this row.`;
}

function problem(context: IExecuteFunctions, { credentialType }: Provider, what: string): Problem {
	const { name = credentialType } = context.getNode().credentials?.[credentialType] ?? {};
	return { field: 'Credential', message: `The credential "${name}" ${what}` };
}

function open(
	context: IExecuteFunctions,
	run: Run,
	credential: Credential & { isOfRow: boolean },
	secrets: readonly string[],
): Session {
	const { provider, stop } = run;
	const { connection, apiKey, isOfRow } = credential;
	return {
		...run,
		connection,
		apiKey,
		account: accountOf(provider, credential),
		isOfRow,
		client: clientFor(context, provider, credential, secrets, stop),
		lastWord: withoutKey(createLastWordClient(context, provider, connection, apiKey), ...secrets),
	};
}

/** Keeps this use of the API key apart from every other one. */
const PURPOSE = 'n8n-nodes-seedance: name of an account, version 1';

function accountOf({ id }: Provider, { connection, apiKey }: Credential): string {
	const { baseUrl } = connection;
	return createHmac('sha256', apiKey)
		.update(`${PURPOSE}, ${id}, ${baseUrl}`)
		.digest('hex')
		.slice(0, 16);
}
