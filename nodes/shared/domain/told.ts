const none = <T>(): T | null => null;

/**
 * What a provider may tell of a task, in the order of the output item, with the value that stands for "it does not
 * say". The one list of these fields: tasks, items and every copy of them are made from it.
 */
export const UNTOLD = Object.freeze({
	videoUrl: none<string>(),
	lastFrameUrl: none<string>(),
	/** ISO 8601 UTC. */
	urlExpiresAt: none<string>(),
	prompt: none<string>(),
	durationSeconds: none<number>(),
	resolution: none<string>(),
	aspectRatio: none<string>(),
	generateAudio: none<boolean>(),
	/** The id by which a draft is finished; null for full videos. */
	draftId: none<string>(),
	/** ISO 8601 UTC. */
	submittedAt: none<string>(),
	/** ISO 8601 UTC. */
	completedAt: none<string>(),
	/** 0-100. */
	progress: none<number>(),
});

export type Told = { -readonly [Name in keyof typeof UNTOLD]: (typeof UNTOLD)[Name] };

/** Those do not change once they are told; all others are as the latest answer has them. */
const LASTING: ReadonlyArray<keyof Told> = [
	'prompt',
	'durationSeconds',
	'resolution',
	'aspectRatio',
	'generateAudio',
	'draftId',
	'submittedAt',
];

function made(valueOf: (name: keyof Told) => unknown): Told {
	const names = Object.keys(UNTOLD) as Array<keyof Told>;
	return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as unknown as Told;
}

/** These fields alone. */
export function toldOf(source: Told): Told {
	return made((name) => source[name]);
}

/** What a newer answer tells; what lasts stays as an earlier one told it where the newer one is silent. */
export function mergeTold(known: Told, next: Told): Told {
	return made((name) => next[name] ?? (LASTING.includes(name) ? known[name] : null));
}
