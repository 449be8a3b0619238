import type { Failure } from './task';

/**
 * The failures that are ours rather than a provider's. Texts are written for the person who pays:
 * what happened, then what to do. None may contain an errno token, a key or a signed address. Whoever shows one puts the
 * provider's name in front.
 */

export function invalidInput(message: string): Failure {
	return {
		category: 'input',
		code: 'invalidInput',
		message,
		hint: 'Nothing was sent and nothing was billed. Change the field and run the row again.',
		retryable: false,
	};
}

/**
 * What a provider's list says of a task whose answer was lost: null = it was not searched, none = it does not show it,
 * several or one that is not certain = those that it may be.
 */
export type Listed = readonly string[] | null;

/**
 * A paid request went out and no readable answer came back.
 * @param reason plain words, e.g. `the connection was closed before the answer came`
 */
export function outcomeUnknown(providerName: string, reason: string, listed: Listed): Failure {
	if (listed !== null && listed.length > 0) return maybeOneOf(providerName, reason, listed);
	const search = listed
		? ` The list of tasks at ${providerName} was searched and does not show it (yet).`
		: '';
	return {
		category: 'unknown',
		code: 'outcomeUnknown',
		message: `The request was sent to ${providerName}, but ${reason}: the video may or may not be in the making.${search}`,
		hint: `It was not sent again, so that you do not pay twice. Look at the task list or usage page of ${providerName}: if the task is there, give its id to this node with Resource "Task", Operation "Wait"; if it is not, run the row again in a new execution, with another Idempotency Key if it has one.`,
		retryable: false,
	};
}

/** Taking one of them over could give this row the video of another. */
function maybeOneOf(providerName: string, reason: string, taskIds: readonly string[]): Failure {
	const ids = taskIds.join(', ');
	return {
		category: 'unknown',
		code: 'outcomeUnknown',
		message: `A request for this row was sent to ${providerName}, but ${reason}. The list of tasks at ${providerName} shows ${ids}, but it is not certain that this row's video is there.`,
		hint: `It was not sent again, so that you do not pay twice. Look at ${ids} with Resource "Task", Operation "Get": if that is the video of this row, you have it. If none is, run the row again in a new execution, with another Idempotency Key if it has one.`,
		retryable: false,
	};
}

/** @param remedy a sentence without its full stop, where more is known than that there is no connection */
export function notConnected(reason: string, remedy?: string): Failure {
	const advice =
		remedy === undefined
			? 'Check the base URL in the credential and the internet connection of this n8n instance, then run the row again.'
			: `${remedy}. Then run the row again.`;
	return {
		category: 'provider',
		code: 'notConnected',
		message: `The provider could not be reached: ${reason}. Nothing was sent and nothing was billed.`,
		hint: advice,
		retryable: true,
	};
}

/** @param triedMs milliseconds over which the provider was asked */
export function stillTooBusy(triedMs: number): Failure {
	const seconds = Math.max(1, Math.round(triedMs / 1000));
	const time = seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
	return {
		category: 'rateLimit',
		code: 'stillTooBusy',
		message: `The provider kept answering that there are too many requests for ${time}, so this row was not submitted. Nothing was billed for it.`,
		hint: 'Run the row again later, raise "Wait Timeout" in the options, or ask the provider for a higher limit.',
		retryable: true,
	};
}

export function stoppedBeforeSending(): Failure {
	return {
		category: 'unknown',
		code: 'stopped',
		message: 'The execution was stopped before this row was submitted. Nothing was billed for it.',
		hint: 'Run the row again when you want the video.',
		retryable: true,
	};
}

/**
 * The provider could not be asked about a task; the task itself is not touched by that.
 * @param reason plain words about the latest try, e.g. `it answered with status 502`
 */
export function unreadableNow(providerName: string, reason = ''): Failure {
	const latest = reason && ` (the latest time ${reason})`;
	return {
		category: 'provider',
		code: 'notReadable',
		message: `${providerName} did not give a readable answer about this task after several tries${latest}. The task itself goes on.`,
		hint: 'Run Task: Get or Task: Wait with this task ID again in a few minutes.',
		retryable: true,
	};
}

/** The same for a reason that does not pass by itself, such as a certificate. */
export function unreachable(providerName: string, reason: string, remedy: string): Failure {
	return {
		category: 'provider',
		code: 'notReadable',
		message: `${providerName} could not be asked: ${reason}. Nothing at ${providerName} is changed by that.`,
		hint: `${remedy}. Then run this node again.`,
		retryable: false,
	};
}

/** Something about one task that the provider or its state does not allow. */
export function taskRefusal(code: string, message: string, hint: string): Failure {
	return { category: 'input', code, message, hint, retryable: false };
}

/** The idempotency key was taken by an execution that left no task id behind. */
export function claimedElsewhere(providerName: string, listed: Listed): Failure {
	const began = 'another execution began to submit it and left no task ID';
	if (listed !== null && listed.length > 0) return maybeOneOf(providerName, began, listed);
	const search = listed ? ` The list of tasks at ${providerName} does not show it.` : '';
	return {
		category: 'unknown',
		code: 'outcomeUnknown',
		message: `Another execution began to submit a row with this Idempotency Key and left no task ID: it was stopped, crashed, is still running, ended while another one ran, or was a manual test.${search} Whether there is a video is not known, so the row was not submitted.`,
		hint: `Look at the task list or usage page of ${providerName}. If the task is there, give its ID to this node with Resource "Task", Operation "Wait". If it is not, change the key of this row (for example add "-2") to submit it.`,
		retryable: false,
	};
}

/** The idempotency key has a task at a provider that is not the chosen one. */
export function keyOfOtherProvider(providerName: string, taskId: string): Failure {
	return taskRefusal(
		'keyOfOtherProvider',
		`This Idempotency Key was submitted at ${providerName} before (task ${taskId}). Nothing was sent.`,
		`Choose ${providerName} as Provider to get that video, or give the row another key for a new one.`,
	);
}

/** An earlier try of the row in this execution was billed to another account. */
export function otherAccount(providerName: string, taskId: string): Failure {
	return taskRefusal(
		'otherAccount',
		`This row was submitted to ${providerName} before with another API key (task ${taskId}), which alone can read it. Nothing was sent.`,
		'Let the credential give this row the key that it had, or run the row in a new execution to order another video.',
	);
}

/** As the tool of an agent: another call has the same wish, and Wait Timeout was over before that had a task. */
export function alreadyOrdering(): Failure {
	return {
		category: 'timeout',
		code: 'alreadyOrdering',
		message:
			'Another call is ordering this very video and has no task ID yet. Nothing was sent for this call.',
		hint: 'Ask for the same again in a minute: the answer will be the video of that call.',
		retryable: true,
	};
}

export function keyNotStored(): Failure {
	return {
		category: 'unknown',
		code: 'keyNotStored',
		message:
			'n8n could not write down the Idempotency Key of this row, so the row was not submitted. Nothing was billed for it.',
		hint: 'Save the workflow once and run it again; if that does not help, check the database of this n8n instance.',
		retryable: true,
	};
}

/**
 * Something of n8n's own (a file that is gone, a database that is away) stopped one row.
 * @param reason already free of keys, signed addresses and errno tokens
 */
export function rowNotReady(reason: string): Failure {
	return {
		category: 'unknown',
		code: 'rowNotReady',
		message: `n8n could not get this row ready: ${reason || 'it gives no reason'}. The row was not submitted and nothing was billed for it.`,
		hint: 'Check that the files of this row still exist in the item, then run the row again.',
		retryable: true,
	};
}

/** The same after the provider has taken the task, which goes on. */
export function rowLeftBehind(providerName: string, taskId: string, reason: string): Failure {
	return {
		category: 'unknown',
		code: 'notReadable',
		message: `n8n stopped following this row: ${reason || 'it gives no reason'}. ${providerName} has taken the task, which goes on there and is billed.`,
		hint: doNotOrderAgain(taskId),
		retryable: false,
	};
}

/** A warning: the provider has taken the row, and only its task id could be read of the answer. */
export function halfRead(providerName: string, taskId: string, reason: string): string {
	return `${providerName} has taken this row as task ${taskId}, but the rest of its answer could not be read (${reason || 'no reason is known'}). ${doNotOrderAgain(taskId)}`;
}

/** What to do about a task that is paid for and that this run could not see through. */
function doNotOrderAgain(taskId: string): string {
	return `Do not order the row again: give task ID ${taskId} to this node with Resource "Task", Operation "Wait", or to Seedance Download.`;
}

/** Max Open Tasks kept the row back until the wait was over. */
export function neverItsTurn(): Failure {
	return {
		category: 'timeout',
		code: 'neverItsTurn',
		message:
			'Wait Timeout was over before this row could be submitted, because Max Open Tasks let only a few run at once. Nothing was sent and nothing was billed for it.',
		hint: 'Run the row again, raise Wait Timeout, or raise Max Open Tasks.',
		retryable: true,
	};
}
