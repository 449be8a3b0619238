import { formOf } from '../multipart';
import { readAt } from '../reading/reading';
import { httpUrl } from '../reading/resultUrl';
import type { FileUpload, HttpCall, UploadFile } from '../types';

/** Uploads a file; free, kept for 24 hours, below 100 MB (docs/providers.md 13.9). */
function call(file: UploadFile): HttpCall {
	return { method: 'POST', path: '/files', form: formOf(file, {}, 'content') };
}

const read = (body: unknown) => httpUrl(readAt(body, ['urls', 'get']));

const hint =
	'Replicate takes files below 100 MB and keeps them for 24 hours. Make the file smaller, or upload it to a public place and use Source "URL".';

export const upload: FileUpload = { onMainHost: true, call, hint, read };
