import { Agent, request } from 'undici';
import { inspect } from './inspect.mts';
import type { Readable } from 'node:stream';
import type { MediaKind } from './types.mts';
import type { Inspected } from './inspect.mts';
import type { SandboxOptions } from './options.mts';

export type MediaProblemKind =
	| 'unreachable'
	| 'tooLarge'
	| 'wrongType'
	| 'dimensions'
	| 'length'
	| 'asset';

export interface MediaProblem {
	kind: MediaProblemKind;
	/** Position in the list that was checked. */
	index: number;
	message: string;
}

export interface MediaToCheck {
	/** Null = whatever it turns out to be. */
	kind: MediaKind | null;
	/** `http(s)://`, `data:` or `asset://`. */
	url: string;
}

/** What one model takes; numbers from docs/providers.md 1.5 and 2.4. */
export interface MediaRule {
	imageFormats: string[];
	videoFormats: string[];
	audioFormats: string[];
	maxBytes: Record<MediaKind, number>;
	/** Of one clip. */
	maxSeconds: number;
	totalVideoSeconds: number | null;
}

const MB = 1024 * 1024;

/** Pixels a side, width divided by height, and the shortest clip in seconds (the looser of the documented ones). */
const LIMITS = {
	minSide: 300,
	maxSide: 6000,
	minRatio: 0.4,
	maxRatio: 2.5,
	minSeconds: 1.8,
};

export const ARK_MEDIA: MediaRule = {
	imageFormats: ['jpeg', 'png', 'webp', 'bmp', 'tiff', 'gif', 'heic'],
	videoFormats: ['mp4', 'mov'],
	audioFormats: ['wav', 'mp3'],
	maxBytes: { image: 30 * MB, video: 200 * MB, audio: 15 * MB },
	maxSeconds: 15.2,
	totalVideoSeconds: 15.2,
};

/** The same numbers for one clip and for all together. */
export const ARK_25_MEDIA: MediaRule = {
	...ARK_MEDIA,
	maxSeconds: 30.2,
	totalVideoSeconds: 30.2,
};

export const EVOLINK_MEDIA: MediaRule = {
	...ARK_MEDIA,
	imageFormats: ['jpeg', 'png', 'webp'],
	maxBytes: { ...ARK_MEDIA.maxBytes, video: 50 * MB },
};

export const INK_MEDIA: MediaRule = {
	...ARK_MEDIA,
	imageFormats: ['jpeg', 'png', 'webp', 'gif', 'bmp'],
	totalVideoSeconds: null,
};

/** The decoded bytes, empty when it is no base64 data URL. */
function decodeDataUrl(url: string): Buffer {
	const match = /^data:[a-z]+\/[a-z0-9.+-]+;base64,([A-Za-z0-9+/=]+)$/.exec(url);
	return match ? Buffer.from(match[1], 'base64') : Buffer.alloc(0);
}

function judge(
	found: Inspected,
	wanted: MediaKind | null,
	rule: MediaRule,
): { kind: MediaProblemKind; message: string } | null {
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
		(found.seconds < LIMITS.minSeconds || found.seconds > rule.maxSeconds)
	) {
		return {
			kind: 'length',
			message: `the ${kind} lasts ${found.seconds.toFixed(1)} s, it must last 1.8 to ${rule.maxSeconds} s`,
		};
	}
	return null;
}

/** Leaves a body unread; undici reports that as an error of the stream. */
function drop(body: Readable) {
	body.on('error', () => undefined);
	body.destroy();
}

/** Fetches media as a provider does: without a key, with limits. */
export function createMedia(options: SandboxOptions) {
	const agent = new Agent({ keepAliveTimeout: 1, keepAliveMaxTimeout: 1 });

	async function download(url: string, maxBytes: number): Promise<Buffer | MediaProblemKind> {
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

	async function look(
		medium: MediaToCheck,
		rule: MediaRule,
	): Promise<{
		problem: { kind: MediaProblemKind; message: string } | null;
		found: Inspected | null;
	}> {
		const { url } = medium;
		if (url.startsWith('asset://')) {
			const problem = /processing|failed/i.test(url)
				? ({ kind: 'asset', message: 'the asset is not active' } as const)
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
		const found = inspect(bytes as Buffer);
		return { problem: judge(found, medium.kind, rule), found };
	}

	return {
		/**
		 * Looks at every medium.
		 *
		 * @returns the first problem in list order
		 */
		async check(
			media: MediaToCheck[],
			rule: MediaRule,
		): Promise<{ problem: MediaProblem | null; found: (Inspected | null)[] }> {
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
		/** Downloads without judging, for uploads by URL. */
		download,
		close: () => agent.destroy(),
	};
}

export type Media = ReturnType<typeof createMedia>;
