/** What the system says when n8n's storage fails, in words that continue "n8n could not store it: …". */
const REASONS: ReadonlyMap<unknown, string> = new Map(
	Object.entries({
		ENOSPC: 'its disk is full',
		EDQUOT: 'its share of the disk is used up',
		EFBIG: 'the file is larger than its system allows',
		EACCES: 'it may not write to its storage folder',
		EPERM: 'it may not write to its storage folder',
		EROFS: 'its storage folder can only be read',
		ENOENT: 'its storage folder is gone',
		ENOTDIR: 'its storage folder is not a folder',
		EEXIST: 'its storage folder is not a folder',
		EMFILE: 'its system has too many files open',
		ENFILE: 'its system has too many files open',
		EIO: 'its disk has a fault',
		ERR_BUFFER_TOO_LARGE:
			'it keeps files in memory (N8N_DEFAULT_BINARY_DATA_MODE), and this one is too large for that',
		ERR_STRING_TOO_LONG:
			'it keeps files in memory (N8N_DEFAULT_BINARY_DATA_MODE), and this one is too large for that',
		ERR_OUT_OF_RANGE:
			'it keeps files in memory (N8N_DEFAULT_BINARY_DATA_MODE), and this one is too large for that',
	}),
);

/** Causes can be circular. */
const MOST_CAUSES = 8;

/** Why n8n's storage failed; null when it gives no reason that is known. No text of the error itself, which may hold anything. */
export function storeReason(thrown: unknown): string | null {
	let link = thrown;
	for (let depth = 0; depth < MOST_CAUSES; depth += 1) {
		if (typeof link !== 'object' || link === null) return null;
		const { code, cause } = link as { code?: unknown; cause?: unknown };
		const reason = REASONS.get(code);
		if (reason !== undefined) return reason;
		link = cause;
	}
	return null;
}
