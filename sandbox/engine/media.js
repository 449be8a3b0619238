const { Agent, request } = require('undici');
const { inspect } = require('./inspect');

/**
 * @typedef {import('./types').MediaKind} MediaKind
 * @typedef {import('./inspect').Inspected} Inspected
 */

/**
 * @typedef {'unreachable' | 'tooLarge' | 'wrongType' | 'dimensions' | 'length' | 'asset'} MediaProblemKind
 *
 * @typedef {object} MediaProblem
 * @property {MediaProblemKind} kind
 * @property {number} index position in the list that was checked
 * @property {string} message
 *
 * @typedef {object} MediaToCheck
 * @property {MediaKind | null} kind null = whatever it turns out to be
 * @property {string} url http(s), `data:` or `asset://`
 *
 * @typedef {object} MediaRule what one model takes; numbers from providers.md 1.5 and 2.4
 * @property {string[]} imageFormats
 * @property {string[]} videoFormats
 * @property {string[]} audioFormats
 * @property {Record<MediaKind, number>} maxBytes
 * @property {number | null} totalVideoSeconds
 */

const MB = 1024 * 1024;

/** Pixels a side, width divided by height, and seconds of a clip (the looser of the documented minimums). */
const LIMITS = {
	minSide: 300,
	maxSide: 6000,
	minRatio: 0.4,
	maxRatio: 2.5,
	minSeconds: 1.8,
	maxSeconds: 15.2,
};

/** @type {MediaRule} */
const ARK_MEDIA = {
	imageFormats: ['jpeg', 'png', 'webp', 'bmp', 'tiff', 'gif', 'heic'],
	videoFormats: ['mp4', 'mov'],
	audioFormats: ['wav', 'mp3'],
	maxBytes: { image: 30 * MB, video: 200 * MB, audio: 15 * MB },
	totalVideoSeconds: LIMITS.maxSeconds,
};

/** @type {MediaRule} */
const EVOLINK_MEDIA = {
	...ARK_MEDIA,
	imageFormats: ['jpeg', 'png', 'webp'],
	maxBytes: { ...ARK_MEDIA.maxBytes, video: 50 * MB },
};

/** @type {MediaRule} */
const INK_MEDIA = {
	...ARK_MEDIA,
	imageFormats: ['jpeg', 'png', 'webp', 'gif', 'bmp'],
	totalVideoSeconds: null,
};

/**
 * @param {string} url
 * @returns {Buffer} the decoded bytes, empty when it is no base64 data URL
 */
function decodeDataUrl(url) {
	const match = /^data:[a-z]+\/[a-z0-9.+-]+;base64,([A-Za-z0-9+/=]+)$/.exec(url);
	return match ? Buffer.from(match[1], 'base64') : Buffer.alloc(0);
}

/**
 * @param {Inspected} found
 * @param {MediaKind | null} wanted
 * @param {MediaRule} rule
 * @returns {{ kind: MediaProblemKind, message: string } | null}
 */
function judge(found, wanted, rule) {
	const kind = found.kind;
	if (kind === null || (wanted !== null && wanted !== kind)) {
		return { kind: 'wrongType', message: `the resource is not a supported ${wanted ?? 'medium'}` };
	}
	const formats = { image: rule.imageFormats, video: rule.videoFormats, audio: rule.audioFormats }[
		kind
	];
	if (!formats.includes(found.format)) {
		return { kind: 'wrongType', message: `the ${kind} format ${found.format} is not supported` };
	}
	if (found.size) {
		const { width, height } = found.size;
		if (Math.min(width, height) < LIMITS.minSide || Math.max(width, height) > LIMITS.maxSide) {
			return {
				kind: 'dimensions',
				message: `the image is ${width}x${height} px, each side must be between ${LIMITS.minSide} and ${LIMITS.maxSide} px`,
			};
		}
		if (width / height < LIMITS.minRatio || width / height > LIMITS.maxRatio) {
			return {
				kind: 'dimensions',
				message: `the aspect ratio of the image is ${(width / height).toFixed(2)}, it must be between ${LIMITS.minRatio} and ${LIMITS.maxRatio}`,
			};
		}
	}
	if (
		found.seconds !== null &&
		(found.seconds < LIMITS.minSeconds || found.seconds > LIMITS.maxSeconds)
	) {
		return {
			kind: 'length',
			message: `the ${kind} lasts ${found.seconds.toFixed(1)} s, it must last 2 to 15 s`,
		};
	}
	return null;
}

/**
 * Leaves a body unread; undici reports that as an error of the stream.
 *
 * @param {import('node:stream').Readable} body
 */
function drop(body) {
	body.on('error', () => undefined);
	body.destroy();
}

/**
 * Fetches media as a provider does: without a key, with limits.
 *
 * @param {import('./options').SandboxOptions} options
 */
function createMedia(options) {
	const agent = new Agent({ keepAliveTimeout: 1, keepAliveMaxTimeout: 1 });

	/**
	 * @param {string} url
	 * @param {number} maxBytes
	 * @returns {Promise<Buffer | MediaProblemKind>}
	 */
	async function download(url, maxBytes) {
		const signal = AbortSignal.timeout(options.mediaTimeoutMs);
		try {
			let address = url;
			for (let hops = 0; hops < 4; hops += 1) {
				const { statusCode, headers, body } = await request(address, { dispatcher: agent, signal });
				if (statusCode >= 300 && statusCode < 400 && typeof headers.location === 'string') {
					drop(body);
					address = new URL(headers.location, address).href;
					continue;
				}
				if (statusCode !== 200) {
					drop(body);
					return 'unreachable';
				}
				if (Number(headers['content-length']) > maxBytes) {
					drop(body);
					return 'tooLarge';
				}
				const chunks = [];
				let size = 0;
				for await (const chunk of body) {
					size += chunk.length;
					if (size > maxBytes) return 'tooLarge';
					chunks.push(chunk);
				}
				return Buffer.concat(chunks);
			}
			return 'unreachable';
		} catch {
			return 'unreachable';
		}
	}

	/**
	 * @param {MediaToCheck} medium
	 * @param {MediaRule} rule
	 * @returns {Promise<{ problem: { kind: MediaProblemKind, message: string } | null, found: Inspected | null }>}
	 */
	async function look(medium, rule) {
		const { url } = medium;
		if (url.startsWith('asset://')) {
			const problem = /processing|failed/i.test(url)
				? /** @type {const} */ ({ kind: 'asset', message: 'the asset is not active' })
				: null;
			return { problem, found: null };
		}
		const isData = url.startsWith('data:');
		if (!isData && !options.fetchMedia) return { problem: null, found: null };
		const limit = options.maxMediaBytes ?? rule.maxBytes[medium.kind ?? 'video'];
		const bytes = isData ? decodeDataUrl(url) : await download(url, limit);
		if (bytes === 'unreachable') {
			return {
				problem: { kind: 'unreachable', message: 'the resource could not be downloaded' },
				found: null,
			};
		}
		if (bytes === 'tooLarge' || bytes.length > limit) {
			return { problem: { kind: 'tooLarge', message: 'the resource is too large' }, found: null };
		}
		const found = inspect(/** @type {Buffer} */ (bytes));
		return { problem: judge(found, medium.kind, rule), found };
	}

	return {
		/**
		 * Looks at every medium.
		 *
		 * @param {MediaToCheck[]} media
		 * @param {MediaRule} rule
		 * @returns {Promise<{ problem: MediaProblem | null, found: (Inspected | null)[] }>} the first problem in list order
		 */
		async check(media, rule) {
			const looks = await Promise.all(media.map((medium) => look(medium, rule)));
			const found = looks.map((each) => each.found);
			const index = looks.findIndex((each) => each.problem !== null);
			const problem = index < 0 ? null : looks[index].problem;
			if (problem) return { problem: { ...problem, index }, found };
			const total = found.reduce(
				(sum, each) => sum + (each?.kind === 'video' ? (each.seconds ?? 0) : 0),
				0,
			);
			if (rule.totalVideoSeconds !== null && total > rule.totalVideoSeconds) {
				const last = found.map((each) => each?.kind).lastIndexOf('video');
				return {
					problem: {
						kind: 'length',
						index: last,
						message: 'the videos together last longer than 15 s',
					},
					found,
				};
			}
			return { problem: null, found };
		},
		/**
		 * Downloads without judging, for uploads by URL.
		 *
		 * @param {string} url
		 * @param {number} maxBytes
		 */
		download,
		close: () => agent.destroy(),
	};
}

/** @typedef {ReturnType<typeof createMedia>} Media */

module.exports = { ARK_MEDIA, EVOLINK_MEDIA, INK_MEDIA, createMedia };
