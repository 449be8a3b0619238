/**
 * A storage that speaks S3: one bucket, path style, requests signed with AWS Signature Version 4.
 * It checks every signature, as a real one does.
 */

import { createHash, createHmac } from 'node:crypto';
import { startServer } from './server.mts';
import type { Received, Reply } from './server.mts';

const ACCOUNT = { region: 'local-1', accessKeyId: 'local-account', secretAccessKey: 'local-only' };

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
	createHmac('sha256', key).update(text).digest();
const encode = (text: string) =>
	encodeURIComponent(text).replace(
		/[!'()*]/g,
		(letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
	);

/** The S3 error code of a request, null when its signature is right. */
function signatureProblem({ method, url, headers, body }: Received): string | null {
	const form =
		/^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
	const [, accessKeyId, day, region, signedHeaders, signature] =
		form.exec(headers.authorization ?? '') ?? [];
	if (signature === undefined) return 'AccessDenied';
	if (accessKeyId !== ACCOUNT.accessKeyId) return 'InvalidAccessKeyId';
	if (region !== ACCOUNT.region) return 'AuthorizationHeaderMalformed';
	const bodyHash = String(headers['x-amz-content-sha256']);
	if (bodyHash !== sha256(body)) return 'XAmzContentSHA256Mismatch';
	const canonicalRequest = [
		method,
		url.pathname,
		[...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&'),
		...signedHeaders.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
		'',
		signedHeaders,
		bodyHash,
	].join('\n');
	const toSign = [
		'AWS4-HMAC-SHA256',
		headers['x-amz-date'],
		`${day}/${region}/s3/aws4_request`,
		sha256(canonicalRequest),
	].join('\n');
	const key = [day, region, 's3', 'aws4_request'].reduce(
		(last: string | Buffer, text) => hmac(last, text),
		`AWS4${ACCOUNT.secretAccessKey}`,
	);
	return hmac(key, toSign).toString('hex') === signature ? null : 'SignatureDoesNotMatch';
}

const xml = (body: string, status: number = 200): Reply => ({
	status,
	headers: { 'content-type': 'application/xml' },
	body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

const refusal = (code: string, status: number) =>
	xml(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status);

export async function startStorage(bucket: string) {
	const objects: Map<string, { content: Buffer; type: string }> = new Map();
	const server = await startServer((request) => {
		const { method, url, headers, body } = request;
		const problem = signatureProblem(request);
		if (problem !== null) return refusal(problem, 403);
		const [, asked, ...rest] = decodeURIComponent(url.pathname).split('/');
		const name = rest.join('/');
		if (asked !== bucket) return refusal('NoSuchBucket', 404);
		if (method === 'GET' && name === '' && url.searchParams.has('location')) {
			return xml(
				`<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${ACCOUNT.region}</LocationConstraint>`,
			);
		}
		if (method === 'PUT' && name !== '') {
			const md5 = createHash('md5').update(body).digest('base64');
			if (headers['content-md5'] !== md5) return refusal('BadDigest', 400);
			objects.set(name, { content: body, type: String(headers['content-type']) });
			return { headers: { etag: `"${createHash('md5').update(body).digest('hex')}"` } };
		}
		return refusal('MethodNotAllowed', 405);
	});
	return {
		objects,
		credential: { ...ACCOUNT, endpoint: server.url, forcePathStyle: true, ignoreSSLIssues: false },
		close: server.close,
	};
}
