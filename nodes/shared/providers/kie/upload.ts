import { createHash } from 'crypto';
import { formOf } from '../multipart';
import { readAt } from '../reading/reading';
import { httpUrl } from '../reading/resultUrl';
import type { FileUpload, HttpCall, UploadFile } from '../types';

/** Digits of the checksum in a file's name. */
const DIGITS = 16;

/**
 * Uploads a file; free, the link lives a day at least. A file of the same name replaces the one before, and jobs that wait
 * would be made from the wrong one: so each has its content in its name (docs/providers.md 11.9).
 */
function call(file: UploadFile): HttpCall {
	const checksum = createHash('sha256').update(file.bytes).digest('hex').slice(0, DIGITS);
	const fileName = `${checksum}-${file.fileName}`;
	return {
		method: 'POST',
		host: 'files',
		path: '/api/file-stream-upload',
		form: formOf({ ...file, fileName }, { uploadPath: 'n8n', fileName }),
	};
}

function read(body: unknown): string | null {
	return (
		httpUrl(readAt(body, ['data', 'downloadUrl'])) ?? httpUrl(readAt(body, ['data', 'fileUrl']))
	);
}

const hint =
	'See in the dashboard of kie.ai that the account is in order, or upload the file to a public place and use Source "URL".';

export const upload: FileUpload = { call, hint, read };
