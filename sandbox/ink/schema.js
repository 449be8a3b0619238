const { z } = require('zod');
const { complain, isPublicHttps, webAddress } = require('../engine/validation');

/**
 * seedance2.ink's create request. Source: providers.md 4.3 and seed 001.
 *
 * @typedef {import('../engine/validation').Complaint} Complaint
 * @typedef {import('../engine/types').MediaKind} MediaKind
 */

/** @type {Record<string, { durations: number[] }>} */
const MODELS = {
	'seedance-2.0': { durations: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] },
	'seedance-2.0-fast': { durations: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] },
	'seedance-1.5-pro': { durations: [5, 10] },
};

const RATIOS = /** @type {const} */ (['16:9', '9:16', '1:1']);
const RESOLUTIONS = /** @type {const} */ (['480p', '720p', '1080p']);

/** @type {Record<string, MediaKind>} the extensions its page lists */
const KINDS = {
	jpg: 'image',
	jpeg: 'image',
	png: 'image',
	webp: 'image',
	gif: 'image',
	bmp: 'image',
	mp4: 'video',
	mov: 'video',
	m4v: 'video',
	mp3: 'audio',
	wav: 'audio',
};

/** Extensions of media that its page does not list. */
const FOREIGN = [
	'tiff',
	'tif',
	'heic',
	'heif',
	'avif',
	'svg',
	'webm',
	'mkv',
	'avi',
	'ogg',
	'flac',
	'aac',
	'm4a',
];

/**
 * @param {string} url
 * @returns {string} extension in lower case, '' when there is none
 */
function extensionOf(url) {
	return /\.([A-Za-z0-9]{2,4})$/.exec(new URL(url).pathname)?.[1].toLowerCase() ?? '';
}

/**
 * @param {string} url
 * @returns {MediaKind | null} null when only the content can tell
 */
function kindOf(url) {
	return KINDS[extensionOf(url)] ?? null;
}

const createSchema = z
	.object({
		model: z.string().min(1),
		prompt: z.string().min(1),
		mediaUrls: z
			.array(z.string().refine((url) => webAddress(url) !== null, 'must be a public HTTPS URL'))
			.min(1)
			.max(5)
			.optional(),
		aspectRatio: z.enum(RATIOS).optional(),
		duration: z.number().int().optional(),
		resolution: z.enum(RESOLUTIONS).optional(),
		webhookUrl: z
			.string()
			.refine((url) => webAddress(url) !== null, 'must be a URL')
			.optional(),
		metadata: z.record(z.string(), z.unknown()).optional(),
	})
	.strict();

/** @typedef {z.infer<typeof createSchema>} InkRequest */

/**
 * @param {InkRequest} request
 * @param {import('../engine/options').SandboxOptions} options
 * @returns {Complaint | null}
 */
function checkCreate(request, options) {
	if (!Object.hasOwn(MODELS, request.model)) return complain('model', 'unknown model');
	const { durations } = MODELS[request.model];
	if (request.duration !== undefined && !durations.includes(request.duration)) {
		return complain('duration', `must be one of ${durations.join(', ')}`);
	}
	for (const [index, url] of (request.mediaUrls ?? []).entries()) {
		if (FOREIGN.includes(extensionOf(url)))
			return complain(`mediaUrls[${index}]`, 'unsupported file type');
		if (!options.allowPrivateMedia && !isPublicHttps(url)) {
			return complain(`mediaUrls[${index}]`, 'must be a public HTTPS URL');
		}
	}
	return null;
}

module.exports = { MODELS, RATIOS, RESOLUTIONS, checkCreate, createSchema, kindOf };
