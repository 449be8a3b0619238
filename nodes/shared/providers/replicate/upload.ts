import { readAt } from '../reading/reading';
import { httpUrl } from '../reading/resultUrl';
import type { FileUpload, HttpCall, UploadFile } from '../types';

/** No file holds this line by chance. */
const BOUNDARY = 'n8n-nodes-seedance-8c41d0f3a2b7495e';

/** Uploads a file; free, kept for 24 hours, below 100 MB (docs/providers.md 13.9). */
function call({ bytes, fileName, mimeType }: UploadFile): HttpCall {
	const name = fileName.replace(/["\r\n]/g, '_');
	const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="content"; filename="${name}"\r\nContent-Type: ${mimeType}\r\n\r\n`;
	return {
		method: 'POST',
		path: '/files',
		form: {
			contentType: `multipart/form-data; boundary=${BOUNDARY}`,
			bytes: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
		},
	};
}

const read = (body: unknown) => httpUrl(readAt(body, ['urls', 'get']));

const hint =
	'Replicate takes files below 100 MB and keeps them for 24 hours. Make the file smaller, or upload it to a public place and use Source "URL".';

export const upload: FileUpload = { onMainHost: true, call, hint, read };
