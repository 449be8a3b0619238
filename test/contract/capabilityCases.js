'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { PROVIDERS } = require('../../nodes/shared/providers');
const {
	ASPECT_RATIOS,
	MEDIA_KINDS,
	MODES,
	PROVIDER_IDS,
	RESOLUTIONS,
} = require('../../nodes/shared/domain/vocabulary');
const { MEDIA_OF_MODE, mediaOf, requestFor } = require('./requests');

/** @typedef {import('../../nodes/shared/domain/capabilities').ModelCapability} ModelCapability */
/** @typedef {import('../../nodes/shared/domain/request').VideoRequest} VideoRequest */
/** @typedef {import('../../nodes/shared/domain/vocabulary').ProviderId} ProviderId */
/** @typedef {import('../../nodes/shared/domain/vocabulary').MediaKind} MediaKind */
/** @typedef {import('../../nodes/shared/domain/vocabulary').Mode} Mode */
/** @typedef {'china' | 'international' | undefined} Region */

/**
 * One request at the edge of a capability table.
 * @typedef {{
 *   title: string, provider: ProviderId, region: Region, capability: ModelCapability,
 *   request: VideoRequest, accepted: boolean
 * }} CapabilityCase
 */

/** @typedef {{ title: string, mode?: Mode, change?: Partial<VideoRequest> }} Edge */

/** @type {Record<MediaKind, [type: string, file: string]>} */
const FILES = {
	image: ['image/jpeg', 'photo.jpg'],
	video: ['video/mp4', 'clip.mp4'],
	audio: ['audio/mpeg', 'tone.mp3'],
};

/** @param {MediaKind} kind */
function dataUrl(kind) {
	const [type, file] = FILES[kind];
	const bytes = readFileSync(join(__dirname, '../../sandbox/media', file));
	return `data:${type};base64,${bytes.toString('base64')}`;
}

/** @type {(kind: MediaKind, count: number) => MediaKind[]} */
const many = (kind, count) => Array.from({ length: count }, () => kind);

/** @param {ModelCapability} model @returns {{ inside: Edge[], outside: Edge[] }} */
function durationEdges(model) {
	const rule = model.duration;
	/** @param {number} durationSeconds */
	const edge = (durationSeconds) => ({
		title: `${durationSeconds} seconds`,
		change: { durationSeconds },
	});
	if ('oneOf' in rule) {
		const inside = rule.oneOf.map(edge);
		return {
			inside,
			outside: rule.oneOf.flatMap((n) => [edge(n - 1), edge(n + 1)]).concat(edge(-1)),
		};
	}
	const free = edge(-1);
	return {
		inside: [edge(rule.min), edge(rule.max), ...(rule.auto ? [free] : [])],
		outside: [edge(rule.min - 1), edge(rule.max + 1), edge(0), ...(rule.auto ? [] : [free])],
	};
}

/** @param {ModelCapability} model @returns {{ inside: Edge[], outside: Edge[] }} */
function pictureEdges(model) {
	const mode = model.modes[0];
	const adaptive = model.adaptiveOnlyModes ?? [];
	const inside = [
		...model.resolutions.map((resolution) => ({ title: resolution, mode, change: { resolution } })),
		...model.aspectRatios.map((aspectRatio) => ({
			title: aspectRatio,
			mode,
			change: { aspectRatio },
		})),
		...adaptive.map((only) => ({
			title: `adaptive for ${only}`,
			mode: only,
			change: { aspectRatio: /** @type {const} */ ('adaptive') },
		})),
	];
	const outside = [
		...RESOLUTIONS.filter((resolution) => !model.resolutions.includes(resolution)).map(
			(resolution) => ({ title: resolution, mode, change: { resolution } }),
		),
		...ASPECT_RATIOS.filter((ratio) => !model.aspectRatios.includes(ratio)).map((aspectRatio) => ({
			title: aspectRatio,
			mode,
			change: { aspectRatio },
		})),
		...adaptive.map((only) => ({
			title: `16:9 for ${only}`,
			mode: only,
			change: { aspectRatio: /** @type {const} */ ('16:9') },
		})),
	];
	return { inside, outside };
}

/** @param {ModelCapability} model @returns {{ inside: Edge[], outside: Edge[] }} */
function referenceEdges(model) {
	if (!model.modes.includes('reference')) return { inside: [], outside: [] };
	const mode = /** @type {const} */ ('reference');
	const { total, ...perKind } = model.mediaLimits;
	/** @param {string} title @param {MediaKind[]} kinds */
	const edge = (title, kinds) => ({ title, mode, change: { media: mediaOf(kinds) } });
	const inside = [];
	const outside = [];
	for (const kind of MEDIA_KINDS) {
		const limit = perKind[kind];
		// Audio is counted together with an image where it may not stand alone.
		const company = kind === 'audio' && !model.audioAlone ? many('image', 1) : [];
		if (limit > 0) inside.push(edge(`${limit} × ${kind}`, [...company, ...many(kind, limit)]));
		outside.push(edge(`${limit + 1} × ${kind}`, [...company, ...many(kind, limit + 1)]));
	}
	const everything = MEDIA_KINDS.flatMap((kind) => many(kind, perKind[kind]));
	const most = everything.slice(0, total);
	inside.push(edge(`${most.length} media in all`, most));
	outside.push(edge(`${most.length + 1} media in all`, [...most, 'image']));
	if (perKind.audio > 0) (model.audioAlone ? inside : outside).push(edge('audio alone', ['audio']));
	return { inside, outside };
}

/** @param {ModelCapability} model @returns {{ inside: Edge[], outside: Edge[] }} */
function addressEdges(model) {
	const mode = model.modes.find((candidate) => MEDIA_OF_MODE[candidate].includes('image'));
	/** @type {Edge[]} */
	const inside = [];
	/** @type {Edge[]} */
	const outside = [];
	if (mode !== undefined) {
		const asset = mediaOf(MEDIA_OF_MODE[mode], () => 'asset://asset-2026character');
		(model.assets ? inside : outside).push({ title: 'asset ids', mode, change: { media: asset } });
	}
	for (const kind of MEDIA_KINDS) {
		if (kind !== 'image' && model.mediaLimits[kind] === 0) continue;
		const holder = kind === 'image' ? mode : 'reference';
		if (holder === undefined || !model.modes.includes(holder)) continue;
		const kinds =
			kind === 'image' ? MEDIA_OF_MODE[holder] : /** @type {MediaKind[]} */ (['image', kind]);
		const media = mediaOf(kinds).map((medium) =>
			medium.kind === kind ? { ...medium, url: dataUrl(kind) } : medium,
		);
		const list = model.dataUrls.includes(kind) ? inside : outside;
		list.push({ title: `${kind} as data URL`, mode: holder, change: { media } });
	}
	return { inside, outside };
}

/** @param {ModelCapability} model @returns {{ inside: Edge[], outside: Edge[] }} */
function optionEdges(model) {
	/** @type {Record<string, Partial<VideoRequest>>} */
	const settings = {
		generateAudio: { generateAudio: false },
		watermark: { options: { watermark: true } },
		seed: { options: { seed: 4294967295 } },
		webSearch: { options: { webSearch: true } },
		returnLastFrame: { options: { returnLastFrame: true } },
		serviceTier: { options: { serviceTier: 'flex' } },
		callbackUrl: { options: { callbackUrl: 'https://n8n.example.com/webhook/x' } },
	};
	const mode = model.modes[0];
	const inside = model.features
		.filter((feature) => feature !== 'webSearch' || mode === 'textToVideo')
		.map((feature) => ({ title: feature, mode, change: settings[feature] }));
	const framed = model.modes.includes('firstFrame') && model.features.includes('webSearch');
	/** @type {Edge[]} */
	const outside = framed
		? [{ title: 'web search with media', mode: 'firstFrame', change: settings.webSearch }]
		: [];
	return { inside, outside };
}

/** @param {ModelCapability} model @returns {{ inside: Edge[], outside: Edge[] }} */
function modeEdges(model) {
	return {
		inside: model.modes.map((mode) => ({ title: 'plain', mode })),
		outside: [
			...MODES.filter((mode) => !model.modes.includes(mode)).map((mode) => ({
				title: 'mode not offered',
				mode,
			})),
			// Frames may speak for themselves on Ark, text may not.
			...model.modes
				.filter((mode) => mode === 'textToVideo')
				.map((mode) => ({ title: 'no prompt', mode, change: { prompt: '' } })),
		],
	};
}

const EDGES = [modeEdges, durationEdges, pictureEdges, referenceEdges, addressEdges, optionEdges];

/** @param {ProviderId} provider @returns {Region[]} */
function regionsOf(provider) {
	return provider === 'ark' ? ['china', 'international'] : [undefined];
}

/**
 * Every model of a provider: those of the list, then well-known ids typed by hand.
 * @param {ProviderId} provider
 */
function modelsOf(provider) {
	const { models, knownCustomModels } = PROVIDERS[provider].capabilities;
	const listed = models.flatMap((capability) =>
		capability.family === null ? [] : [{ model: capability.family, customModel: '', capability }],
	);
	const typed = Object.entries(knownCustomModels)
		.filter(([, capability]) => capability.family === null)
		.map(([customModel, capability]) => ({
			model: /** @type {const} */ ('custom'),
			customModel,
			capability,
		}));
	return [...listed, ...typed];
}

/**
 * Requests at both sides of every limit in the capability tables.
 * @returns {CapabilityCase[]}
 */
function capabilityCases() {
	/** @type {CapabilityCase[]} */
	const cases = [];
	for (const provider of PROVIDER_IDS) {
		for (const region of regionsOf(provider)) {
			for (const { model, customModel, capability } of modelsOf(provider)) {
				// A hand-typed Ark id exists in one region only.
				const foreign = customModel !== '' && region !== undefined;
				if (foreign && customModel.startsWith('doubao') !== (region === 'china')) continue;
				for (const edgesOf of EDGES) {
					const { inside, outside } = edgesOf(capability);
					for (const [edges, accepted] of /** @type {const} */ ([
						[inside, true],
						[outside, false],
					])) {
						for (const { title, mode = capability.modes[0], change } of edges) {
							const { request } = requestFor(provider, {
								model,
								customModel,
								mode,
								region,
								...change,
							});
							const name = [model, customModel, region, mode, title].filter(Boolean).join(' ');
							cases.push({ title: name, provider, region, capability, request, accepted });
						}
					}
				}
			}
		}
	}
	return cases;
}

module.exports = { capabilityCases };
