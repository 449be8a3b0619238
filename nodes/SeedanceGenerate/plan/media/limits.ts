import type { Medium } from '../../../shared/domain/request';
import type { MediaKind } from '../../../shared/domain/vocabulary';
import type { Provider } from '../../../shared/providers/types';
import { extensionOf, kindFromUrl } from './kind';

/** The facts of a provider that these warnings follow. */
export type MediaRules = Pick<Provider, 'displayName' | 'fileNotes' | 'readsFileEnding'>;

/**
 * Warnings about media that the provider may refuse or handle badly. Nothing here blocks:
 * hard limits live in the capability tables. `totalWarning` is a number of media.
 */
export function mediaWarnings(
	media: readonly Medium[],
	provider: MediaRules,
	totalWarning: number,
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

function formatWarnings(medium: Medium, { fileNotes }: MediaRules): string[] {
	const extension = extensionOf(medium.url);
	if (extension === null) return [];
	return fileNotes
		.filter((note) => note.kind === medium.kind && note.extensions.includes(extension))
		.map((note) => `${medium.label} is a .${extension} file: ${note.message}`);
}

function endingWarnings(
	medium: Medium,
	{ displayName, readsFileEnding = false }: MediaRules,
): string[] {
	const seen = kindFromUrl(medium.url);
	if (seen === medium.kind) return [];
	if (!readsFileEnding) return contradictions(medium, seen);
	const taken =
		seen === null
			? 'does not end in a known file type'
			: `ends like ${seen === 'video' ? 'a' : 'an'} ${seen}`;
	return [
		`${medium.label} is meant as ${medium.kind}, but its address ${taken}. ${displayName} goes by the ending of the address and may take it for something else.`,
	];
}

/** Endings of files that are no media; a service may still make a picture of one. */
const DOCUMENTS = /^(?:pdf|docx?|xlsx?|pptx?|odt|zip|rar|7z|psd|ai|eps|indd|json|xml|txt|csv)$/;

/** An ending that says something else than the Kind, where the provider looks at the file itself. */
function contradictions({ kind, url, label }: Medium, seen: MediaKind | null): string[] {
	const extension = extensionOf(url) ?? '';
	if (seen === null && !DOCUMENTS.test(extension)) return [];
	const meant = seen === null ? 'no media file' : seen === 'video' ? 'a video' : `an ${seen}`;
	return [
		`${label} has the Kind ${kind}, but its address ends in .${extension}, like ${meant}. Change the Kind, or the link.`,
	];
}
