/** What identifies one version of a file at its host. */
export interface Validator {
	/** Strong entity tag with its quotes, or null. */
	etag: string | null;
	lastModified: string | null;
}

export function readValidator(headers: Record<string, string>): Validator {
	const etag = headers.etag?.trim() ?? '';
	return {
		// A weak tag (W/"…") promises similar content, not the same bytes.
		etag: /^"[^"]*"$/.test(etag) ? etag : null,
		lastModified: headers['last-modified']?.trim() || null,
	};
}

/**
 * Headers that ask for what follows the first `bytes` bytes of the same version; empty when the host gave nothing that
 * pins the version down (RFC 9110, 13.1.5), because then other bytes could be continued without notice.
 */
export function restHeaders(bytes: number, validator: Validator | null): Record<string, string> {
	const version = validator?.etag ?? validator?.lastModified ?? null;
	return bytes === 0 || version === null ? {} : { Range: `bytes=${bytes}-`, 'If-Range': version };
}

/** False when the two answers are certainly about different bytes. */
export function sameVersion(first: Validator, later: Validator): boolean {
	if (first.etag !== null && later.etag !== null) return first.etag === later.etag;
	if (first.lastModified !== null && later.lastModified !== null) {
		return first.lastModified === later.lastModified;
	}
	return true;
}

/** True when both answers name the same strong tag, which promises the same bytes (RFC 9110, 8.8.1). */
export function sameBytes(first: Validator | null, later: Validator): boolean {
	return later.etag !== null && first?.etag === later.etag;
}

export interface ContentRange {
	/** Null in an "unsatisfied" range (`bytes * /123`). */
	start: number | null;
	/** Size of the whole file; null when the host does not tell. */
	total: number | null;
}

export function readContentRange(header: string | undefined): ContentRange | null {
	const match = /^bytes\s+(?:(\d+)-(\d+)|\*)\/(\d+|\*)$/i.exec(header?.trim() ?? '');
	if (match === null) return null;
	return {
		start: match[1] === undefined ? null : Number(match[1]),
		total: match[3] === '*' ? null : Number(match[3]),
	};
}

/** The announced size of a body in bytes, or null. */
export function readLength(headers: Record<string, string>): number | null {
	const value = headers['content-length']?.trim() ?? '';
	return /^\d+$/.test(value) ? Number(value) : null;
}
