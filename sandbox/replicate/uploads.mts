/** Replicate's files: below 100 MB, kept for a day. Source: docs/providers.md 13.2 and 13.9. */

import { createHash } from 'node:crypto';
import { randomWord } from '../engine/ids.mts';
import { inspect } from '../engine/inspect.mts';
import { readMultipart } from '../evolink/multipart.mts';
import { problem } from './problems.mts';
import type { Call, JsonObject, Reply, Route } from '../engine/types.mts';
import type { Shared } from '../index.mts';

const LIMIT_BYTES = 100 * 1024 * 1024;
const LIFETIME_MS = 24 * 3_600_000;

export function createUploads(shared: Shared, originOf: (call: Call) => string) {
	const records: Map<string, JsonObject> = new Map();

	function upload(call: Call): Reply {
		const form = readMultipart(call.headers['content-type'] ?? '', call.raw);
		const file = form?.find(({ name }) => name === 'content');
		if (!file) return problem({ status: 422, message: 'Invalid input: content is required' });
		const { bytes, fileName } = file;
		if (bytes.length >= LIMIT_BYTES) return problem({ status: 413 });
		const { mimeType } = inspect(bytes);
		const id = randomWord(26);
		const now = Date.now();
		const record = {
			id,
			name: fileName ?? id,
			content_type: mimeType,
			size: bytes.length,
			etag: id,
			checksums: { sha256: createHash('sha256').update(bytes).digest('hex') },
			metadata: {},
			created_at: new Date(now).toISOString(),
			expires_at: new Date(now + LIFETIME_MS).toISOString(),
			urls: { get: `${originOf(call)}/files/${id}` },
		};
		records.set(id, record);
		shared.uploads.set(id, { bytes, mimeType });
		return { status: 201, json: record };
	}

	function get({ params: [id] }: Call): Reply {
		const record = records.get(id);
		return record === undefined ? problem({ status: 404 }) : { status: 200, json: record };
	}

	function remove({ params: [id] }: Call): Reply {
		shared.uploads.delete(id);
		return records.delete(id) ? { status: 204, text: '' } : problem({ status: 404 });
	}

	/** Where the sandbox itself finds what an address of its own names. */
	function placeOf(url: string): string {
		const id = /\/replicate\/v1\/files\/(\w+)$/.exec(url)?.[1];
		return id === undefined || !records.has(id) ? url : shared.fileUrl(`/uploads/${id}/file`);
	}

	const list = (): Reply => ({
		status: 200,
		json: { previous: null, next: null, results: [...records.values()].reverse() },
	});
	const routes: Route[] = [
		{
			method: 'POST',
			pattern: /^\/files$/,
			operation: 'upload',
			rawBody: true,
			handle: upload,
		},
		{ method: 'GET', pattern: /^\/files$/, operation: 'other', handle: list },
		{ method: 'GET', pattern: /^\/files\/([^/]+)$/, operation: 'other', handle: get },
		{ method: 'DELETE', pattern: /^\/files\/([^/]+)$/, operation: 'delete', handle: remove },
	];
	return { routes, placeOf, reset: () => records.clear() };
}
