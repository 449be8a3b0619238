import { z } from 'zod';
import type { HttpCall, UploadFile } from '../types';
import { httpUrl } from '../common/resultUrl';

/**
 * Uploads a file to EvoLink's file host; free, the link lives 72 hours (providers.md 2.2).
 * Base64 because the upload is small and a JSON body needs no multipart writer.
 */
function call({ base64, fileName, mimeType }: UploadFile): HttpCall {
	return {
		method: 'POST',
		host: 'files',
		path: '/api/v1/files/upload/base64',
		body: { base64_data: `data:${mimeType};base64,${base64}`, file_name: fileName },
	};
}

const answer = z.object({
	data: z.object({ file_url: z.unknown(), download_url: z.unknown() }).partial(),
});

function read(body: unknown): string | null {
	const result = answer.safeParse(body);
	if (!result.success) return null;
	return httpUrl(result.data.data.file_url) ?? httpUrl(result.data.data.download_url);
}

export const upload = { call, read };
