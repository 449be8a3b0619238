import { readAt } from '../reading/reading';
import { httpUrl } from '../reading/resultUrl';
import type { FileUpload, HttpCall, UploadFile } from '../types';

/** The first of two steps: asks where the bytes may go; free (docs/providers.md 10.9). */
function call({ fileName, mimeType }: UploadFile): HttpCall {
	return {
		method: 'POST',
		host: 'files',
		path: '/storage/upload/initiate',
		query: { storage_type: 'fal-cdn-v3' },
		body: { content_type: mimeType, file_name: fileName },
	};
}

/** The second: brings them there. The address is signed, and the key must not go along. */
function transfer(body: unknown, { bytes, mimeType }: UploadFile): HttpCall | null {
	const url = httpUrl(readAt(body, ['upload_url']));
	if (url === null) return null;
	return { method: 'PUT', path: '', url, form: { contentType: mimeType, bytes } };
}

const read = (body: unknown) => httpUrl(readAt(body, ['file_url']));

const hint =
	'See in the dashboard of fal.ai that the account is not locked, or upload the file to a public place and use Source "URL".';

export const upload: FileUpload = { call, transfer, hint, read };
