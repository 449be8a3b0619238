/**
 * The fixed words of the public interface. Saved workflows depend on every value here:
 * add, never rename.
 */

/** A key of `PROVIDERS`: which ones there are is known in `providers/index.ts` only. */
export type ProviderId = string;

/** What the user can choose; `auto` is resolved to one of MODES before anything is built. */
export const MODES = [
	'textToVideo',
	'firstFrame',
	'firstLastFrame',
	'reference',
	'videoEdit',
	'videoExtend',
] as const;
export type Mode = (typeof MODES)[number];
export type ModeChoice = Mode | 'auto';

export const MODEL_FAMILIES = [
	'seedance-2.0',
	'seedance-2.0-fast',
	'seedance-2.0-mini',
	'seedance-2.5',
	'seedance-2.5-flash',
	'seedance-1.5-pro',
] as const;
export type ModelFamily = (typeof MODEL_FAMILIES)[number];
export type ModelChoice = ModelFamily | 'custom';

export const MEDIA_KINDS = ['image', 'video', 'audio'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

export const RESOLUTIONS = ['480p', '720p', '1080p', '4k'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export const ASPECT_RATIOS = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', 'adaptive'] as const;
export type AspectRatio = (typeof ASPECT_RATIOS)[number];

export const TASK_STATUSES = [
	'queued',
	'running',
	'succeeded',
	'failed',
	'cancelled',
	'expired',
	'unknown',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export const FAILURE_CATEGORIES = [
	'content',
	'input',
	'account',
	'rateLimit',
	'provider',
	'timeout',
	'unknown',
] as const;
export type FailureCategory = (typeof FAILURE_CATEGORIES)[number];
