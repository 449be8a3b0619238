import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { Problem } from '../../../shared/domain/request';
import type { Failure } from '../../../shared/domain/task';
import type { MediaKind } from '../../../shared/domain/vocabulary';
import type { Session } from '../../../shared/n8n/session';
import { isPrivateConnection } from '../../../shared/net/connection';
import type { FileUpload, Provider } from '../../../shared/providers/types';
import { instanceAddress, isReachableFor } from '../../instance';
import { sizeFinding } from './largestFile';
import type { RowMedia } from './media';

/** How a provider can be given a file of n8n. */
export type FileRoute =
	/** Inside the request, as a base64 data URL; only these kinds. */
	| { by: 'dataUrl'; kinds: readonly MediaKind[] }
	/** Uploaded to the provider first; equal files of a run once, by their SHA-256, because places are few. */
	| { by: 'upload'; upload: FileUpload; uploaded: Map<string, Promise<HandedOver>> }
	/** A signed link to this n8n instance, which the provider must be able to open. */
	| { by: 'link'; reachable: boolean };

/** Where the provider finds a file, or why it cannot have it. */
export type HandedOver = { url: string } | { failure: Failure };

export interface FileRules {
	provider: Provider;
	route: FileRoute;
}

/** How files of n8n reach this provider: inside the request, by upload, or by a link to this instance. */
export function fileRouteFor(
	context: Pick<IExecuteFunctions, 'getInstanceBaseUrl'>,
	{ provider, connection }: Session,
): FileRoute {
	const { upload } = provider;
	const hasPlace = upload?.onMainHost === true || connection.filesBaseUrl !== undefined;
	if (upload !== undefined && hasPlace) return { by: 'upload', upload, uploaded: new Map() };
	const kinds = provider.capabilities.models[0].dataUrls;
	if (kinds.length > 0) return { by: 'dataUrl', kinds };
	const reachable = isReachableFor(instanceAddress(context), isPrivateConnection(connection));
	return { by: 'link', reachable };
}

/** Bytes of files that fit into one request of 64 MB, because base64 makes four of three (docs/providers.md 1.5). */
const MOST_INSIDE = 47 * 1024 * 1024;

/** Files that cannot be handed to this provider, each with the way out. Sends nothing. */
export function checkFiles(media: RowMedia, rules: FileRules, warnings: string[]): Problem[] {
	const problems: Problem[] = [];
	let total = 0;
	for (const [index, { binary }] of media.files) {
		const { kind, label } = media.media[index];
		const bytes = binary.bytes ?? 0;
		total += bytes;
		const size = sizeFinding(bytes, kind, rules.provider);
		const sized = size === null ? '' : `${label} ${size.message}`;
		if (size?.severity === 'warning') warnings.push(sized);
		const message = size?.severity === 'problem' ? sized : obstacle(kind, binary, label, rules);
		if (message !== null) problems.push({ field: label, message });
	}
	if (rules.route.by === 'dataUrl' && total > MOST_INSIDE) {
		const message = `The files of this row are too large together: ${rules.provider.displayName} takes 47 MB of files in one request. Make them smaller, or use links.`;
		problems.push({ field: 'Media', message });
	}
	return problems;
}

function obstacle(
	kind: MediaKind,
	binary: IBinaryData,
	label: string,
	{ provider: { displayName: providerName }, route }: FileRules,
): string | null {
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
