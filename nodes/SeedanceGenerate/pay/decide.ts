import { keyOfOtherProvider, otherAccount, outcomeUnknown } from '../../shared/domain/failures';
import type { Failure } from '../../shared/domain/task';
import { providerName } from '../../shared/providers';
import { reasonOf } from '../../shared/providers/reading/message';
import type { JournalEntry } from './ledger/journal';
import type { KeyRecord } from './ledger/keys';
import type { Ledger, Records } from './ledger/ledger';
import type { Row, RowEnd } from './row';

/** What is to be done for a row, by what is on record about it. */
export type Decision =
	/** Send a paid request, the n-th on purpose; `before` is the record of this row that allows it. */
	| { kind: 'submit'; submissions: number; before: JournalEntry | null }
	/** Take over the task of an earlier try in this execution, or in the one that it retries. */
	| { kind: 'adopt'; entry: JournalEntry; taskId: string }
	/** Take over the task that another execution got for the row's key. */
	| { kind: 'adoptKey'; record: KeyRecord }
	/** A request may have left and nobody knows what became of it: look for its task, never send again. */
	| { kind: 'find'; entry: JournalEntry }
	/** Do not send the n-th request, and say why; one that another execution has sent before it crashed is still looked up. */
	| { kind: 'hold'; submissions: number; failure: Failure }
	/** Do nothing for the row, and say why. */
	| { kind: 'refuse'; end: Extract<RowEnd, 'refused' | 'unknown'>; failure: Failure };

/** A row with the decision about it. */
export interface Decided {
	row: Row;
	decision: Decision;
}

/** One video: the row that gets it, and the rows that share it. */
export interface Order extends Decided {
	twins: Row[];
}

/** Decides what to do for a row. Pure: probing, caps, queue and payment all follow this one decision. */
export function decide(row: Pick<Row, 'request'>, records: Records): Decision {
	const { request } = row;
	const { entry, record } = records;
	if (entry !== null) {
		const { state, taskId } = entry;
		if (records.isOtherAccount) return refuseOther(providerName(request.provider), taskId);
		if (state !== 'accepted' || taskId === undefined) return { kind: 'find', entry };
		const worthAnother = records.isChanged || entry.failure?.retryable === true;
		// Retry On Fail can happen inside "Retry execution" too, and must not pay for every try.
		return records.isUserRetry && worthAnother && !records.isOwn
			? { kind: 'submit', submissions: entry.submissions + 1, before: entry }
			: { kind: 'adopt', entry, taskId };
	}
	if (records.doubt) return { kind: 'refuse', end: 'unknown', failure: records.doubt };
	if (record === null) return { kind: 'submit', submissions: 1, before: null };
	return record.failure?.retryable === true
		? { kind: 'submit', submissions: (record.submissions ?? 1) + 1, before: null }
		: decideByKey(row, record);
}

/** Sent again it would be paid twice, and with another API key it cannot be read. */
function refuseOther(displayName: string, taskId: string | undefined): Decision {
	if (taskId !== undefined) {
		return { kind: 'refuse', end: 'refused', failure: otherAccount(displayName, taskId) };
	}
	const reason = 'it went out with another API key, so that it cannot be looked up with this one';
	return { kind: 'refuse', end: 'unknown', failure: outcomeUnknown(displayName, reason, null) };
}

/** The task of a key can only be taken over from the provider that has it. */
export function decideByKey({ request }: Pick<Row, 'request'>, record: KeyRecord): Decision {
	const { provider = request.provider, taskId } = record;
	if (provider === request.provider) return { kind: 'adoptKey', record };
	const failure = keyOfOtherProvider(providerName(provider), taskId);
	return { kind: 'refuse', end: 'refused', failure };
}

/** The decision about each row, in the same order. What cannot be read may say anything, so nothing is sent then. */
export function decideRows(rows: readonly Row[], ledger: Ledger, displayName: string): Decided[] {
	return rows.map((row) => {
		try {
			return { row, decision: decide(row, ledger.recordsOf(row)) };
		} catch (thrown) {
			const failure = stoppedFollowing(displayName, reasonOf(thrown));
			return { row, decision: { kind: 'refuse', end: 'unknown', failure } };
		}
	});
}

/** True when the row costs money. */
export function isPaid({ decision }: Decided): boolean {
	return decision.kind === 'submit';
}

/** Whether a row is among those that cost money. */
export function paidAmong(decided: readonly Decided[]): (row: { itemIndex: number }) => boolean {
	const paid = new Set(decided.filter(isPaid).map(({ row }) => row.itemIndex));
	return ({ itemIndex }) => paid.has(itemIndex);
}

/**
 * By what rows of one run are one video: their key, without one the draft that they finish in the same way. (Two rows
 * that ask for the same new video get two, which differ; two full videos of one draft would not.)
 */
function sharedName({ key, request, fingerprint, account = '' }: Row): string | null {
	if (key) return `key ${key}`;
	return request.draftId === undefined ? null : `draft ${account} ${fingerprint}`;
}

/**
 * Rows of one run that are one video: the first that may be ordered gets it, and the others share it. One that is kept
 * back is no reason to keep those back that share its video.
 */
export function ordersOf(decided: readonly Decided[]): Order[] {
	const byName = new Map<string, Order>();
	return decided.flatMap(({ row, decision }) => {
		const name = sharedName(row);
		const first = name === null ? undefined : byName.get(name);
		if (first?.decision.kind === 'hold' && decision.kind === 'submit') {
			first.twins.push(first.row);
			Object.assign(first, { row, decision });
			return [];
		}
		if (first !== undefined) {
			first.twins.push(row);
			return [];
		}
		const order: Order = { row, decision, twins: [] };
		if (name !== null) byName.set(name, order);
		return [order];
	});
}

/** Something of ours or of n8n's broke while it could not be said whether a request had left. */
export function stoppedFollowing(displayName: string, reason: string): Failure {
	return outcomeUnknown(displayName, `n8n stopped following it${reason && ` (${reason})`}`, null);
}
