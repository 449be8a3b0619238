import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

/** n8n's helpers promise an answer with a status; an interrupted one may come without. */
export function isFullResponse(value: unknown): value is IN8nHttpFullResponse {
	return typeof value === 'object' && value !== null && 'statusCode' in value;
}

/** Lower-case names; of a header that was sent several times the first value. */
export function plainHeaders(headers: IDataObject | undefined): Record<string, string> {
	const plain: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers ?? {})) {
		const first: unknown = Array.isArray(value) ? value[0] : value;
		if (first !== undefined && first !== null) plain[name.toLowerCase()] = String(first);
	}
	return plain;
}
