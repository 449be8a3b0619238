/**
 * EvoLink's model ids. Source: docs/providers.md 2.3, 2.4 and 2.11; the limits of 2.5 and 1.5 are not documented there and
 * follow the official API's numbers.
 */

import type { SandboxOptions } from '../engine/options.mts';

export type EvoLinkInput = 'text' | 'image' | 'reference' | 'edit' | 'extend' | 'any' | 'count';

export interface EvoLinkModel {
	/** Decides qualities and price. */
	tier: 'standard' | 'fast' | 'mini';
	input: EvoLinkInput;
	qualities: string[];
	/** Seconds. */
	duration: { min: number; max: number; auto: boolean };
	limits: { image: number; video: number; audio: number };
	audioAlone: boolean;
	webSearch: boolean;
	oldDialect: boolean;
}

const QUALITIES = {
	standard: ['480p', '720p', '1080p'],
	fast: ['480p', '720p'],
	mini: ['480p', '720p'],
};

const SECONDS = { min: 4, max: 15, auto: false };

const LIMITS: Record<string, { image: number; video: number; audio: number }> = {
	text: { image: 0, video: 0, audio: 0 },
	image: { image: 2, video: 0, audio: 0 },
	reference: { image: 9, video: 3, audio: 3 },
};

const MODELS: Record<string, EvoLinkModel> = {
	'seedance-2.0': {
		tier: 'standard',
		input: 'count',
		qualities: QUALITIES.standard,
		duration: SECONDS,
		limits: LIMITS.reference,
		audioAlone: false,
		webSearch: false,
		oldDialect: true,
	},
	'seedance-1.5-pro': {
		tier: 'standard',
		input: 'any',
		qualities: QUALITIES.standard,
		duration: { min: 4, max: 12, auto: true },
		limits: LIMITS.image,
		audioAlone: false,
		webSearch: false,
		oldDialect: false,
	},
};

for (const tier of ['standard', 'fast', 'mini'] as const) {
	for (const input of ['text', 'image', 'reference'] as const) {
		MODELS[`seedance-2.0-${tier === 'standard' ? '' : `${tier}-`}${input}-to-video`] = {
			tier,
			input,
			qualities: QUALITIES[tier],
			duration: SECONDS,
			limits: LIMITS[input],
			audioAlone: false,
			webSearch: input === 'text' && tier !== 'mini',
			oldDialect: false,
		};
	}
}

for (const [name, input] of [
	['text-to-video', 'text'],
	['image-to-video', 'image'],
	['reference-to-video', 'reference'],
	['video-edit', 'edit'],
	['video-extend', 'extend'],
] as const) {
	MODELS[`seedance-2.5-${name}`] = {
		tier: 'standard',
		input,
		qualities: QUALITIES.standard,
		duration: { min: 4, max: 30, auto: true },
		limits:
			input === 'text' || input === 'image' ? LIMITS[input] : { image: 30, video: 10, audio: 10 },
		audioAlone: true,
		webSearch: input === 'text',
		oldDialect: false,
	};
}

export function evolinkModel(id: string, options: SandboxOptions): EvoLinkModel | null {
	if (!Object.hasOwn(MODELS, id)) return null;
	const model = MODELS[id];
	return model.oldDialect && options.evolinkOldId === 'refuse' ? null : model;
}
