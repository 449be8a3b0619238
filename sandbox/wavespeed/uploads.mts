/**
 * WaveSpeed's uploads: one call tells where the bytes go and with which headers, a second brings them there, without
 * the key. Source: docs/providers.md 12.9.
 */

import { randomWord } from '../engine/ids.mts';
import { complaintOf } from '../engine/validation.mts';
import { fine, refuse } from './problems.mts';
import { uploadSchema } from './schema.mts';
import type { Call, Reply, Route } from '../engine/types.mts';
import type { Shared } from '../index.mts';

interface Begun {
	size: number;
	mimeType: string;
	mark: string;
}

export function createUploads(shared: Shared, basePath: string) {
	const begun: Map<string, Begun> = new Map();

	function begin(call: Call): Reply {
		const parsed = uploadSchema.safeParse(call.body ?? {});
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body ?? {}));
		const { filename, size, content_type: mimeType = 'application/octet-stream' } = parsed.data;
		const id = randomWord(12);
		const mark = randomWord(16);
		begun.set(id, { size, mimeType, mark });
		return fine({
			download_url: shared.fileUrl(`/uploads/${id}/${encodeURIComponent(filename)}`),
			upload: {
				method: 'PUT',
				url: `http://${call.headers.host}${basePath}/store/${id}?signature=${randomWord(16)}`,
				headers: { 'Content-Type': mimeType, 'x-upload-mark': mark },
			},
		});
	}

	function store(call: Call): Reply {
		const wanted = begun.get(call.params[0]);
		if (wanted === undefined || !call.query.has('signature')) return { status: 403, text: '' };
		const { headers, raw } = call;
		// A store that is opened by a signature takes no other way of saying who one is.
		if (headers.authorization !== undefined) return { status: 400, text: '' };
		const isSame =
			headers['content-type'] === wanted.mimeType &&
			headers['x-upload-mark'] === wanted.mark &&
			raw.length === wanted.size;
		if (!isSame) return { status: 403, text: '' };
		shared.uploads.set(call.params[0], { bytes: raw, mimeType: wanted.mimeType });
		return { status: 200, text: '' };
	}

	const routes: Route[] = [
		{ method: 'POST', pattern: /^\/media\/uploads$/, operation: 'upload', handle: begin },
		{
			method: 'PUT',
			pattern: /^\/store\/([^/]+)$/,
			operation: 'file',
			open: true,
			rawBody: true,
			handle: store,
		},
	];
	return { routes, reset: () => begun.clear() };
}
