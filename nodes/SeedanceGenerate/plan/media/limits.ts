import type { Medium } from '../../../shared/domain/request';
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
	if (!readsFileEnding) return [];
	const seen = kindFromUrl(medium.url);
	if (seen === medium.kind) return [];
	const taken =
		seen === null
			? 'does not end in a known file type'
			: `ends like ${seen === 'video' ? 'a' : 'an'} ${seen}`;
	return [
		`${medium.label} is meant as ${medium.kind}, but its address ${taken}. ${displayName} goes by the ending of the address and may take it for something else.`,
	];
}
