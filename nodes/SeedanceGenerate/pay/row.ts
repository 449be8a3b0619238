import type { VideoRequest } from '../../shared/domain/request';
import type { Failure, Task } from '../../shared/domain/task';

/** One row that passed every check and may be paid for. */
export interface Row {
	itemIndex: number;
	request: VideoRequest;
	fingerprint: string;
	/** What it is expected to cost; left out = not known. */
	cost?: number;
	/** Makes the row unique per workflow, and per account where rows differ in it, across executions; empty or undefined = no such wish. */
	key?: string;
	/** Who pays for it, where that is not the same for all rows; what is on record of another account is not the row's. */
	account?: string;
	/** True when `prepare` reads files into memory. */
	carriesFiles?: boolean;
	/**
	 * Makes the request of the row final (uploads, data URLs); runs once, right before the submission.
	 * @param deadlineMs epoch milliseconds beyond which a host that wants to wait is not waited for
	 */
	prepare: (
		request: VideoRequest,
		deadlineMs: number,
	) => Promise<{ request: VideoRequest } | { failure: Failure }>;
}

export type RowEnd =
	/** The task ended, well or badly. */
	| 'ended'
	/** Submitted, not waited for. */
	| 'submitted'
	| 'timeout'
	| 'stopped'
	/** Nothing was taken by the provider, nothing is billed. */
	| 'refused'
	/** Perhaps taken; see the failure. */
	| 'unknown'
	/** Taken, but the provider no longer shows it. */
	| 'unreadable';

export interface RowOutcome {
	itemIndex: number;
	account?: string;
	end: RowEnd;
	/** The request as it was sent, or would have been; null when an earlier execution sent another one. */
	request: VideoRequest | null;
	/** The row whose video this is, because both have the same key or finish the same draft. */
	twinOf?: number;
	/** Null while the provider has not given a task id. */
	task: Task | null;
	failure: Failure | null;
	/** True when the task was submitted by an earlier run of this node and taken over. */
	adopted: boolean;
}

export function outcomeOf(
	{ itemIndex, account, request }: Row,
	end: RowEnd,
	task: Task | null,
	failure: Failure | null,
	adopted: boolean,
): RowOutcome {
	return { itemIndex, account, end, request, task, failure, adopted };
}
