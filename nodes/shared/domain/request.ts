import type { ProviderOptionValues } from './options';
import type {
	AspectRatio,
	MediaKind,
	Mode,
	ModelChoice,
	ProviderId,
	Resolution,
} from './vocabulary';

/** One medium of a request. Tags count per kind, in list order. */
export interface Medium {
	kind: MediaKind;
	/** `https://…`, `http://…` (private providers only), `asset://…`, or a `data:` URL made from binary input. */
	url: string;
	/** Optional tag alias: `name: 'hero'` can be written `@hero`. */
	name?: string;
	/** How error texts call it, e.g. `Media item 3`. */
	label: string;
}

/** Settings that a user may leave out; `undefined` means "not set", and is never sent. */
export interface RequestOptions extends ProviderOptionValues {
	/** Where the provider calls back; already checked against the address rule. */
	callbackUrl?: string;
	/** Our own mark for finding the task again; sent only where the provider echoes it, at most 64 characters. */
	mark?: string;
}

/**
 * One row, after parameters are read and mode, media and tags are resolved.
 * `prompt` already has the provider's tag spelling.
 */
export interface VideoRequest {
	provider: ProviderId;
	/** The user's choice; `custom` means `modelId` was typed by hand. */
	model: ModelChoice;
	/** The id that is sent. */
	modelId: string;
	mode: Mode;
	/** True when the user left the mode on Auto. */
	modeIsAutomatic: boolean;
	prompt: string;
	media: Medium[];
	/** The draft whose full video this is: prompt, media, length, shape and sound are taken over from it. */
	draftId?: string;
	/** Seconds; -1 = let the model choose. Undefined = the provider's default. */
	durationSeconds?: number;
	resolution?: Resolution;
	aspectRatio?: AspectRatio;
	generateAudio?: boolean;
	options: RequestOptions;
}

/** Something the user must change before anything can be sent. */
export interface Problem {
	/** The parameter's display name with, where it helps, the place inside it: `Media`, `Prompt`, `Duration`. */
	field: string;
	/** What is wrong and what to do, in one or two sentences a marketer understands. */
	message: string;
}
