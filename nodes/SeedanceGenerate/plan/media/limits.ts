import type { Medium } from '../../../shared/domain/request';
import type { MediaKind, ProviderId } from '../../../shared/domain/vocabulary';
import { extensionOf, kindFromUrl } from './kind';

/** Above this many media in one request somebody may refuse: EvoLink's older tutorial names 12, Ark no total (docs/providers.md 9 no. 8). */
export const MEDIA_TOTAL_WARNING = 12;

interface FormatRule {
	providers: readonly ProviderId[];
	kind: MediaKind;
	extensions: readonly string[];
	/** Completes "Media item 2 is a .webp file: …". */
	message: string;
}

const EVERY_PROVIDER: readonly ProviderId[] = ['evolink', 'ark', 'twelveAi', 'ink'];

/** File types that are known to disappoint. Sources: docs/providers.md 1.5, 2.4, 2.11, 4.3. */
const FORMAT_RULES: readonly FormatRule[] = [
	{
		providers: ['evolink'],
		kind: 'image',
		extensions: ['webp'],
		message: 'WebP does not always work on EvoLink. JPEG or PNG is safer.',
	},
	{
		providers: ['evolink'],
		kind: 'image',
		extensions: ['gif', 'bmp', 'tif', 'tiff', 'heic', 'heif'],
		message:
			'EvoLink lists only JPEG, PNG and WebP; of a GIF only the first picture is used. JPEG or PNG is safer.',
	},
	{
		providers: ['ink'],
		kind: 'image',
		extensions: ['tif', 'tiff', 'heic', 'heif'],
		message: 'seedance2.ink lists only JPEG, PNG, WebP, GIF and BMP. JPEG or PNG is safer.',
	},
	{
		providers: EVERY_PROVIDER,
		kind: 'image',
		extensions: ['avif', 'svg', 'jfif'],
		message: 'No provider lists this picture format. Convert it to JPEG or PNG.',
	},
	{
		providers: ['evolink', 'ark', 'twelveAi'],
		kind: 'video',
		extensions: ['m4v'],
		message: 'Only MP4 and MOV videos are listed. Convert it to MP4.',
	},
	{
		providers: EVERY_PROVIDER,
		kind: 'video',
		extensions: ['webm', 'mkv', 'avi', 'mpg', 'mpeg', 'wmv', 'flv', '3gp', 'ogv'],
		message: 'Only MP4 and MOV videos are listed. Convert it to MP4.',
	},
	{
		providers: EVERY_PROVIDER,
		kind: 'audio',
		extensions: ['m4a', 'aac', 'ogg', 'oga', 'opus', 'flac', 'wma', 'aif', 'aiff'],
		message: 'Only MP3 and WAV audio is listed. Convert it to MP3.',
	},
];

/** How the provider recognises media by itself: seedance2.ink reads the file ending (docs/providers.md 4.3). */
const READS_FILE_ENDING: readonly ProviderId[] = ['ink'];

/**
 * Warnings about media that the provider may refuse or handle badly. Nothing here blocks:
 * hard limits live in the capability tables. `totalWarning` is a number of media.
 */
export function mediaWarnings(
	media: readonly Medium[],
	provider: ProviderId,
	totalWarning: number = MEDIA_TOTAL_WARNING,
): string[] {
	const perMedium = media.flatMap((medium) => [
		...formatWarnings(medium, provider),
		...endingWarnings(medium, provider),
	]);
	if (media.length <= totalWarning) return perMedium;
	return [
		...perMedium,
		`There are ${media.length} media. Above ${totalWarning} in one request the provider may refuse them; use fewer if it does.`,
	];
}

function formatWarnings(medium: Medium, provider: ProviderId): string[] {
	const extension = extensionOf(medium.url);
	if (extension === null) return [];
	return FORMAT_RULES.filter(
		(rule) =>
			rule.kind === medium.kind &&
			rule.providers.includes(provider) &&
			rule.extensions.includes(extension),
	).map((rule) => `${medium.label} is a .${extension} file: ${rule.message}`);
}

function endingWarnings(medium: Medium, provider: ProviderId): string[] {
	if (!READS_FILE_ENDING.includes(provider)) return [];
	const seen = kindFromUrl(medium.url);
	if (seen === medium.kind) return [];
	const taken =
		seen === null
			? 'does not end in a known file type'
			: `ends like ${seen === 'video' ? 'a' : 'an'} ${seen}`;
	return [
		`${medium.label} is meant as ${medium.kind}, but its address ${taken}. seedance2.ink goes by the ending of the address and may take it for something else.`,
	];
}
