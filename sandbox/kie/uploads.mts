/** kie.ai's file service: three ways to upload. A file of the same name replaces the one before. Source: docs/providers.md 11.9. */

import { inspect } from '../engine/inspect.mts';
import { readMultipart } from '../evolink/multipart.mts';
import { complaintOf } from '../engine/validation.mts';
import { fileProblem } from './problems.mts';
import { base64Schema, urlSchema } from './schema.mts';
import type { Call, Reply, Route } from '../engine/types.mts';
import type { Shared } from '../index.mts';

const MAX_BYTES = 100 * 1024 * 1024;

export function createUploads(shared: Shared) {
	function store(bytes: Buffer, uploadPath: string, name?: string): Reply {
		const { format, mimeType } = inspect(bytes);
		if (bytes.length > MAX_BYTES) return fileProblem({ status: 413 });
		const fileName = name ?? `file.${format}`;
		const id = encodeURIComponent(`kie-${uploadPath}-${fileName}`).replaceAll('%', '_');
		shared.uploads.set(id, { bytes, mimeType });
		const data = {
			fileName,
			filePath: `${uploadPath}/${fileName}`,
			downloadUrl: shared.fileUrl(`/uploads/${id}/${encodeURIComponent(fileName)}`),
			fileSize: bytes.length,
			mimeType,
			uploadedAt: new Date().toISOString(),
		};
		const msg = 'File uploaded successfully';
		return { status: 200, json: { success: true, code: 200, msg, data } };
	}

	function base64(call: Call) {
		const parsed = base64Schema.safeParse(call.body ?? {});
		if (!parsed.success) {
			const { param } = complaintOf(parsed.error, call.body ?? {});
			return fileProblem({ status: 400, message: `Invalid ${param}` });
		}
		const { base64Data, uploadPath, fileName } = parsed.data;
		const plain = base64Data.replace(/^data:[^;,]+;base64,/, '');
		if (!/^[A-Za-z0-9+/]+=*$/.test(plain)) {
			return fileProblem({ status: 400, message: 'base64Data cannot be decoded' });
		}
		return store(Buffer.from(plain, 'base64'), uploadPath, fileName);
	}

	async function byUrl(call: Call) {
		const parsed = urlSchema.safeParse(call.body ?? {});
		if (!parsed.success) {
			const { param } = complaintOf(parsed.error, call.body ?? {});
			return fileProblem({ status: 400, message: `Invalid ${param}` });
		}
		const { fileUrl, uploadPath, fileName } = parsed.data;
		const bytes = await shared.media.download(fileUrl, MAX_BYTES);
		if (typeof bytes === 'string') {
			return fileProblem({ status: 400, message: 'The file could not be downloaded' });
		}
		return store(bytes, uploadPath, fileName);
	}

	function stream(call: Call) {
		const form = readMultipart(call.headers['content-type'] ?? '', call.raw);
		const file = form?.find((part) => part.name === 'file' && part.fileName !== null);
		const field = (wanted: string) =>
			form?.find(({ name }) => name === wanted)?.bytes.toString('utf8');
		const uploadPath = field('uploadPath');
		if (!file) return fileProblem({ status: 400, message: 'file is required' });
		if (!uploadPath) return fileProblem({ status: 400, message: 'uploadPath is required' });
		return store(file.bytes, uploadPath, field('fileName') ?? file.fileName ?? undefined);
	}

	const upload = (path: string, handle: Route['handle'], rawBody = false): Route => ({
		method: 'POST',
		pattern: new RegExp(`^/api/file-${path}-upload$`),
		operation: 'upload',
		rawBody,
		handle,
	});
	return [upload('base64', base64), upload('url', byUrl), upload('stream', stream, true)];
}
