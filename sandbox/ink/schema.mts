/** seedance2.ink's create request. Source: docs/providers.md 4.3. */

import { z } from 'zod';
import { complain, isPublicHttps, webAddress } from '../engine/validation.mts';
import type { Complaint } from '../engine/validation.mts';
import type { MediaKind } from '../engine/types.mts';
import type { SandboxOptions } from '../engine/options.mts';

export const MODELS: Record<string, { durations: number[] }> = {
	'seedance-2.0': { durations: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] },
	'seedance-2.0-fast': { durations: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] },
	'seedance-1.5-pro': { durations: [5, 10] },
};

export const RATIOS = ['16:9', '9:16', '1:1'] as const;
export const RESOLUTIONS = ['480p', '720p', '1080p'] as const;

/** The extensions its page lists. */
const KINDS: Record<string, MediaKind> = {
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

/** The extension in lower case, '' when there is none. */
function extensionOf(url: string): string {
	return /\.([A-Za-z0-9]{2,4})$/.exec(new URL(url).pathname)?.[1].toLowerCase() ?? '';
}

/** The kind by the extension; null when only the content can tell. */
export function kindOf(url: string): MediaKind | null {
	return KINDS[extensionOf(url)] ?? null;
}

export const createSchema = z
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

export type InkRequest = z.infer<typeof createSchema>;

export function checkCreate(request: InkRequest, options: SandboxOptions): Complaint | null {
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
