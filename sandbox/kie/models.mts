/** kie.ai's Seedance models. Source: docs/providers.md 11.3, 11.4 and 11.10. */

export interface KieModel {
	generation: '1.5' | '2.0' | '2.5';
	resolutions: string[];
	/** Seconds; -1 where the model may choose. */
	durations: number[];
	limits: { image: number; video: number; audio: number };
	/** Characters of a prompt. */
	longestPrompt: number;
	/** Credits per second, by resolution. */
	prices: Record<string, number>;
}

/** What a credit costs, in dollars. */
const CREDIT = 0.005;

const upTo = (most: number) => [-1, ...Array.from({ length: most - 3 }, (_, index) => index + 4)];

/** Prices that no table names are the sandbox's own: twice as much as 720p. */
function creditsFrom(dollars: Record<string, number>): Record<string, number> {
	const known = { '1080p': dollars['720p'] * 2, ...dollars };
	return Object.fromEntries(
		Object.entries(known).map(([resolution, price]) => [
			resolution,
			Math.round((price / CREDIT) * 10) / 10,
		]),
	);
}

const OF_20 = {
	generation: '2.0',
	resolutions: ['480p', '720p'],
	durations: upTo(15),
	limits: { image: 9, video: 3, audio: 3 },
	longestPrompt: 20_000,
} as const;

const MODELS: Record<string, KieModel> = {
	'bytedance/seedance-2': {
		...OF_20,
		resolutions: ['480p', '720p', '1080p', '4k'],
		prices: creditsFrom({ '480p': 0.095, '720p': 0.205, '1080p': 0.51, '4k': 1.04 }),
	},
	'bytedance/seedance-2-fast': {
		...OF_20,
		resolutions: [...OF_20.resolutions],
		prices: creditsFrom({ '480p': 0.059, '720p': 0.124 }),
	},
	'bytedance/seedance-2-mini': {
		...OF_20,
		resolutions: [...OF_20.resolutions],
		prices: creditsFrom({ '480p': 0.019, '720p': 0.041 }),
	},
	'bytedance/seedance-2-5': {
		generation: '2.5',
		// Sources disagree on 1080p.
		resolutions: ['480p', '720p', '1080p'],
		durations: upTo(30),
		limits: { image: 30, video: 10, audio: 10 },
		longestPrompt: 30_000,
		prices: creditsFrom({ '480p': 0.14, '720p': 0.315 }),
	},
	'bytedance/seedance-1.5-pro': {
		generation: '1.5',
		resolutions: ['480p', '720p', '1080p'],
		durations: [4, 8, 12],
		limits: { image: 2, video: 0, audio: 0 },
		longestPrompt: 20_000,
		prices: creditsFrom({ '480p': 0.02, '720p': 0.04 }),
	},
};

export function kieModel(id: unknown): KieModel | null {
	return typeof id === 'string' && Object.hasOwn(MODELS, id) ? MODELS[id] : null;
}
