import type { IBinaryData } from 'n8n-workflow';
import type { Problem } from '../../shared/domain/request';
import type { MediaKind } from '../../shared/domain/vocabulary';
import { LARGEST_FILE } from '../../shared/media/largestFile';
import type { RowMedia } from './media';

/** How a provider can be given a file of n8n. */
export type FileRoute =
	/** Inside the request, as a base64 data URL; only these kinds. */
	| { by: 'dataUrl'; kinds: readonly MediaKind[] }
	/** Uploaded to the provider first. */
	| { by: 'upload' }
	/** A signed link to this n8n instance, which the provider must be able to open. */
	| { by: 'link'; reachable: boolean };

export interface FileRules {
	providerName: string;
	route: FileRoute;
}

/** Files that cannot be handed to this provider, each with the way out. Sends nothing. */
export function checkFiles(media: RowMedia, rules: FileRules): Problem[] {
	const problems: Problem[] = [];
	for (const [index, { binary }] of media.files) {
		const medium = media.media[index];
		const message = obstacle(medium.kind, binary, medium.label, rules);
		if (message !== null) problems.push({ field: medium.label, message });
	}
	return problems;
}

function obstacle(
	kind: MediaKind,
	binary: IBinaryData,
	label: string,
	{ providerName, route }: FileRules,
): string | null {
	const size = binary.bytes;
	if (typeof size === 'number' && size > LARGEST_FILE[kind]) {
		const megabytes = Math.round(LARGEST_FILE[kind] / 1024 / 1024);
		return `${label} is larger than ${megabytes} MB, which is the most ${providerName} takes for ${kind} input. Make the file smaller.`;
	}
	if (route.by === 'dataUrl' && !route.kinds.includes(kind)) {
		return `${label} is a ${kind} file, and ${providerName} takes ${kind} input as a link only. Upload it to a public place first and use Source "URL".`;
	}
	if (route.by === 'link' && !route.reachable) {
		return `${label} is a file inside n8n, and ${providerName} can only fetch files from public https addresses, which this n8n instance does not have. Upload the file to a public place first and use Source "URL".`;
	}
	// n8n signs links to stored files only.
	if (route.by === 'link' && binary.id === undefined) {
		return `${label} is a file that n8n holds in memory, and ${providerName} can only fetch files by a link. Let n8n store files on disk (N8N_DEFAULT_BINARY_DATA_MODE=filesystem), or upload the file to a public place first and use Source "URL".`;
	}
	return null;
}
