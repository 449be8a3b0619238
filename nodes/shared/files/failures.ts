import { hoursText } from '../providers/reading/dates';
import type { Failure } from '../domain/task';

/** Thrown by the download and caught by it: carries the failure that the row ends with. */
export class DownloadTrouble extends Error {
	constructor(readonly failure: Failure) {
		super(failure.message);
		this.name = 'DownloadTrouble';
	}
}

const RUN_AGAIN = 'Run this node again: downloading costs nothing, the video is not paid twice.';
const FRESH_LINK =
	'Choose Source "Task" with the task id, so that the node can ask the provider for a fresh link, or generate the video again.';

function trouble(
	category: Failure['category'],
	code: string,
	message: string,
	hint: string,
	retryable: boolean,
): DownloadTrouble {
	return new DownloadTrouble({ category, code, message, hint, retryable });
}

function megabytes(bytes: number): string {
	const value = bytes / 1024 / 1024;
	return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} MB`;
}

/** The host refuses the address (401, 403, 404, 410), and there is no fresh one. */
export function linkRefused(status: number): DownloadTrouble {
	const gone = status === 404 || status === 410;
	const message = gone
		? `The file host says that there is no file at this link any more (status ${status}).`
		: `The file host does not accept this link (status ${status}). Video links carry a signature that runs out, usually after 24 hours.`;
	return trouble('input', 'linkRefused', message, FRESH_LINK, false);
}

/** The host refuses a link that opens only with the key (401, 403), with the key of this row or without one. */
export function keyRefused(status: number): DownloadTrouble {
	return trouble(
		'account',
		'linkRefused',
		`This link opens only with the API key that made the video, and the key of this credential does not open it (status ${status}).`,
		'Choose the Provider and the credential that made the video. Its key is sent only to the address in its Base URL.',
		false,
	);
}

/** The link is older than the provider keeps results. */
export function linkExpired(lifetimeHours: number): DownloadTrouble {
	return trouble(
		'timeout',
		'linkExpired',
		`This video was finished more than ${hoursText(lifetimeHours)} ago, and the provider keeps results for ${hoursText(lifetimeHours)} only. It can no longer be downloaded.`,
		`Generate the video again, and let Seedance Download follow within ${hoursText(lifetimeHours)}.`,
		false,
	);
}

/** The task is done, but the provider names no file. */
/** @param told what is known of the links in the answer, as a sentence */
export function noLink(providerName: string, told?: string): DownloadTrouble {
	return trouble(
		'provider',
		'noLink',
		told ?? `${providerName} says that the video is finished, but gives no link to it.`,
		`Look at the task on the website of ${providerName}; if the video is not there either, ask its support with the task id.`,
		true,
	);
}

export function stillRunning(providerName: string, minutes: number): DownloadTrouble {
	return trouble(
		'timeout',
		'stillRunning',
		`The video is still being made at ${providerName} after ${minutes} minutes of waiting.`,
		'Nothing is lost. Run this node again later with the same task id, or raise "Wait Timeout" in the options.',
		true,
	);
}

export function notAVideo(found: string): DownloadTrouble {
	return trouble(
		'provider',
		'notAVideo',
		`The link leads to ${found}, not to a video file.`,
		'Open the link in a browser to see what is there. If it is a file you want all the same, switch off "Verify" in the options.',
		false,
	);
}

/** A video in a container that this node cannot look into. */
export function otherVideo(found: string): DownloadTrouble {
	return trouble(
		'provider',
		'notAVideo',
		`The link leads to ${found}, not to an MP4 or MOV video, so it cannot be checked.`,
		'To store it as it is, switch off "Verify" in the options.',
		false,
	);
}

export function damaged(what: string): DownloadTrouble {
	return trouble(
		'provider',
		'damagedFile',
		`The file is not a playable video: ${what}. It was not stored.`,
		`${RUN_AGAIN} If it stays like this, the file at the provider is damaged: report it with the task id.`,
		true,
	);
}

export function incomplete(bytes: number): DownloadTrouble {
	return trouble(
		'provider',
		'incompleteFile',
		`The file host sends only the first ${megabytes(bytes)} of the video. The rest is missing, so it was not stored.`,
		RUN_AGAIN,
		true,
	);
}

/** @param reason plain words, e.g. `no data came for 30 seconds` */
export function brokeOff(bytes: number, attempts: number, reason: string): DownloadTrouble {
	return trouble(
		'provider',
		'brokeOff',
		`The download did not get beyond ${megabytes(bytes)} in ${attempts} tries: ${reason}.`,
		RUN_AGAIN,
		true,
	);
}

export function hostBusy(status: number, attempts: number): DownloadTrouble {
	return trouble(
		'provider',
		'hostBusy',
		`The file host is not available right now (status ${status}, ${attempts} tries).`,
		RUN_AGAIN,
		true,
	);
}

export function unexpectedStatus(status: number): DownloadTrouble {
	return trouble(
		'provider',
		'unexpectedAnswer',
		`The file host answered with status ${status} instead of a file.`,
		FRESH_LINK,
		false,
	);
}

export function keepsChanging(): DownloadTrouble {
	return trouble(
		'provider',
		'fileChanged',
		'The file at this link became another one while it was being downloaded, more than once.',
		RUN_AGAIN,
		true,
	);
}

/** @param bytes the announced size, or null when it was noticed while reading */
export function tooLarge(maxBytes: number, bytes: number | null): DownloadTrouble {
	const size = bytes === null ? 'larger than' : `${megabytes(bytes)}, more than`;
	return trouble(
		'input',
		'tooLarge',
		`The file is ${size} the ${megabytes(maxBytes)} that this node may store.`,
		'Raise "Max Size (MB)" in the options if a file of this size is expected.',
		false,
	);
}

/** @param what continues "The link …" */
export function badAddress(what: string, remedy: string): DownloadTrouble {
	return trouble('input', 'badAddress', `The link ${what}.`, remedy, false);
}

export function stopped(): DownloadTrouble {
	return trouble(
		'unknown',
		'stopped',
		'The execution was stopped before the video was downloaded.',
		RUN_AGAIN,
		true,
	);
}

/** @param reason plain words about n8n, e.g. `its disk is full`; null when it gives none that is known */
export function notStored(reason: string | null): DownloadTrouble {
	return trouble(
		'unknown',
		'notStored',
		`The file host sent the video, but n8n could not store it${reason === null ? '' : `: ${reason}`}.`,
		'Check that the disk of the n8n server (or its binary storage) has room and may be written to. Then run this node again: the video is still at the provider, and downloading costs nothing.',
		true,
	);
}

/** True for what the store has said, not the file host. */
export function isOfStore({ failure }: DownloadTrouble): boolean {
	return failure.code === 'notStored';
}

/**
 * The file host cannot be reached before somebody mends something, such as a certificate.
 * @param remedy a sentence without its full stop
 */
export function hostOutOfReach(reason: string, remedy: string): DownloadTrouble {
	return trouble(
		'provider',
		'brokeOff',
		`The file host could not be reached: ${reason}.`,
		`${remedy}. ${RUN_AGAIN}`,
		true,
	);
}

/** Why a download ended, whatever it was that was thrown. */
export function downloadFailure(thrown: unknown): Failure {
	return (thrown instanceof DownloadTrouble ? thrown : unforeseen(thrown)).failure;
}

/** Something that this package does not know; only its kind is told, because its text may hold anything. */
export function unforeseen(thrown: unknown): DownloadTrouble {
	const kind = thrown instanceof Error ? thrown.name : typeof thrown;
	return trouble(
		'unknown',
		'unforeseen',
		`The download ended in a way that this node does not know (${kind}).`,
		RUN_AGAIN,
		true,
	);
}
