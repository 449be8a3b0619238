'use strict';

const { PROVIDERS, findModel, modelIdFor } = require('../../nodes/shared/providers');

/** @typedef {import('../../nodes/shared/domain/request').VideoRequest} VideoRequest */
/** @typedef {import('../../nodes/shared/domain/vocabulary').ProviderId} ProviderId */
/** @typedef {import('../../nodes/shared/domain/vocabulary').MediaKind} MediaKind */
/** @typedef {import('../../nodes/shared/domain/vocabulary').Mode} Mode */
/** @typedef {import('../../nodes/shared/domain/vocabulary').ModelChoice} ModelChoice */

/** @type {Record<MediaKind, string>} */
const EXTENSIONS = { image: 'png', video: 'mp4', audio: 'mp3' };

/**
 * A list of media with plausible addresses.
 * @param {MediaKind[]} kinds
 * @param {(kind: MediaKind, index: number) => string} [urlOf]
 */
function mediaOf(
	kinds,
	urlOf = (kind, index) => `https://example.com/${kind}${index}.${EXTENSIONS[kind]}`,
) {
	return kinds.map((kind, index) => ({
		kind,
		url: urlOf(kind, index),
		label: `Media item ${index + 1}`,
	}));
}

/** @type {Record<Mode, MediaKind[]>} */
const MEDIA_OF_MODE = {
	textToVideo: [],
	firstFrame: ['image'],
	firstLastFrame: ['image', 'image'],
	// Three images: providers that go by count would take fewer as frames.
	reference: ['image', 'image', 'image'],
	videoEdit: ['video'],
	videoExtend: ['video'],
};

/**
 * A request that its provider accepts, with the id the model has in that mode and region.
 * @param {ProviderId} providerId
 * @param {{ model?: ModelChoice, customModel?: string, mode?: Mode, region?: 'china' | 'international', media?: import('../../nodes/shared/domain/request').Medium[] } & Partial<Omit<VideoRequest, 'provider' | 'model' | 'mode' | 'media'>>} [overrides]
 */
function requestFor(providerId, overrides = {}) {
	const {
		model = 'seedance-2.0',
		customModel = '',
		mode = 'textToVideo',
		region,
		...rest
	} = overrides;
	const provider = PROVIDERS[providerId];
	const found = findModel(provider, model, customModel);
	/** @type {VideoRequest} */
	const request = {
		provider: providerId,
		model,
		modelId: modelIdFor(found, model, customModel, mode, region),
		mode,
		modeIsAutomatic: false,
		prompt: 'A paper boat sails across a puddle in the rain',
		media: mediaOf(MEDIA_OF_MODE[mode]),
		options: {},
		...rest,
	};
	return { provider, capability: found.capability, request };
}

module.exports = { MEDIA_OF_MODE, mediaOf, requestFor };
