/**
 * EvoLink's file service: three ways to upload, list, quota, delete. Source: docs/providers.md 2.2.
 * Its pages say images only; its own skills upload audio and video as a stream or by URL, so those are taken there.
 */

import { randomWord } from '../engine/ids.mts';
import { inspect } from '../engine/inspect.mts';
import { complaintOf } from '../engine/validation.mts';
import { readMultipart } from './multipart.mts';
import { fileProblem } from './problems.mts';
import { base64Schema, urlSchema } from './schema.mts';
import type { Call, Reply, JsonObject, Route } from '../engine/types.mts';
import type { Shared } from '../index.mts';

const MAX_BYTES = 100 * 1024 * 1024;
const MAX_FILES = 100;
const LIFETIME_MS = 72 * 3600 * 1000;
const IMAGE_FORMATS = ['jpeg', 'png', 'gif', 'webp'];
const OTHER_FORMATS = ['mp4', 'mov', 'mp3', 'wav'];

const EXTENSIONS: Record<string, string> = { jpeg: 'jpg' };

export function createUploads(shared: Shared) {
	const records: Map<string, JsonObject> = new Map();

	function store(
		bytes: Buffer,
		{ name, path, imagesOnly }: { name?: string; path?: string; imagesOnly: boolean },
	): Reply {
		const { format, mimeType, kind } = inspect(bytes);
		const formats = imagesOnly ? IMAGE_FORMATS : [...IMAGE_FORMATS, ...OTHER_FORMATS];
		if (!formats.includes(format))
			return fileProblem({ status: 400, message: 'This file type is not supported' });
		if (bytes.length > MAX_BYTES)
			return fileProblem({ status: 413, message: 'The file is too large' });
		if (records.size >= MAX_FILES)
			return fileProblem({ status: 403, message: 'The file quota is used up' });
		const id = `file_${randomWord(12)}`;
		const fileName = name ?? `${id}.${EXTENSIONS[format] ?? format}`;
		const url = shared.fileUrl(`/uploads/${id}/${encodeURIComponent(fileName)}`);
		const now = Date.now();
		const data = {
			file_id: id,
			file_name: fileName,
			original_name: fileName,
			file_size: bytes.length,
			mime_type: mimeType,
			upload_path: path ?? `${kind}s`,
			file_url: url,
			download_url: url,
			upload_time: new Date(now).toISOString(),
			expires_at: new Date(now + LIFETIME_MS).toISOString(),
		};
		shared.uploads.set(id, { bytes, mimeType });
		records.set(id, data);
		return {
			status: 200,
			json: { success: true, code: 200, msg: 'File uploaded successfully', data },
		};
	}

	function base64(call: Call) {
		const parsed = base64Schema.safeParse(call.body ?? {});
		if (!parsed.success)
			return fileProblem({
				status: 400,
				message: complaintOf(parsed.error, call.body ?? {}).param,
			});
		const { base64_data: data, file_name: name, upload_path: path } = parsed.data;
		const plain = data.replace(/^data:[^;,]+;base64,/, '');
		if (!/^[A-Za-z0-9+/]+=*$/.test(plain))
			return fileProblem({ status: 400, message: 'base64_data cannot be decoded' });
		return store(Buffer.from(plain, 'base64'), { name, path, imagesOnly: true });
	}

	async function byUrl(call: Call) {
		const parsed = urlSchema.safeParse(call.body ?? {});
		if (!parsed.success)
			return fileProblem({
				status: 400,
				message: complaintOf(parsed.error, call.body ?? {}).param,
			});
		const { file_url: url, file_name: name, upload_path: path } = parsed.data;
		const bytes = await shared.media.download(url, MAX_BYTES);
		if (typeof bytes === 'string')
			return fileProblem({ status: 400, message: 'The file could not be downloaded' });
		return store(bytes, { name, path, imagesOnly: false });
	}

	function stream(call: Call) {
		const form = readMultipart(call.headers['content-type'] ?? '', call.raw);
		if (form === null)
			return fileProblem({ status: 400, message: 'The body is not multipart/form-data' });
		const file = form.find((part) => part.name === 'file' && part.fileName !== null);
		if (!file) return fileProblem({ status: 400, message: 'file is required' });
		const field = (...names: string[]) =>
			form.find((part) => names.includes(part.name))?.bytes.toString('utf8');
		return store(file.bytes, {
			name: field('file_name', 'fileName') ?? file.fileName ?? undefined,
			path: field('upload_path', 'uploadPath'),
			imagesOnly: false,
		});
	}

	function list(call: Call) {
		const page = Number(call.query.get('page') ?? 1);
		const pageSize = Number(call.query.get('pageSize') ?? 20);
		const files = [...records.values()].slice((page - 1) * pageSize, page * pageSize);
		return {
			status: 200,
			json: {
				success: true,
				code: 200,
				msg: '',
				data: { total: records.size, page, pageSize, files },
			},
		};
	}

	function remove(call: Call) {
		if (!records.delete(call.params[0]))
			return fileProblem({ status: 404, message: 'The file does not exist' });
		shared.uploads.delete(call.params[0]);
		return { status: 200, json: { success: true, code: 200, msg: 'File deleted', data: null } };
	}

	const quota = () => ({
		status: 200,
		json: {
			success: true,
			code: 200,
			msg: '',
			data: {
				total_files: records.size,
				max_files: MAX_FILES,
				remaining_files: MAX_FILES - records.size,
			},
		},
	});

	const routes: Route[] = [
		{
			method: 'POST',
			pattern: /^\/api\/v1\/files\/upload\/base64$/,
			operation: 'upload',
			handle: base64,
		},
		{
			method: 'POST',
			pattern: /^\/api\/v1\/files\/upload\/stream$/,
			operation: 'upload',
			rawBody: true,
			handle: stream,
		},
		{
			method: 'POST',
			pattern: /^\/api\/v1\/files\/upload\/url$/,
			operation: 'upload',
			handle: byUrl,
		},
		{ method: 'GET', pattern: /^\/api\/v1\/files\/list$/, operation: 'list', handle: list },
		{ method: 'GET', pattern: /^\/api\/v1\/files\/quota$/, operation: 'credits', handle: quota },
		{
			method: 'DELETE',
			pattern: /^\/api\/v1\/files\/([^/]+)$/,
			operation: 'delete',
			handle: remove,
		},
	];
	return { routes, reset: () => records.clear() };
}
