import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Balance } from '../../shared/domain/cost';
import type { Failure } from '../../shared/domain/task';
import { BALANCE_PROVIDERS } from '../../shared/fields/offers';
import { operationError } from '../../shared/n8n/operationError';
import type { Session } from '../../shared/n8n/session';
import { readingGovernor } from './taskRows';

/** Reading costs nothing, so unlucky answers are simply asked for again. */
const TRIES = 4;
const FIRST_PAUSE_MS = 1000;
const TIMEOUT_SECONDS = 30;

/**
 * Reads what the account still has: one item for the run.
 * @throws NodeOperationError when the provider has no such call or refuses it
 */
export async function getBalance(
	context: IExecuteFunctions,
	session: Session,
): Promise<INodeExecutionData[]> {
	const { provider } = session;
	if (provider.balance === undefined) {
		throw operationError(
			context,
			`${provider.displayName} has no call that tells the balance.`,
			`Look at its console. It can be read here for: ${BALANCE_PROVIDERS}.`,
		);
	}
	const read = await readAccount(session, TRIES);
	if (read === null || 'category' in read) {
		throw operationError(
			context,
			`The balance at ${provider.displayName} could not be read: ${read?.message ?? 'it gave no readable answer.'}`,
			read?.hint ?? 'Run the node again in a few minutes.',
		);
	}
	const json = { provider: provider.id, balance: read.amount, currency: read.currency };
	return [{ json, pairedItem: context.getInputData().map((_, item) => ({ item })) }];
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
	const governor = readingGovernor(session, 1);
	let found: Failure | null = null;
	for (let count = 1; count <= tries && !stop.aborted; count += 1) {
		const reply = await governor.call('get', async () => await client.send(call, TIMEOUT_SECONDS));
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
