import type { OptionalFeature } from './options';
import type { AspectRatio, MediaKind, Mode, ModelFamily, Resolution } from './vocabulary';

/** Regions with model ids of their own; a custom address takes those of China. */
export type ModelRegion = 'china' | 'international';

/** Which id is sent for a model: one for all, one per mode or one per region of the credential. */
export type ModelIds =
	| { any: string }
	| { byMode: Partial<Record<Mode, string>> }
	| { byRegion: Partial<Record<ModelRegion, string>> };

/** Seconds. `auto` = -1 is accepted and lets the model choose. */
export type DurationRule = { min: number; max: number; auto: boolean } | { oneOf: number[] };

/** How a model makes a cheap preview first, of which a second order makes the full video. */
export interface DraftRule {
	resolution: Resolution;
	/** Of the full video. */
	finalResolution: Resolution;
	/** For so long a draft can be finished. */
	days: number;
}

/** What one model of one provider accepts. Only limits that the provider enforces belong here. */
export interface ModelCapability {
	/** The choice in the Model list; null for a row that describes a well-known custom id. */
	family: ModelFamily | null;
	ids: ModelIds;
	modes: readonly Mode[];
	resolutions: readonly Resolution[];
	aspectRatios: readonly AspectRatio[];
	/** Modes in which the ratio must be `adaptive`: another one is replaced, and becomes a warning. */
	adaptiveOnlyModes?: readonly Mode[];
	duration: DurationRule;
	/** Seconds that the provider makes by itself of a request that names none, where that is not 5; -1 = the model chooses. */
	ownSeconds?: number;
	/** Seconds that are sent where the row names none, because the provider's own choice is not known or may cost more. */
	sentSeconds?: number;
	/** Why the model may be gone, in a region or everywhere; the text becomes a warning. */
	endedIn?: Readonly<Partial<Record<ModelRegion | 'everywhere', string>>>;
	/** Reference mode limits. `total` only where the provider has one. */
	mediaLimits: Record<MediaKind, number> & { total?: number };
	/** Whether audio may be the only reference. */
	audioAlone: boolean;
	/** `asset://` ids are accepted. */
	assets: boolean;
	/** Kinds that may be sent as a base64 `data:` URL. */
	dataUrls: readonly MediaKind[];
	/** Optional features the model honours; the others become warnings. */
	features: readonly OptionalFeature[];
	/** Features of the list above that exist in these modes only. */
	featureModes?: Readonly<Partial<Record<OptionalFeature, readonly Mode[]>>>;
	/** Features of the list above that exist in the China region only. */
	chinaOnlyFeatures?: readonly OptionalFeature[];
	/** Resolutions that are allowed but that sources disagree on; the text becomes a warning. */
	resolutionNotices?: Readonly<Partial<Record<Resolution, string>>>;
	/** Modes whose length follows the source video: a length is not sent, and becomes a warning. */
	sourceLengthModes?: readonly Mode[];
	/** Left out where the model makes no drafts. */
	drafts?: DraftRule;
	/** Web search is refused as soon as there is any medium. */
	webSearchTextOnly: boolean;
	/** The provider picks the mode from the number and kind of media; a mode that its rule would not pick cannot be asked for. */
	modeByCount: boolean;
	tags: TagSpelling;
}

/** How a medium is named in a prompt. */
export interface TagSpelling {
	/** @param number 1-based, per kind @param inChinese the rest of the prompt is Chinese */
	write(kind: MediaKind, number: number, inChinese: boolean): string;
	/** What the provider itself understands; such a tag stays as it was typed. */
	native: RegExp;
}

/** What a provider accepts as a whole. */
export interface ProviderCapabilities {
	models: readonly ModelCapability[];
	/** Custom ids whose limits are known, by exact id. */
	knownCustomModels: Readonly<Record<string, ModelCapability>>;
	/** Characters; a hard limit only where the provider documents one. */
	promptMaxLength?: number;
	/** Media URLs must be https (except towards a private, self-hosted base URL). */
	mediaHttpsOnly: boolean;
	/** Total above which we warn (nobody agrees whether it is refused). */
	mediaTotalWarning?: number;
	/** Characters of the callback address, where limited. */
	callbackUrlMaxLength?: number;
	/** Words in a prompt that may be read as a setting; they become a warning. */
	promptFlags?: RegExp;
	/** Documented pace in requests per second, shared by everyone who uses the key. */
	ratePerSecond: { get?: number; list?: number; remove?: number };
	/** Hours a result link lives; null when the provider does not say. */
	resultLifetimeHours: number | null;
}
