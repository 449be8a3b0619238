import type { HttpCall, UploadFile } from './types';

/** No file holds this line by chance. */
const BOUNDARY = 'n8n-nodes-seedance-5f0c1be27d9a4e63';

function part(disposition: string, rest: string): string {
	return `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n${rest}`;
}

/** A file as a field of a form. @param fields plain texts that go before it @param name of the field */
export function formOf(
	{ bytes, fileName, mimeType }: UploadFile,
	fields: Readonly<Record<string, string>> = {},
	name: string = 'file',
): NonNullable<HttpCall['form']> {
	const texts = Object.entries(fields).map(([field, text]) =>
		part(`name="${field}"`, `\r\n${text.replace(/[\r\n]/g, '_')}\r\n`),
	);
	const safeName = fileName.replace(/["\r\n]/g, '_');
	const head = part(`name="${name}"; filename="${safeName}"`, `Content-Type: ${mimeType}\r\n\r\n`);
	return {
		contentType: `multipart/form-data; boundary=${BOUNDARY}`,
		bytes: Buffer.concat([
			Buffer.from(texts.join('') + head),
			bytes,
			Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
		]),
	};
}
