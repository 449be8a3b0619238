/**
 * What a job costs at each provider, and the pixels it comes out with.
 * Source: the pixel table and token formula of the official video API (docs/providers.md 1.6 and 1.12),
 * EvoLink's measured credits (2.9), seedance2.ink's sample answers (4.4: 40 for 5 s, 64 for 8 s).
 */

export const RATIOS = ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9'] as const;

export type Size = [number, number];

/** In the order of RATIOS. */
const PIXELS: Record<string, Size[]> = {
	'480p': [
		[864, 496],
		[752, 560],
		[640, 640],
		[560, 752],
		[496, 864],
		[992, 432],
	],
	'2.5/480p': [
		[854, 480],
		[752, 560],
		[640, 640],
		[560, 752],
		[480, 854],
		[992, 432],
	],
	'720p': [
		[1280, 720],
		[1112, 834],
		[960, 960],
		[834, 1112],
		[720, 1280],
		[1470, 630],
	],
	'1080p': [
		[1920, 1080],
		[1664, 1248],
		[1440, 1440],
		[1248, 1664],
		[1080, 1920],
		[2206, 946],
	],
	'4k': [
		[3840, 2160],
		[3326, 2494],
		[2880, 2880],
		[2494, 3326],
		[2160, 3840],
		[4398, 1886],
	],
	'1.0/480p': [
		[864, 480],
		[736, 544],
		[640, 640],
		[544, 736],
		[480, 864],
		[960, 416],
	],
	'1.0/720p': [
		[1248, 704],
		[1120, 832],
		[960, 960],
		[832, 1120],
		[704, 1248],
		[1504, 640],
	],
	'1.0/1080p': [
		[1920, 1088],
		[1664, 1248],
		[1440, 1440],
		[1248, 1664],
		[1088, 1920],
		[2176, 928],
	],
};

/** EvoLink credits per second; 1080p is the sandbox's own number. */
const EVOLINK_CREDITS: Record<string, Record<string, number>> = {
	standard: { '480p': 5.125, '720p': 10, '1080p': 22 },
	fast: { '480p': 4.15, '720p': 8 },
	mini: { '480p': 2.55, '720p': 5 },
};

/** ink credits per second; 480p and 1080p are the sandbox's own numbers. */
const INK_CREDITS: Record<string, number> = { '480p': 5, '720p': 8, '1080p': 16 };

/**
 * Pixels of a video.
 *
 * @param generation `1.0`, `1.5`, `2.0` or `2.5`
 * @param ratio one of RATIOS
 */
export function pixelsOf(
	generation: string,
	resolution: string,
	ratio: string,
): { width: number; height: number } {
	const column = RATIOS.findIndex((known) => known === ratio);
	const row = PIXELS[`${generation}/${resolution}`] ?? PIXELS[resolution];
	const [width, height] = row[column];
	return { width, height };
}

/** The ratio an `adaptive` video comes out with: the nearest documented one. */
export function nearestRatio(width: number, height: number): string {
	const distance = (ratio: string) => {
		const [across, down] = ratio.split(':').map(Number);
		return Math.abs(Math.log(across / down) - Math.log(width / height));
	};
	return [...RATIOS].sort((left, right) => distance(left) - distance(right))[0];
}

/**
 * Tokens of a finished Ark job; every measured value follows this formula (docs/providers.md 1.12).
 *
 * @param seconds of the result and of the videos that went in
 */
export function arkTokens(width: number, height: number, seconds: number): number {
	return Math.floor((width * height * (24 * seconds + 1)) / 1024);
}

/**
 * Credits of EvoLink, with one decimal.
 *
 * @param tier standard, fast or mini
 * @param contentFilter false costs ten per cent more
 */
export function evolinkCredits(
	tier: string,
	quality: string,
	seconds: number,
	contentFilter: boolean,
): number {
	const rate = EVOLINK_CREDITS[tier][quality] * (contentFilter ? 1 : 1.1);
	return Math.round(rate * seconds * 10) / 10;
}

/** Credits of seedance2.ink. */
export function inkCredits(resolution: string, seconds: number): number {
	return INK_CREDITS[resolution] * seconds;
}
