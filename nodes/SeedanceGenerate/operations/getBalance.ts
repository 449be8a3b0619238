import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Balance } from '../../shared/domain/cost';
import type { Failure } from '../../shared/domain/task';
import { BALANCE_PROVIDERS } from '../../shared/fields/offers';
import { operationError } from '../../shared/n8n/operationError';
import type { Session, Sessions } from '../../shared/n8n/session';
import { isSession } from '../../shared/n8n/session';

/** Reading costs nothing, so unlucky answers are simply asked for again. */
const TRIES = 4;
const FIRST_PAUSE_MS = 1000;
const TIMEOUT_SECONDS = 30;

/**
 * Reads what the account still has: one item, where rows have accounts of their own one for each.
 * @throws NodeOperationError when the provider has no such call or refuses it, or a row has no credential
 */
export async function getBalance(
	context: IExecuteFunctions,
	run: Sessions,
): Promise<INodeExecutionData[]> {
	const { provider, ofRow, all } = run;
	if (provider.balance === undefined) {
		throw operationError(
			context,
			`${provider.displayName} has no call that tells the balance.`,
			`Look at its console. It can be read here for: ${BALANCE_PROVIDERS}.`,
		);
	}
	for (const [itemIndex, opened] of ofRow.entries()) {
		if (!isSession(opened)) throw operationError(context, opened.message, '', itemIndex);
	}
	return await Promise.all(
		all.map(async (session) => {
			const rows = ofRow.flatMap((opened, item) => (opened === session ? [{ item }] : []));
			return { json: { ...(await itemOf(context, session)) }, pairedItem: rows };
		}),
	);
}

async function itemOf(context: IExecuteFunctions, session: Session): Promise<IDataObject> {
	const { provider } = session;
	const read = await readAccount(session, TRIES);
	if (read === null || 'category' in read) {
		throw operationError(
			context,
			`The balance at ${provider.displayName} could not be read: ${read?.message ?? 'it gave no readable answer.'}`,
			read?.hint ?? 'Run the node again in a few minutes.',
		);
	}
	return { provider: provider.id, balance: read.amount, currency: read.currency };
}

/**
 * Asks for the balance. Never throws.
 * @param tries requests at most
 * @returns null where nothing was learned, or where the provider has no such call
 */
export async function readAccount(
	session: Session,
	tries: number,
): Promise<Balance | Failure | null> {
	const { provider, client, clock, stop } = session;
	const call = provider.balance?.();
	if (call === undefined) return null;
	let found: Failure | null = null;
	for (let count = 1; count <= tries && !stop.aborted; count += 1) {
		const reply = await client.send(call, TIMEOUT_SECONDS);
		if (reply.kind === 'answer') {
			found = provider.failureOf(reply.status, reply.body);
			if (found !== null && !found.retryable) return found;
			const balance = found === null ? (provider.readBalance?.(reply.body) ?? null) : null;
			if (balance !== null) return balance;
		}
		if (count < tries) await clock.sleep(FIRST_PAUSE_MS * 2 ** (count - 1));
	}
	return found;
}
