import { asReading, readAt, readText } from '../reading/reading';
import { httpUrl } from '../reading/resultUrl';
import type { FileUpload, HttpCall, UploadFile } from '../types';

/** The first of two steps: asks where the bytes may go; free (docs/providers.md 12.9). */
function call({ bytes, fileName, mimeType }: UploadFile): HttpCall {
	return {
		method: 'POST',
		path: '/media/uploads',
		body: { filename: fileName, size: bytes.length, content_type: mimeType },
	};
}

/** The headers that the store wants, but for the type, which goes with the bytes. */
function headersFor(upload: unknown): Record<string, string> {
	const named = Object.entries(asReading(readAt(upload, ['headers'])) ?? {});
	return Object.fromEntries(
		named.flatMap(([name, value]): Array<[string, string]> => {
			const text = readText(value);
			return text === null || name.toLowerCase() === 'content-type' ? [] : [[name, text]];
		}),
	);
}

/** The second: brings them there with exactly the headers that were named. The key must not go along. */
function transfer(body: unknown, { bytes, mimeType }: UploadFile): HttpCall | null {
	const upload = readAt(body, ['data', 'upload']);
	const url = httpUrl(readAt(upload, ['url']));
	if (url === null) return null;
	const types = Object.entries(asReading(readAt(upload, ['headers'])) ?? {});
	const wanted = types.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
	const contentType = readText(wanted) ?? mimeType;
	return {
		method: 'PUT',
		path: '',
		url,
		headers: headersFor(upload),
		form: { contentType, bytes },
	};
}

const read = (body: unknown) => httpUrl(readAt(body, ['data', 'download_url']));

const hint =
	'See on wavespeed.ai that the key may upload files, or upload the file to a public place and use Source "URL".';

export const upload: FileUpload = { onMainHost: true, call, transfer, hint, read };
