import { UNTOLD } from './told';
import type { Told } from './told';
import type { FailureCategory, ProviderId, TaskStatus } from './vocabulary';

/** Why a row did not produce a video. `retryable` says whether sending the same request again can help. */
export interface Failure {
	category: FailureCategory;
	/** The provider's own code, or one of ours in camelCase (`outcomeUnknown`, `invalidInput`). */
	code: string;
	/** What happened; free of keys, signed URLs and errno tokens. */
	message: string;
	/** What to do about it. */
	hint: string;
	retryable: boolean;
}

export interface Usage {
	completionTokens?: number;
	creditsCharged?: number;
	creditsReserved?: number;
	estimatedTokens?: number;
	estimatedCost?: { amount: number; currency: string };
}

/** A provider's task in canonical words. What the provider does not tell is null. */
export interface Task extends Told {
	taskId: string;
	provider: ProviderId;
	status: TaskStatus;
	/** The provider's own status word, for warnings about words nobody documents. */
	rawStatus: string;
	model: string | null;
	usage: Usage;
	failure: Failure | null;
	warnings: string[];
	/** Seconds the provider itself expects the job to take, where it says so. */
	estimatedSeconds: number | null;
	/** Our own mark, where the provider echoes it. */
	mark: string | null;
	/** The answer as it came. */
	raw: unknown;
}

export const END_STATUSES: readonly TaskStatus[] = ['succeeded', 'failed', 'cancelled', 'expired'];

/** True when nothing more will happen to the task. `unknown` is never an end. */
export function isEnded(status: TaskStatus): boolean {
	return END_STATUSES.includes(status);
}

/** All that is known of a task of which only the id is known. */
export function emptyTask(provider: ProviderId, taskId: string): Task {
	return {
		taskId,
		provider,
		status: 'unknown',
		rawStatus: '',
		model: null,
		...UNTOLD,
		usage: {},
		failure: null,
		warnings: [],
		estimatedSeconds: null,
		mark: null,
		raw: null,
	};
}
