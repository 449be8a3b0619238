'use strict';

/**
 * One request example of a seed document.
 * @typedef {{
 *   seed: string, provider: 'evolink' | 'ark' | 'twelveAi' | 'ink', title: string,
 *   mode: string, requestMode: import('../../../nodes/shared/domain/vocabulary').Mode,
 *   model: import('../../../nodes/shared/domain/vocabulary').ModelChoice, customModel?: string,
 *   prompt: string,
 *   media: { kind: string, url: string }[],
 *   duration: number | null, resolution: string | null, aspectRatio: string | null,
 *   generateAudio: boolean | null,
 *   options: import('../../../nodes/shared/domain/request').RequestOptions,
 *   expectedBody: Record<string, unknown>
 * }} SeedRow
 */

/** Where every provider takes new videos. */
const CREATE_PATHS = {
	evolink: '/v1/videos/generations',
	ark: '/contents/generations/tasks',
	twelveAi: '/v1/videos',
	ink: '/api/open/v1/video/generations',
};

/**
 * The row as node parameters (design 1.2 names; null = leave it to the provider).
 * @param {SeedRow} row
 */
function nodeParameters(row) {
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
		options: row.options,
	};
}

/**
 * The media of a row as the fixed collection of the node has them.
 * @param {SeedRow} row
 */
function nodeMedia(row) {
	return row.media.map(({ kind, url }) =>
		url.startsWith('asset://')
			? { kind, source: 'asset', assetId: url }
			: { kind, source: 'url', url },
	);
}

/**
 * The row as a request, after mode and model are resolved.
 * @param {SeedRow} row
 * @param {string} modelId
 * @returns {import('../../../nodes/shared/domain/request').VideoRequest}
 */
function videoRequest(row, modelId) {
	/** @type {Record<string, unknown>} */
	const settings = {
		durationSeconds: row.duration,
		resolution: row.resolution,
		aspectRatio: row.aspectRatio,
		generateAudio: row.generateAudio,
	};
	const set = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
	const media = row.media.map((medium, index) => ({ ...medium, label: `Media item ${index + 1}` }));
	return /** @type {import('../../../nodes/shared/domain/request').VideoRequest} */ ({
		provider: row.provider,
		model: row.model,
		modelId,
		mode: row.requestMode,
		modeIsAutomatic: row.mode === 'auto',
		prompt: row.prompt,
		media,
		...set,
		options: row.options,
	});
}

module.exports = { CREATE_PATHS, nodeMedia, nodeParameters, videoRequest };
