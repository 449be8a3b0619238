/**
 * The file host: results behind signed links, uploads, test media. It knows no keys, and says so when it gets one.
 */

import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { sendText } from './http.mts';
import { holdsKey } from './keys.mts';
import { testMedium } from './pictures.mts';
import { SIGNING, resultFile } from './results.mts';
import { answerFault, sendFile } from './send-file.mts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoredFile } from './pictures.mts';
import type { SandboxOptions } from './options.mts';
import type { Tasks } from './tasks.mts';
import type { Stats, RequestRecord } from './stats.mts';
import type { Faults } from './faults.mts';
import type { Links } from './results.mts';
import type { Fault, ProviderId } from './types.mts';

const TYPES: Record<string, string> = {
	'.jpg': 'image/jpeg',
	'.jpeg': 'image/jpeg',
	'.png': 'image/png',
	'.gif': 'image/gif',
	'.webp': 'image/webp',
	'.svg': 'image/svg+xml',
	'.mp4': 'video/mp4',
	'.mp3': 'audio/mpeg',
	'.wav': 'audio/wav',
	'.csv': 'text/csv; charset=utf-8',
	'.html': 'text/html; charset=utf-8',
};

export interface FileHostParts {
	options: SandboxOptions;
	tasks: Tasks;
	stats: Stats;
	faults: Faults;
	links: Links;
	/** By file id. */
	uploads: Map<string, StoredFile>;
}

/** Sends the file at a path below the folder. */
function sendPublic(folder: string, path: string, response: ServerResponse) {
	const full = normalize(join(folder, path));
	const stats = full.startsWith(normalize(folder) + sep)
		? statSync(full, { throwIfNoEntry: false })
		: undefined;
	if (!stats?.isFile()) {
		sendText(response, 404, 'Not found');
		return;
	}
	response.writeHead(200, {
		'content-type': TYPES[extname(full).toLowerCase()] ?? 'application/octet-stream',
		'content-length': String(stats.size),
	});
	createReadStream(full).pipe(response);
}

export function createFileHost({ options, tasks, stats, faults, links, uploads }: FileHostParts) {
	function resultAt(
		path: string,
		query: URLSearchParams,
	): StoredFile | 'missing' | 'expired' | 'forged' {
		const match = /^\/results\/(.+?)(?:-last)?\.(mp4|png)$/.exec(path);
		const task = match ? tasks.all().find((each) => each.id === match[1]) : undefined;
		if (!match || task?.state !== 'succeeded') return 'missing';
		if (SIGNING.has(task.provider)) {
			const verdict = links.check(path, query);
			if (verdict !== 'valid') return verdict;
		}
		return resultFile(task, match[2]);
	}

	function fileAt(
		path: string,
		query: URLSearchParams,
	): StoredFile | 'missing' | 'expired' | 'forged' {
		if (path.startsWith('/results/')) return resultAt(path, query);
		if (path.startsWith('/media/')) return testMedium(path.slice('/media/'.length)) ?? 'missing';
		if (path.startsWith('/uploads/')) return uploads.get(path.split('/')[2]) ?? 'missing';
		return 'missing';
	}

	async function serve(request: IncomingMessage, response: ServerResponse, fault: Fault | null) {
		const url = new URL(request.url ?? '/', 'http://files.invalid');
		const path = decodeURIComponent(url.pathname);
		if (path.startsWith('/login/')) {
			sendText(response, 401, 'Sign in first');
			return;
		}
		if (path.startsWith('/redirect/')) {
			sendText(response, 302, 'Moved', 'text/plain', {
				location: `/media/${path.slice('/redirect/'.length)}`,
			});
			return;
		}
		if (path === '/loop') {
			sendText(response, 302, 'Moved', 'text/plain', { location: '/loop' });
			return;
		}
		const mayHead = !path.startsWith('/results/');
		if (request.method !== 'GET' && !(request.method === 'HEAD' && mayHead)) {
			sendText(response, request.method === 'HEAD' ? 403 : 405, '');
			return;
		}
		if (path.startsWith('/public/') && options.publicDir !== null) {
			sendPublic(options.publicDir, path.slice('/public/'.length), response);
			return;
		}
		const file = fileAt(path, url.searchParams);
		if (file === 'missing') sendText(response, 404, 'NoSuchKey');
		else if (file === 'expired' || file === 'forged') {
			if (file === 'expired') stats.linkExpired();
			const code = file === 'expired' ? 'Request has expired' : 'SignatureDoesNotMatch';
			sendText(
				response,
				403,
				`<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>${code}</Message></Error>`,
				'application/xml',
			);
		} else await sendFile(request, response, file, fault, stats.sent);
	}

	function ownersOf(path: string): (ProviderId | 'files')[] {
		const task = tasks.all().find(({ id }) => path.startsWith(`/results/${id}`));
		return task ? ['files', task.provider] : ['files'];
	}

	return createServer((request, response) => {
		const path = request.url ?? '/';
		const record: RequestRecord = {
			at: Date.now(),
			provider: 'files',
			operation: 'file',
			account: null,
			method: request.method ?? '',
			path,
			headers: {
				range: request.headers.range ?? '',
				'if-range': String(request.headers['if-range'] ?? ''),
				'user-agent': request.headers['user-agent'] ?? '',
			},
			body: undefined,
			status: null,
			ms: null,
			taskId: null,
			fault: null,
			code: null,
		};
		stats.begin(record);
		response.on('close', () => {
			record.status = response.headersSent ? response.statusCode : null;
			stats.finish(record);
			options.log?.(
				`files     ${record.method.padEnd(6)} ${path.split('?')[0]} -> ${record.status ?? 'no answer'}`,
			);
		});
		if (
			request.headers.authorization !== undefined ||
			holdsKey(path + JSON.stringify(request.headers))
		) {
			stats.leaked('files');
			sendText(response, 400, 'Only one auth mechanism allowed');
			return;
		}
		const fault = faults.take(ownersOf(path), 'file', path);
		record.fault = fault?.kind ?? null;
		const proceed = () => {
			if (response.destroyed || (fault && answerFault(response, fault))) return;
			serve(request, response, fault).catch(() => response.destroy());
		};
		if (fault?.delayMs) setTimeout(proceed, fault.delayMs).unref();
		else proceed();
	});
}
