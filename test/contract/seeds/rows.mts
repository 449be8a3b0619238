import type { INodeParameters } from 'n8n-workflow';
import type { Mode, ModelChoice } from '../../../nodes/shared/domain/vocabulary.ts';
import type { RequestOptions, VideoRequest } from '../../../nodes/shared/domain/request.ts';

/** One request example of a seed document. */
export type SeedRow = {
	seed: string;
	provider: 'evolink' | 'ark' | 'twelveAi' | 'ink';
	title: string;
	mode: string;
	requestMode: Mode;
	model: ModelChoice;
	customModel?: string;
	prompt: string;
	media: { kind: string; url: string }[];
	duration: number | null;
	resolution: string | null;
	aspectRatio: string | null;
	generateAudio: boolean | null;
	options: RequestOptions;
	expectedBody: Record<string, unknown>;
};

/** Where every provider takes new videos. */
export const CREATE_PATHS = {
	evolink: '/v1/videos/generations',
	ark: '/contents/generations/tasks',
	twelveAi: '/v1/videos',
	ink: '/api/open/v1/video/generations',
};

/** The row as node parameters (names as in docs/reference.md; null = leave it to the provider). */
export function nodeParameters(row: SeedRow) {
	return {
		provider: row.provider,
		resource: 'video',
		operation: 'generate',
		mode: row.mode,
		model: row.model,
		...(row.customModel === undefined ? {} : { customModel: row.customModel }),
		promptSource: 'text',
		prompt: row.prompt,
		mediaSource: 'fields',
		duration: row.duration,
		resolution: row.resolution,
		aspectRatio: row.aspectRatio,
		generateAudio: row.generateAudio,
		// Extra Body may be an object too, as an expression gives it.
		options: { ...row.options } as INodeParameters,
	};
}

/** The media of a row as the fixed collection of the node has them. */
export function nodeMedia(row: SeedRow) {
	return row.media.map(({ kind, url }) =>
		url.startsWith('asset://')
			? { kind, source: 'asset', assetId: url }
			: { kind, source: 'url', url },
	);
}

/** The row as a request, after mode and model are resolved. */
export function videoRequest(row: SeedRow, modelId: string): VideoRequest {
	const settings: Record<string, unknown> = {
		durationSeconds: row.duration,
		resolution: row.resolution,
		aspectRatio: row.aspectRatio,
		generateAudio: row.generateAudio,
	};
	const set = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
	const media = row.media.map((medium, index) => ({ ...medium, label: `Media item ${index + 1}` }));
	return {
		provider: row.provider,
		model: row.model,
		modelId,
		mode: row.requestMode,
		modeIsAutomatic: row.mode === 'auto',
		prompt: row.prompt,
		media,
		...set,
		options: row.options,
	} as VideoRequest;
}
