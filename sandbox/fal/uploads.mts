/**
 * fal.ai's storage: one call tells where the bytes go, a second brings them there, without the key.
 * Source: docs/providers.md 10.9.
 */

import { randomWord } from '../engine/ids.mts';
import { complaintOf } from '../engine/validation.mts';
import { problem, refuse } from './problems.mts';
import { initiateSchema } from './schema.mts';
import type { Call, Reply, Route } from '../engine/types.mts';
import type { Shared } from '../index.mts';

export function createUploads(shared: Shared, basePath: string) {
	/** Content types of uploads that were begun, by id. */
	const begun: Map<string, string> = new Map();

	function initiate(call: Call): Reply {
		if (!call.account.hasBalance) return problem({ status: 403 });
		if (call.query.get('storage_type') !== 'fal-cdn-v3') {
			return problem({ status: 400, message: 'Unknown storage type' });
		}
		const parsed = initiateSchema.safeParse(call.body ?? {});
		if (!parsed.success) return refuse(complaintOf(parsed.error, call.body ?? {}));
		const id = randomWord(12);
		begun.set(id, parsed.data.content_type);
		const name = encodeURIComponent(parsed.data.file_name);
		return {
			status: 200,
			json: {
				upload_url: `http://${call.headers.host}${basePath}/store/${id}?signature=${randomWord(16)}`,
				file_url: shared.fileUrl(`/uploads/${id}/${name}`),
			},
		};
	}

	function store(call: Call): Reply {
		const mimeType = begun.get(call.params[0]);
		if (mimeType === undefined || !call.query.has('signature')) return { status: 403, text: '' };
		// A store that is opened by a signature takes no other way of saying who one is.
		if (call.headers.authorization !== undefined) return { status: 400, text: '' };
		if (call.headers['content-type'] !== mimeType) return { status: 403, text: '' };
		shared.uploads.set(call.params[0], { bytes: call.raw, mimeType });
		return { status: 200, text: '' };
	}

	const routes: Route[] = [
		{
			method: 'POST',
			pattern: /^\/storage\/upload\/initiate$/,
			operation: 'upload',
			handle: initiate,
		},
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
