/** OpenRouter's Seedance models. Source: docs/providers.md 14.3, 14.4 and 14.10. */

export interface OpenRouterModel {
	generation: '1.5' | '2.0' | '2.5';
	resolutions: string[];
	/** Seconds. */
	duration: { min: number; max: number };
	/** Of references; the numbers of those who make the model. */
	limits: { image: number; video: number; audio: number };
	/** Dollars per second at 480p. */
	price: number;
}

const SMALL = ['480p', '720p'];

const OF_20 = {
	generation: '2.0',
	resolutions: SMALL,
	duration: { min: 4, max: 15 },
	limits: { image: 9, video: 3, audio: 3 },
} as const;

const OF_25 = {
	generation: '2.5',
	resolutions: SMALL,
	duration: { min: 4, max: 30 },
	limits: { image: 30, video: 10, audio: 10 },
} as const;

/** The price of 1.5 is the sandbox's own. */
const MODELS: Record<string, OpenRouterModel> = {
	'bytedance/seedance-2.0': { ...OF_20, resolutions: [...SMALL, '1080p', '4K'], price: 0.06726 },
	'bytedance/seedance-2.0-fast': { ...OF_20, price: 0.04035 },
	'bytedance/seedance-2.0-mini': { ...OF_20, price: 0.03363 },
	'bytedance/seedance-2.5': { ...OF_25, price: 0.1028 },
	'bytedance/seedance-2.5-flash': { ...OF_25, price: 0.06726 },
	'bytedance/seedance-1-5-pro': {
		generation: '1.5',
		resolutions: [...SMALL, '1080p'],
		duration: { min: 4, max: 12 },
		limits: { image: 0, video: 0, audio: 0 },
		price: 0.026,
	},
};

/** In the rows of its Seedance models. */
export const RATIOS = ['1:1', '3:4', '9:16', '4:3', '16:9', '21:9', '9:21'] as const;

export function openRouterModel(id: unknown): OpenRouterModel | null {
	return typeof id === 'string' && Object.hasOwn(MODELS, id) ? MODELS[id] : null;
}

/** The sandbox's own factors. */
const FACTORS: Record<string, number> = { '480p': 1, '720p': 2.25, '1080p': 5, '4K': 20 };

/** Dollars. */
export function dollarsFor({ price }: OpenRouterModel, resolution: string, seconds: number) {
	return Math.round(price * FACTORS[resolution] * seconds * 1e4) / 1e4;
}

/** The public list. */
export function modelList() {
	return Object.entries(MODELS).map(([id, { resolutions, duration, price }]) => ({
		id,
		canonical_slug: id,
		supported_resolutions: resolutions,
		supported_aspect_ratios: RATIOS,
		supported_durations: Array.from(
			{ length: duration.max - duration.min + 1 },
			(_, index) => duration.min + index,
		),
		supported_frame_images: ['first_frame', 'last_frame'],
		generate_audio: true,
		seed: true,
		pricing_skus: { 'per-video-second-480p': String(price) },
		allowed_passthrough_parameters: ['watermark'],
	}));
}
