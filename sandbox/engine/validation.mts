import type { ZodError } from 'zod';

/**
 * Shared pieces of the strict request schemas.
 *
 * The first thing a request got wrong
 */
export interface Complaint {
	/** The field, as `content[1].image_url.url` */
	param: string;
	message: string;
	/** The field is required and absent */
	missing: boolean;
	/** Nobody documents the field */
	unknown: boolean;
}

export function fieldName(path: (string | number)[]): string {
	return path.reduce(
		(name: string, part) =>
			typeof part === 'number' ? `${name}[${part}]` : name === '' ? part : `${name}.${part}`,
		'',
	);
}

/** Turns what zod found into one complaint. */
export function complaintOf(error: ZodError): Complaint {
	const issue = error.issues[0];
	if (issue.code === 'unrecognized_keys') {
		return {
			param: fieldName([...issue.path, issue.keys[0]]),
			message: `unknown field ${issue.keys[0]}`,
			missing: false,
			unknown: true,
		};
	}
	if (issue.code === 'invalid_union') return complaintOf(issue.unionErrors[0]);
	const missing =
		(issue.code === 'invalid_type' && issue.received === 'undefined') ||
		(issue.code === 'invalid_literal' && issue.received === undefined);
	return {
		param: fieldName(issue.path),
		message: issue.message,
		missing,
		unknown: false,
	};
}

export function complain(param: string, message: string): Complaint {
	return { param, message, missing: false, unknown: false };
}

const PRIVATE_HOST =
	/^(localhost|.*\.local|0\.0\.0\.0|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\]|\[f[cd])/i;

/** @returns null when it is no http(s) address */
export function webAddress(value: string): URL | null {
	if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return null;
	return new URL(value);
}

/** @returns true for https on a public host */
export function isPublicHttps(value: string): boolean {
	const url = webAddress(value);
	return url !== null && url.protocol === 'https:' && !PRIVATE_HOST.test(url.hostname);
}
