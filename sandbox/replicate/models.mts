/** Replicate's Seedance models by owner and name. Source: docs/providers.md 13.3, 13.4 and 13.10. */

export interface ReplicateModel {
	generation: '1.0' | '1.5' | '2.0' | '2.5';
	resolutions: string[];
	/** Seconds. */
	duration: { min: number; max: number };
	limits: { image: number; video: number; audio: number };
	/** Dollars per second of the result, by resolution. */
	prices: Record<string, number>;
}

const SMALL = ['480p', '720p'];
const UP_TO_1080 = [...SMALL, '1080p'];
const NONE = { image: 0, video: 0, audio: 0 };

/** 1080p costs twice as much as 720p here, because no page names its price. */
const priced = (small: number, middle: number) => ({
	'480p': small,
	'720p': middle,
	'1080p': middle * 2,
});

const OF_20 = {
	generation: '2.0',
	duration: { min: 4, max: 15 },
	limits: { image: 9, video: 3, audio: 3 },
} as const;

const OF_10 = {
	generation: '1.0',
	resolutions: UP_TO_1080,
	duration: { min: 2, max: 12 },
	limits: NONE,
	prices: priced(0.03, 0.06),
} as const;

const MODELS: Record<string, ReplicateModel> = {
	'bytedance/seedance-2.0': { ...OF_20, resolutions: UP_TO_1080, prices: priced(0.08, 0.18) },
	'bytedance/seedance-2.0-fast': { ...OF_20, resolutions: SMALL, prices: priced(0.06, 0.12) },
	'bytedance/seedance-2.0-mini': { ...OF_20, resolutions: SMALL, prices: priced(0.04, 0.09) },
	'bytedance/seedance-2.5': {
		generation: '2.5',
		resolutions: UP_TO_1080,
		duration: { min: 4, max: 30 },
		limits: { image: 30, video: 10, audio: 10 },
		prices: priced(0.1028, 0.2312),
	},
	'bytedance/seedance-1.5-pro': { ...OF_10, generation: '1.5', duration: { min: 4, max: 12 } },
	'bytedance/seedance-1-pro': OF_10,
	'bytedance/seedance-1-pro-fast': OF_10,
	'bytedance/seedance-1-lite': OF_10,
};

/** The model of a path; null when there is none. */
export function replicateModel(id: string): ReplicateModel | null {
	return Object.hasOwn(MODELS, id) ? MODELS[id] : null;
}
