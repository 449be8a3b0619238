/**
 * The API server: finds the provider and operation, applies faults, checks the key, and lets the dialect answer.
 */

import { createServer } from 'node:http';
import { PROVIDERS, perProvider } from '../providers.mts';
import { readBody, sendJson, sendText } from './http.mts';
import { accountOf, holdsKey, redact } from './keys.mts';
import { parallelOf } from './options.mts';
import { codeOf, faultReply, loggable, send } from './replies.mts';
import { answerFault, sendFile } from './send-file.mts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Account, Fault, Mount, Reply, Route, ProviderId, Task } from './types.mts';
import type { RequestRecord, Stats } from './stats.mts';
import type { SandboxOptions } from './options.mts';
import type { Faults } from './faults.mts';
import type { Tasks } from './tasks.mts';

/** Ark documents 64 MB for a whole request; uploads may be 100 MB plus a third for base64. */
const MAX_JSON_BYTES = 64 * 1024 * 1024;
const MAX_UPLOAD_BYTES = 140 * 1024 * 1024;

const IDEMPOTENCY_HEADERS = [
	'idempotency-key',
	'x-idempotency-key',
	'x-request-id',
	'x-client-token',
	'x-client-request-id',
];

/** A pause that keeps no process alive. */
const pause = async (ms: number) =>
	await new Promise((resolve) => void setTimeout(resolve, ms).unref());

const REFUSING_WITH_200: Set<ProviderId> = new Set(
	PROVIDERS.flatMap(({ id, refusesWith200 }) => (refusesWith200 ? [id] : [])),
);

/** What breaks after the job was taken in. */
const AFTER_KINDS = ['resetAfter', 'brokenBody'];

export function createApi({
	mounts,
	options,
	stats,
	faults,
	tasks,
	admin,
	passOn,
}: {
	mounts: Mount[];
	options: SandboxOptions;
	stats: Stats;
	faults: Faults;
	tasks: Tasks;
	admin: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;
	/** What a relay makes of an answer about a task; null without one. */
	passOn: (task: Task, operation: string) => Reply | null;
}) {
	/** Creates being looked at; two of them must not both take the last free place. */
	const creating = perProvider(() => 0);

	function findRoute(
		mount: Mount,
		path: string,
		method: string,
	): { route: Route | null; params: string[] } {
		for (const route of mount.dialect.routes) {
			const match = route.method === method ? route.pattern.exec(path) : null;
			if (match) return { route, params: match.slice(1).map((part) => decodeURIComponent(part)) };
		}
		return { route: null, params: [] };
	}

	async function answer(
		request: IncomingMessage,
		mount: Mount,
		url: URL,
		route: Route | null,
		params: string[],
		raw: Buffer | null,
		record: RequestRecord,
	): Promise<Reply> {
		const { dialect, region } = mount;
		const account = accountOf(request.headers.authorization, dialect.provider, region);
		if (!account && !(route?.open && request.headers.authorization === undefined)) {
			return dialect.problem({ status: 401 });
		}
		if (!route)
			return dialect.problem({
				status: 404,
				message: `No such address: ${record.method} ${url.pathname}`,
			});
		if (raw === null) return dialect.problem({ status: 413 });
		let body: unknown;
		if (record.method === 'POST' && !route.rawBody && raw.length > 0) {
			if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
				return dialect.problem({ status: 400, message: 'Content-Type must be application/json' });
			}
			try {
				body = JSON.parse(raw.toString('utf8'));
			} catch {
				return dialect.problem({ status: 400, message: 'The request body is not valid JSON' });
			}
			record.body = loggable(body);
		}
		if (route.operation === 'create') {
			if (account && !account.hasBalance) return dialect.problem({ status: 402 });
			if (options.whenFull === 'refuse' && isFull(dialect.provider)) {
				const headers: Record<string, string> =
					options.retryAfter === null ? {} : { 'retry-after': String(options.retryAfter) };
				return { ...dialect.problem({ status: 429 }), headers };
			}
		}
		const { provider } = dialect;
		if (route.operation === 'create') creating[provider] += 1;
		try {
			const reply = await route.handle({
				method: record.method,
				path: url.pathname.slice(mount.basePath.length),
				query: url.searchParams,
				headers: request.headers,
				params: params.map((id) => (isForeign(id, account) ? `${id}-of-another-account` : id)),
				body,
				raw,
				account: account ?? { provider: dialect.provider, region, name: 'none', hasBalance: false },
				region,
			});
			if (route.operation === 'create') tasks.own(reply.taskId, account?.name);
			return reply;
		} finally {
			if (route.operation === 'create') creating[provider] -= 1;
		}
	}

	/** Whether a task is somebody else's, of which a provider says that there is no such task. */
	function isForeign(id: string, account: Account | null) {
		const owner = tasks.ownerOf(id);
		return owner !== undefined && account !== null && owner !== account.name;
	}

	function isFull(provider: ProviderId) {
		return tasks.openCount(provider) + creating[provider] >= parallelOf(options, provider);
	}

	async function handle(request: IncomingMessage, response: ServerResponse) {
		const url = new URL(request.url ?? '/', 'http://sandbox.invalid');
		if (url.pathname.startsWith('/__sandbox/')) {
			await admin(request, response, url.pathname.slice('/__sandbox/'.length));
			return;
		}
		const mount = mounts.find(({ basePath }) => url.pathname.startsWith(`${basePath}/`));
		if (!mount) {
			sendText(response, 404, '<html><body>Nothing here</body></html>', 'text/html; charset=utf-8');
			return;
		}
		const { provider } = mount.dialect;
		const method = request.method ?? 'GET';
		const { route, params } = findRoute(mount, url.pathname.slice(mount.basePath.length), method);
		const record = openRecord(request, url, mount, route, params);
		response.on('close', () => {
			record.status = response.headersSent ? response.statusCode : null;
			stats.finish(record);
			options.log?.(
				`${provider.padEnd(9)} ${record.operation.padEnd(7)} ${method.padEnd(6)} ${url.pathname} -> ${record.status ?? 'no answer'}${record.code ? ` ${record.code}` : ''}${record.fault ? ` (fault ${record.fault})` : ''}`,
			);
		});
		const raw = await readBody(
			request,
			route?.rawBody || route?.operation === 'upload' ? MAX_UPLOAD_BYTES : MAX_JSON_BYTES,
		);
		const servesFile = record.operation === 'file' && method === 'GET';
		const owners = servesFile ? (['files', provider] as const) : ([provider] as const);
		const fault = faults.take([...owners], record.operation, url.pathname + url.search);
		record.fault = fault?.kind ?? null;
		if (fault?.delayMs) await pause(fault.delayMs);
		if (response.destroyed) return;
		if (fault?.kind === 'resetBefore') {
			response.destroy();
			return;
		}
		const answersBadly = fault !== null && ['status', 'html', 'timeout'].includes(fault.kind);
		if (fault && answersBadly && !fault.accept) {
			if (fault.kind === 'timeout') return;
			const reply = faultReply(fault, mount);
			record.code = codeOf(reply.json);
			send(response, reply);
			return;
		}
		const own = await answer(request, mount, url, route, params, raw, record);
		record.taskId = own.taskId ?? record.taskId;
		const reply = relay(own, provider, record);
		const mayRefuse = reply.status >= 400 || REFUSING_WITH_200.has(provider);
		record.code = mayRefuse ? codeOf(reply.json) : null;
		if (response.destroyed) return;
		if (reply.file !== undefined) {
			if (!fault || !answerFault(response, fault)) {
				await sendFile(request, response, reply.file, fault, stats.sent);
			}
		} else if (fault && (answersBadly || AFTER_KINDS.includes(fault.kind)))
			spoil(response, fault, mount, reply);
		else send(response, reply);
	}

	/** Answers about tasks, as a relay in front of the provider gives them. */
	function relay(reply: Reply, provider: ProviderId, { operation, taskId }: RequestRecord): Reply {
		if (reply.status >= 300 || !['create', 'get'].includes(operation)) return reply;
		const task = taskId === null ? null : tasks.find(provider, taskId);
		return (task && passOn(task, operation)) ?? reply;
	}

	function spoil(response: ServerResponse, fault: Fault, mount: Mount, reply: Reply) {
		if (fault.kind === 'resetAfter') response.destroy();
		else if (fault.kind === 'brokenBody') {
			const text = JSON.stringify(reply.json ?? {});
			const half = text.slice(0, Math.floor(text.length / 2));
			sendText(response, 200, half, 'application/json; charset=utf-8');
		} else if (fault.kind !== 'timeout') send(response, faultReply(fault, mount));
	}

	function openRecord(
		request: IncomingMessage,
		url: URL,
		mount: Mount,
		route: Route | null,
		params: string[],
	): RequestRecord {
		const { provider } = mount.dialect;
		const headers: Record<string, string> = {};
		for (const [name, value] of Object.entries(request.headers))
			headers[name] = redact(String(value));
		for (const name of IDEMPOTENCY_HEADERS) {
			if (request.headers[name] !== undefined) stats.sawIdempotencyField(provider, name);
		}
		const { authorization, ...others } = request.headers;
		const foreign =
			authorization !== undefined &&
			!accountOf(authorization, provider, mount.region) &&
			holdsKey(authorization);
		if (foreign || holdsKey(url.href + JSON.stringify(others))) stats.leaked(provider);
		const record: RequestRecord = {
			at: Date.now(),
			provider,
			operation: route?.operation ?? 'other',
			account: accountOf(authorization, provider, mount.region)?.name ?? null,
			method: request.method ?? 'GET',
			path: redact(url.pathname + url.search),
			headers,
			body: undefined,
			status: null,
			ms: null,
			taskId: params[0] ?? null,
			fault: null,
			code: null,
		};
		stats.begin(record);
		return record;
	}

	return createServer((request, response) => {
		handle(request, response).catch((error) => {
			options.log?.(`sandbox   broke down: ${error instanceof Error ? error.stack : error}`);
			if (!response.headersSent) sendJson(response, 599, { sandbox: String(error) });
			else response.destroy();
		});
	});
}
