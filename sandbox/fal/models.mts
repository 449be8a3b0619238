/** fal.ai's Seedance models: the path is the id. Source: docs/providers.md 10.3, 10.4 and 10.10. */

export type FalInput = 'text' | 'image' | 'reference';

export interface FalModel {
	input: FalInput;
	generation: '1.5' | '2.0' | '2.5';
	resolutions: string[];
	/** Seconds. */
	duration: { min: number; max: number };
	limits: { image: number; video: number; audio: number; total: number };
	/** Dollars per second of the result, by resolution. */
	prices: Record<string, number>;
}

const SMALL = ['480p', '720p'];

/** Prices that no page names are the sandbox's own: 480p half, 1080p and 4k two and five times as much as 720p. */
function pricesFrom(known: Record<string, number>): Record<string, number> {
	const middle = known['720p'];
	return { '480p': middle / 2, '1080p': middle * 2, '4k': middle * 5, ...known };
}

const OF_20 = {
	generation: '2.0',
	duration: { min: 4, max: 15 },
	limits: { image: 9, video: 3, audio: 3, total: 12 },
} as const;

const OF_25 = {
	generation: '2.5',
	duration: { min: 4, max: 30 },
	limits: { image: 30, video: 10, audio: 10, total: 50 },
} as const;

/** By what stands before `/text-to-video` and its likes. */
const TIERS: Record<string, Omit<FalModel, 'input'>> = {
	'bytedance/seedance-2.0': {
		...OF_20,
		resolutions: [...SMALL, '1080p', '4k'],
		prices: pricesFrom({ '720p': 0.3034, '1080p': 0.682, '4k': 1.56 }),
	},
	'bytedance/seedance-2.0/fast': {
		...OF_20,
		resolutions: SMALL,
		prices: pricesFrom({ '720p': 0.2419 }),
	},
	'bytedance/seedance-2.0/mini': {
		...OF_20,
		resolutions: SMALL,
		prices: pricesFrom({ '480p': 0.0721, '720p': 0.1547 }),
	},
	'bytedance/seedance-2.0/us': {
		...OF_20,
		resolutions: [...SMALL, '1080p'],
		prices: pricesFrom({ '480p': 0.1731, '720p': 0.37 }),
	},
	'bytedance/seedance-2.5': {
		...OF_25,
		resolutions: [...SMALL, '1080p'],
		prices: pricesFrom({ '480p': 0.2205, '720p': 0.473, '1080p': 1.164 }),
	},
	'bytedance/seedance-2.5/flash': {
		...OF_25,
		resolutions: SMALL,
		prices: pricesFrom({ '480p': 0.1442, '720p': 0.3094 }),
	},
	'bytedance/seedance-2.5/us': {
		...OF_25,
		resolutions: [...SMALL, '1080p'],
		prices: pricesFrom({ '480p': 0.2205, '720p': 0.473, '1080p': 1.164 }),
	},
	'fal-ai/bytedance/seedance/v1.5/pro': {
		generation: '1.5',
		duration: { min: 4, max: 12 },
		limits: { image: 2, video: 0, audio: 0, total: 2 },
		resolutions: [...SMALL, '1080p'],
		prices: pricesFrom({ '720p': 0.052 }),
	},
};

/** The model at a path; null when there is none. */
export function falModel(id: string): FalModel | null {
	const match = /^(.+)\/(text|image|reference)-to-video$/.exec(id);
	if (!match || !Object.hasOwn(TIERS, match[1])) return null;
	const tier = TIERS[match[1]];
	const input = match[2] as FalInput;
	return tier.generation === '1.5' && input === 'reference' ? null : { ...tier, input };
}

/** The two parts of the path under which the queue knows a request. */
export function appOf(path: string): string {
	return path.split('/').slice(0, 2).join('/');
}
