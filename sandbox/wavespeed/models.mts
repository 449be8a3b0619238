/** WaveSpeed's Seedance models: the path is the id. Source: docs/providers.md 12.3, 12.4 and 12.10. */

export type WaveSpeedWork =
	| 'text-to-video'
	| 'image-to-video'
	| 'reference-to-video'
	| 'video-edit'
	| 'video-extend';

export interface WaveSpeedModel {
	work: WaveSpeedWork;
	generation: '1.5' | '2.0' | '2.5';
	resolutions: string[];
	/** Seconds. */
	duration: { min: number; max: number };
	limits: { image: number; video: number; audio: number };
	/** Dollars per second of the result at 720p. */
	price: number;
}

const UP_TO_1080 = ['480p', '720p', '1080p'];
const UP_TO_4K = [...UP_TO_1080, '4k'];

const OF_20 = {
	generation: '2.0',
	duration: { min: 4, max: 15 },
	limits: { image: 9, video: 3, audio: 3 },
} as const;

const OF_25 = { generation: '2.5', duration: { min: 4, max: 30 }, resolutions: UP_TO_4K } as const;

/** By what stands before `/text-to-video` and its likes. Prices of mini, flash and 1.5 are the sandbox's own. */
const TIERS: Record<string, Omit<WaveSpeedModel, 'work'>> = {
	'bytedance/seedance-2.0': { ...OF_20, resolutions: UP_TO_4K, price: 0.24 },
	'bytedance/seedance-2.0-fast': { ...OF_20, resolutions: UP_TO_1080, price: 0.16 },
	'bytedance/seedance-2.0-mini': { ...OF_20, resolutions: UP_TO_1080, price: 0.12 },
	'bytedance/seedance-2.5': {
		...OF_25,
		limits: { image: 30, video: 10, audio: 10 },
		price: 0.36,
	},
	'bytedance/seedance-2.5-flash': {
		...OF_25,
		limits: { image: 10, video: 5, audio: 5 },
		price: 0.2,
	},
	'bytedance/seedance-v1.5-pro': {
		generation: '1.5',
		resolutions: UP_TO_1080,
		duration: { min: 4, max: 12 },
		limits: { image: 0, video: 0, audio: 0 },
		price: 0.05,
	},
};

const WORKS: Record<WaveSpeedModel['generation'], WaveSpeedWork[]> = {
	'1.5': ['text-to-video', 'image-to-video'],
	'2.0': ['text-to-video', 'image-to-video', 'video-edit', 'video-extend'],
	'2.5': ['text-to-video', 'image-to-video', 'reference-to-video', 'video-edit', 'video-extend'],
};

/** The model at a path; null when there is none. */
export function waveSpeedModel(id: string): WaveSpeedModel | null {
	const [, tierName = '', name = ''] = /^(.+)\/([\w-]+)$/.exec(id) ?? [];
	if (!Object.hasOwn(TIERS, tierName)) return null;
	const tier = TIERS[tierName];
	const work = WORKS[tier.generation].find((each) => each === name);
	return work === undefined ? null : { ...tier, work };
}

/** The sandbox's own factors; 720p is what the pages name. */
const FACTORS: Record<string, number> = { '480p': 0.5, '720p': 1, '1080p': 2.5, '4k': 5 };

/** Dollars. */
export function dollarsFor({ price }: WaveSpeedModel, resolution: string, seconds: number): number {
	return Math.round(price * FACTORS[resolution] * seconds * 1e4) / 1e4;
}
