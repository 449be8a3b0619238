/** Shared pieces of the strict request schemas. */

/** The first thing a request got wrong */
export interface Complaint {
	/** The field, as `content[1].image_url.url`. */
	param: string;
	message: string;
	/** The field is required and absent. */
	missing: boolean;
	/** Nobody documents the field. */
	unknown: boolean;
}

/** What every zod says of one, version 3 or 4 */
export interface Issue {
	code: string;
	path: PropertyKey[];
	message: string;
	keys?: string[];
	minimum?: number | bigint;
	maximum?: number | bigint;
}

function fieldName(path: PropertyKey[]): string {
	return path.reduce((name: string, part) => {
		if (typeof part === 'number') return `${name}[${part}]`;
		return name === '' ? String(part) : `${name}.${String(part)}`;
	}, '');
}

function valueAt(value: unknown, path: PropertyKey[]): unknown {
	return path.reduce(
		(holder, part) => (holder as Record<PropertyKey, unknown> | null | undefined)?.[part],
		value,
	);
}

/** In our own words, because each version of zod has others. */
function wordsFor({ code, message, minimum, maximum }: Issue): string {
	if (code === 'custom') return message;
	if (code === 'too_small') return `the least is ${minimum}`;
	if (code === 'too_big') return `the most is ${maximum}`;
	return 'not a value that is accepted here';
}

/**
 * Turns what zod found into one complaint.
 *
 * @param given what was checked
 */
export function complaintOf({ issues: [issue] }: { issues: Issue[] }, given: unknown): Complaint {
	const [foreign] = issue.keys ?? [];
	if (foreign !== undefined) {
		return {
			param: fieldName([...issue.path, foreign]),
			message: `unknown field ${foreign}`,
			missing: false,
			unknown: true,
		};
	}
	// Without the field that tells one kind of entry from another, the entry is wrong rather than incomplete.
	const isKind = issue.code.startsWith('invalid_union');
	return {
		param: fieldName(issue.path),
		message: wordsFor(issue),
		missing: !isKind && valueAt(given, issue.path) === undefined,
		unknown: false,
	};
}

export function complain(param: string, message: string): Complaint {
	return { param, message, missing: false, unknown: false };
}

const PRIVATE_HOST =
	/^(localhost|.*\.local|0\.0\.0\.0|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\]|\[f[cd])/i;

/** The address; null when it is no http(s) one. */
export function webAddress(value: string): URL | null {
	if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return null;
	return new URL(value);
}

/** True for https on a public host. */
export function isPublicHttps(value: string): boolean {
	const url = webAddress(value);
	return url !== null && url.protocol === 'https:' && !PRIVATE_HOST.test(url.hostname);
}
