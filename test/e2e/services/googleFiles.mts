/**
 * Uploads as Google Drive v3 and YouTube v3 take them: announced first, then sent in pieces that follow
 * one another ("resumable"). https://developers.google.com/workspace/drive/api/guides/manage-uploads
 */

import { json } from './server.mts';
import type { Received, Reply } from './server.mts';

export interface Uploaded {
	id: string;
	/** What was told of it beforehand */
	about: Record<string, Record<string, unknown>>;
	name: string;
	type: string;
	content: Buffer;
}

interface Upload extends Omit<Uploaded, 'content'> {
	pieces: Buffer[];
}

const PIECE = 256 * 1024;
const refusal = (code: number, message: string) => json({ error: { code, message } }, code);
const sizeOf = (pieces: Buffer[]) => pieces.reduce((sum, { length }) => sum + length, 0);

/**
 * @param path where uploads are announced
 * @param prefix of the ids of what has been uploaded
 */
export function playUploads(path: string, prefix: string) {
	const open: Map<string, Upload> = new Map();
	const done: Uploaded[] = [];
	const state = { isDown: false };

	return {
		done,
		state,

		/** Null for what announces no upload here. */
		announce({ method, url, headers, body }: Received): Reply | null {
			if (method !== 'POST' || url.pathname !== path) return null;
			if (url.searchParams.get('uploadType') !== 'resumable') return refusal(400, 'uploadType');
			if (state.isDown) return refusal(403, 'The storage quota is exceeded.');
			const about = JSON.parse(String(body)) as Upload['about'] & { name?: string };
			const id = `${prefix}${open.size + 1}`;
			const type = String(headers['x-upload-content-type']);
			open.set(id, { id, about, name: about.name ?? '', type, pieces: [] });
			return { headers: { location: `https://${headers.host}${path}?upload_id=${id}` } };
		},

		/** Needs no token, because only who announced it knows the address. Null for anything else. */
		takePiece({ method, url, headers, body }: Received): Reply | null {
			const upload = open.get(url.searchParams.get('upload_id') ?? '');
			if (method !== 'PUT' || url.pathname !== path || upload === undefined) return null;
			const [, first, last, total] =
				/^bytes (\d+)-(\d+)\/(\d+)$/.exec(String(headers['content-range'])) ?? [];
			const isWhole = Number(last) - Number(first) + 1 === body.length;
			if (Number(first) !== sizeOf(upload.pieces) || !isWhole) return refusal(400, 'Range');
			upload.pieces.push(body);
			const isLast = sizeOf(upload.pieces) === Number(total);
			if (!isLast && body.length % PIECE !== 0) return refusal(400, 'Size of a piece');
			if (!isLast) return { status: 308, headers: { range: `bytes=0-${last}` } };
			const { pieces, ...facts } = upload;
			done.push({ ...facts, content: Buffer.concat(pieces) });
			return json({ id: upload.id });
		},
	};
}
