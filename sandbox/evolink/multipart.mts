/** Just enough of multipart/form-data (RFC 7578) for one upload. */
export interface Part {
	name: string;
	/** Null for a plain field. */
	fileName: string | null;
	bytes: Buffer;
}

function parameterOf(header: string, parameter: string): string | null {
	const match = new RegExp(`[;\\s]${parameter}="([^"]*)"`, 'i').exec(header);
	return match ? match[1] : null;
}

/** The parts of a form; null when it is not well-formed. */
export function readMultipart(contentType: string, body: Buffer): Part[] | null {
	const match = /^multipart\/form-data;.*\bboundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
	if (!match) return null;
	const fence = Buffer.from(`--${match[1] ?? match[2]}`);
	const parts: Part[] = [];
	let at = body.indexOf(fence);
	while (at >= 0) {
		const start = at + fence.length;
		if (body.toString('latin1', start, start + 2) === '--') return parts;
		const next = body.indexOf(fence, start);
		const headEnd = body.indexOf('\r\n\r\n', start);
		if (next < 0 || headEnd < 0 || headEnd > next) return null;
		const head = body.toString('utf8', start, headEnd);
		const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? '';
		const name = parameterOf(disposition, 'name');
		if (name === null) return null;
		parts.push({
			name,
			fileName: parameterOf(disposition, 'filename'),
			bytes: Buffer.from(body.subarray(headEnd + 4, next - 2)),
		});
		at = next;
	}
	return null;
}
