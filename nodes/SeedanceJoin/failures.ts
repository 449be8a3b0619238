import type { Failure } from '../shared/domain/task';
import type { Difference } from './film/fit';

/** Ends one film: carries the failure with which it comes out. */
export class JoinTrouble extends Error {
	constructor(readonly failure: Failure) {
		super(failure.message);
		this.name = 'JoinTrouble';
	}
}

const NOTHING_WRITTEN = 'No film was written, and the clips are as they were.';

function trouble(
	category: Failure['category'],
	code: string,
	message: string,
	hint: string,
	retryable: boolean,
): JoinTrouble {
	return new JoinTrouble({ category, code, message, hint, retryable });
}

export function refusedFields(message: string): JoinTrouble {
	const hint = `${NOTHING_WRITTEN} Change the field and run the node again.`;
	return trouble('input', 'invalidInput', message, hint, false);
}

/** @param clip e.g. `Row 3 (shot-3.mp4, task abc)` */
export function clipMissing(clip: string, field: string, reason: string | null): JoinTrouble {
	const why = reason === null ? '' : ` It came with this message: ${reason}`;
	const remedy =
		reason === null
			? 'Put Seedance Download before this node, check "Input Binary Field",'
			: 'Do what that row says and run the workflow again,';
	return trouble(
		'input',
		'clipMissing',
		`${clip} has no file in the field "${field}".${why}`,
		`${NOTHING_WRITTEN} ${remedy} or set "Missing Clips" in the options to "Leave Out" for a film without it.`,
		false,
	);
}

export function noClips(): JoinTrouble {
	return trouble(
		'input',
		'noClips',
		'None of the rows of this film has a clip, so there is nothing to join.',
		'Put Seedance Download before this node, and check "Input Binary Field".',
		false,
	);
}

/** @param what continues the name of the clip, e.g. `is not complete: its end is missing` */
export function clipNotUsable(clip: string, what: string): JoinTrouble {
	return trouble(
		'input',
		'clipNotUsable',
		`${clip} ${what}.`,
		`${NOTHING_WRITTEN} Download this clip once more with Seedance Download (that costs nothing), or leave its row out.`,
		false,
	);
}

/** n8n names the file and cannot give it. */
export function clipGone(clip: string): JoinTrouble {
	return trouble(
		'unknown',
		'clipGone',
		`${clip} has a file that n8n can no longer read.`,
		`${NOTHING_WRITTEN} Run the workflow again from Seedance Download on; that costs nothing.`,
		true,
	);
}

const SAME_FOR_ALL =
	'Make all shots of a film with the same Model, Resolution and Aspect Ratio in Seedance Generate';

/** @param model the clip that the others have to be like */
export function clipsDiffer(clip: string, model: string, differences: Difference[]): JoinTrouble {
	const found = differences.map((difference) => difference.found).join(', ');
	const wanted = differences.map((difference) => difference.wanted).join(', ');
	const remedy = differences.every(({ isSound }) => isSound)
		? `${SAME_FOR_ALL}, or set "Sound" in the options to "Remove" for a silent film.`
		: `${SAME_FOR_ALL}, or use "Group By" to make a film of each kind.`;
	return trouble(
		'input',
		'clipsDiffer',
		`The clips do not fit together: ${clip} is ${found}, but ${model} is ${wanted}.`,
		`${NOTHING_WRITTEN} ${remedy}`,
		false,
	);
}

export function noSilence(clip: string, codec: string): JoinTrouble {
	return trouble(
		'input',
		'clipsDiffer',
		`The clips do not fit together: ${clip} is silent (in part), and there is no silence to be had in ${codec}, in which the others have their sound.`,
		`${NOTHING_WRITTEN} Use clips that all have sound or all have none (Generate Audio in Seedance Generate), or set "Sound" in the options to "Remove".`,
		false,
	);
}

function megabytes(bytes: number): string {
	const value = bytes / 1024 / 1024;
	return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} MB`;
}

export function filmTooLarge(bytes: number, maxBytes: number): JoinTrouble {
	return trouble(
		'input',
		'tooLarge',
		`The film would have ${megabytes(bytes)}, more than the ${megabytes(maxBytes)} that this node may store.`,
		`${NOTHING_WRITTEN} Raise "Max Size (MB)" in the options, or join fewer clips.`,
		false,
	);
}

/** A clip was another one when its pictures were copied than when they were counted. */
export function clipChanged(clip: string): JoinTrouble {
	return trouble(
		'unknown',
		'clipChanged',
		`${clip} changed or disappeared while the film was written.`,
		`${NOTHING_WRITTEN} Run the node again.`,
		true,
	);
}

export function stoppedJoining(): JoinTrouble {
	return trouble(
		'unknown',
		'stopped',
		'The execution was stopped before the film was written.',
		`${NOTHING_WRITTEN} Run the node again; joining costs nothing.`,
		true,
	);
}

export function filmNotStored(): JoinTrouble {
	return trouble(
		'unknown',
		'notStored',
		'The clips were joined, but n8n could not store the film.',
		'Check that the disk of the n8n server (or its binary storage) has room and may be written to, then run the node again.',
		true,
	);
}

/** Something that this package does not know; only its kind is told, because its text may hold anything. */
export function unforeseenJoining(thrown: unknown): JoinTrouble {
	const kind = thrown instanceof Error ? thrown.name : typeof thrown;
	return trouble(
		'unknown',
		'unforeseen',
		`Joining ended in a way that this node does not know (${kind}).`,
		`${NOTHING_WRITTEN} Run the node again; if it stays like this, report the kind that the message names.`,
		true,
	);
}
