import { formOf } from '../multipart';
import type { HttpCall, UploadFile } from '../types';
import { readAt } from '../reading/reading';
import { httpUrl } from '../reading/resultUrl';

/**
 * Uploads a file to EvoLink's file host; free, the link lives 72 hours (docs/providers.md 2.2). As a form,
 * because that is how EvoLink's own tools send videos and audio; base64 is documented for pictures only.
 */
function call(file: UploadFile): HttpCall {
	return {
		method: 'POST',
		host: 'files',
		path: '/api/v1/files/upload/stream',
		form: formOf(file),
	};
}

function read(body: unknown): string | null {
	return (
		httpUrl(readAt(body, ['data', 'file_url'])) ?? httpUrl(readAt(body, ['data', 'download_url']))
	);
}

/** The limits of docs/providers.md 2.2. */
const hint =
	'EvoLink keeps up to 100 uploaded files (500 for VIP accounts) for 72 hours and takes 100 MB each. Delete some files there or run the row later, or upload the file to a public place and use Source "URL".';

export const upload = { call, hint, read };
