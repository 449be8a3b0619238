import { createHash } from 'crypto';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { Medium, VideoRequest } from '../../shared/domain/request';
import type { Failure } from '../../shared/domain/task';
import { mediaType } from '../../shared/files/fileKind';
import type { FileUpload, HttpCall, Provider, UploadFile } from '../../shared/providers/types';
import type { HttpClient } from '../../shared/net/reply';
import type { FileRoute, HandedOver } from '../plan/media/binary';
import { readFile } from '../plan/media/binaryField';
import type { PlannedRow } from '../plan/plan';

/** Signed links to this instance live this long; providers fetch media when a job starts, not at once. */
const LINK_LIFETIME = '1 day';

/** Uploads cost nothing, so a failed one may simply be sent again. */
const UPLOAD_TRIES = 3;
const UPLOAD_TIMEOUT_SECONDS = 120;

export interface PrepareDependencies {
	context: IExecuteFunctions;
	provider: Provider;
	client: HttpClient;
	route: FileRoute;
}

type Prepared = { request: VideoRequest } | { failure: Failure };

/**
 * Turns files of n8n into something the provider can read, right before the submission: a data URL,
 * an upload or a signed link. Sends nothing that is billed. A file that cannot be handed over comes
 * back as a failure.
 */
export async function prepareRow(
	row: PlannedRow,
	request: VideoRequest,
	dependencies: PrepareDependencies,
): Promise<Prepared> {
	const media = [...request.media];
	for (const [index, file] of row.inputs.media.files) {
		const medium = media[index];
		const handed = await handOver(file.propertyName, file.binary, medium, dependencies);
		if ('failure' in handed) return handed;
		media[index] = { ...medium, url: handed.url };
	}
	return { request: { ...request, media } };
}

async function handOver(
	propertyName: string,
	binary: IBinaryData,
	{ kind, label }: Medium,
	dependencies: PrepareDependencies,
): Promise<HandedOver> {
	const { context, provider, route } = dependencies;
	if (route.by === 'link') {
		const url = context.helpers.createBinarySignedUrl(binary, LINK_LIFETIME);
		return { url };
	}
	const bytes = await readFile(context, binary);
	if (bytes.length > provider.fileSizes[kind].most) {
		return {
			failure: fileFailure(
				`${label} is larger than ${provider.displayName} takes.`,
				'Make the file smaller.',
			),
		};
	}
	// Downloads are often declared as nothing in particular, which providers do not take.
	const mimeType = mediaType(bytes) ?? binary.mimeType.toLowerCase();
	if (route.by === 'dataUrl') {
		return { url: `data:${mimeType};base64,${bytes.toString('base64')}` };
	}
	const digest = createHash('sha256').update(bytes).digest('hex');
	const known = route.uploaded.get(digest);
	const earlier = known === undefined ? null : await known;
	if (earlier !== null && 'url' in earlier) return earlier;
	const fileName = binary.fileName ?? `${propertyName}.${binary.fileExtension ?? 'bin'}`;
	const uploading = uploadFile({ bytes, fileName, mimeType }, label, route.upload, dependencies);
	route.uploaded.set(digest, uploading);
	return await uploading;
}

async function uploadFile(
	file: UploadFile,
	label: string,
	upload: FileUpload,
	{ provider, client }: PrepareDependencies,
): Promise<HandedOver> {
	const start = `${label} could not be uploaded to ${provider.displayName}: `;
	let reason = '';
	let remedy: string | undefined;
	for (let tries = 0; tries < UPLOAD_TRIES; tries += 1) {
		const sent = await sendFile(file, upload, { provider, client });
		if ('url' in sent) return sent;
		({ reason, remedy } = sent);
		const { failure } = sent;
		if (failure !== undefined) {
			return { failure: { ...failure, message: start + failure.message } };
		}
		if (sent.isStopped || remedy !== undefined) break;
	}
	return {
		failure: fileFailure(
			`${start}${reason}. No video was ordered and nothing was billed.`,
			`${remedy === undefined ? '' : `${remedy}. `}Run the row again, or upload the file to a public place and use Source "URL".`,
		),
	};
}

/** Why a file did not get through; with a failure the provider means it. */
interface NotSent {
	reason: string;
	failure?: Failure;
	/** Trying again does not help before this is done. */
	remedy?: string;
	isStopped?: boolean;
}

async function sendFile(
	file: UploadFile,
	upload: FileUpload,
	dependencies: Pick<PrepareDependencies, 'provider' | 'client'>,
): Promise<{ url: string } | NotSent> {
	const first = await sendPart(upload.call(file), upload, dependencies);
	if ('reason' in first) return first;
	const url = upload.read(first.body);
	if (url === null) return { reason: 'the answer held no link to the file' };
	if (upload.transfer === undefined) return { url };
	const transfer = upload.transfer(first.body, file);
	if (transfer === null) return { reason: 'the answer held no place for the file' };
	const second = await sendPart(transfer, upload, dependencies);
	return 'reason' in second ? second : { url };
}

async function sendPart(
	call: HttpCall,
	upload: FileUpload,
	{ provider, client }: Pick<PrepareDependencies, 'provider' | 'client'>,
): Promise<{ body: unknown } | NotSent> {
	const reply = await client.send(call, UPLOAD_TIMEOUT_SECONDS);
	if (reply.kind === 'stopped') return { reason: 'the execution was stopped', isStopped: true };
	if (reply.kind === 'notSent') return { reason: reply.reason, remedy: reply.remedy };
	if (reply.kind === 'noAnswer') return { reason: reply.reason };
	const { status, body } = reply;
	const failure = provider.failureOf(status, body);
	if (failure === null) return { body };
	if (failure.retryable) return { reason: failure.message };
	// The key has not been at the place of the second step.
	const isKey = status === 401 && call.url === undefined;
	return {
		reason: failure.message,
		failure: { ...failure, hint: isKey ? failure.hint : upload.hint },
	};
}

function fileFailure(message: string, hint: string): Failure {
	return { category: 'input', code: 'fileNotUsable', message, hint, retryable: true };
}
