import { createServer } from 'node:http';
import { startSandbox } from '../../sandbox/index.mts';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../../sandbox/index.mts';

export type Speaker = 'evolink' | 'evolinkOld' | 'ark' | 'arkInternational' | 'twelveAi' | 'ink';

/**
 * The fields, of all providers together, that tests look into. They count as present: a test that
 * reads one which is not there fails.
 */
export interface ProviderJson {
	id: string;
	task_id: string;
	requestId: string;
	status: string;
	progress: number;
	/** 12AI's flat errors. */
	message: string;
	error: { code: string; message: string; type: string; param: string };
	/** Ark. */
	content: { video_url: string; last_frame_url: string };
	duration: number;
	ratio: string;
	usage: { completion_tokens: number };
	items: Array<{ id: string; failure_reason: { code: string } }>;
	total: number;
	/** EvoLink. */
	results: string[];
	task_info: object;
	data: { user: { remaining_credits: number } };
	/** EvoLink's older dialect, and seedance2.ink. */
	output: { video_url: string; url: string };
	/** 12AI. */
	metadata: { url: string };
}

export interface Answer {
	status: number;
	headers: Response['headers'];
	text: string;
	/** Undefined when the body is no JSON. */
	json: ProviderJson;
}

export const SPEAKERS: Record<
	Speaker,
	{
		base: 'evolink' | 'ark' | 'arkInternational' | 'twelveAi' | 'ink';
		create: string;
		get: string;
		idField: 'id' | 'task_id' | 'requestId';
		body: (prompt: string) => Record<string, unknown>;
		urlOf: (json: ProviderJson) => string | undefined;
	}
> = {
	evolink: {
		base: 'evolink',
		create: '/v1/videos/generations',
		get: '/v1/tasks/',
		idField: 'id',
		body: (prompt) => ({ model: 'seedance-2.0-text-to-video', prompt }),
		urlOf: (json) => json.results?.[0],
	},
	evolinkOld: {
		base: 'evolink',
		create: '/v1/videos/generations',
		get: '/v1/tasks/',
		idField: 'task_id',
		body: (prompt) => ({ model: 'seedance-2.0', prompt }),
		urlOf: (json) => json.output?.video_url,
	},
	ark: {
		base: 'ark',
		create: '/contents/generations/tasks',
		get: '/contents/generations/tasks/',
		idField: 'id',
		body: (prompt) => ({
			model: 'doubao-seedance-2-0-260128',
			content: [{ type: 'text', text: prompt }],
		}),
		urlOf: (json) => json.content?.video_url,
	},
	arkInternational: {
		base: 'arkInternational',
		create: '/contents/generations/tasks',
		get: '/contents/generations/tasks/',
		idField: 'id',
		body: (prompt) => ({
			model: 'dreamina-seedance-2-0-260128',
			content: [{ type: 'text', text: prompt }],
		}),
		urlOf: (json) => json.content?.video_url,
	},
	twelveAi: {
		base: 'twelveAi',
		create: '/v1/videos',
		get: '/v1/videos/',
		idField: 'id',
		body: (prompt) => ({ model: 'seedance-2-official', prompt }),
		urlOf: (json) => json.metadata?.url,
	},
	ink: {
		base: 'ink',
		create: '/api/open/v1/video/generations',
		get: '/api/open/v1/video/generations/',
		idField: 'requestId',
		body: (prompt) => ({ model: 'seedance-2.0', prompt }),
		urlOf: (json) => json.output?.url,
	},
};

export const SPEAKER_NAMES = Object.keys(SPEAKERS) as Speaker[];

export async function fetchText(url: string, init?: RequestInit): Promise<Answer> {
	const response = await fetch(url, init);
	const text = await response.text();
	let json;
	try {
		json = JSON.parse(text);
	} catch {
		json = undefined;
	}
	return { status: response.status, headers: response.headers, text, json };
}

/**
 * A plain client of one provider of a sandbox.
 *
 * @param key its good one unless told; null sends none
 */
export function clientOf(sandbox: Sandbox, speaker: Speaker, key?: string | null) {
	const { base, create, get, idField, body, urlOf } = SPEAKERS[speaker];
	const secret = key === undefined ? sandbox.keys[base] : key;
	const call = (method: string, path: string, json?: unknown) =>
		fetchText(sandbox.baseUrls[base] + path, {
			method,
			headers: {
				...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
				...(json === undefined ? {} : { 'content-type': 'application/json' }),
			},
			body: json === undefined ? undefined : JSON.stringify(json),
		});
	const read = (id: string) => call('GET', get + id);
	return {
		call,
		read,
		send: (json: unknown) => call('POST', create, json),
		/** Creates a job from a prompt and returns its id. */
		async start(
			prompt: string = 'a cup turns',
			more: Record<string, unknown> = {},
		): Promise<string> {
			const answer = await call('POST', create, { ...body(prompt), ...more });
			if (answer.status !== 200) throw new Error(`Not accepted: ${answer.text}`);
			return answer.json[idField];
		},
		/** Reads a job until its status word is one of these. */
		async until(id: string, words: string[]) {
			for (let look = 0; look < 400; look += 1) {
				const { json } = await read(id);
				if (words.includes(json.status)) return json;
				await sleep(5);
			}
			throw new Error(`${id} never became ${words.join(' or ')}`);
		},
		urlOf,
		body,
	};
}

/** A receiver of callbacks that can be told what to answer. */
export async function startReceiver() {
	const calls: {
		at: number;
		body: ProviderJson;
		/** As it came. */
		text: string;
		headers: IncomingHttpHeaders;
	}[] = [];
	const answers: number[] = [];
	const receive = async (request: IncomingMessage, response: ServerResponse) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const text = Buffer.concat(chunks).toString('utf8');
		calls.push({
			at: Date.now(),
			body: JSON.parse(text),
			text,
			headers: request.headers,
		});
		response.writeHead(answers.shift() ?? 200);
		response.end();
	};
	const server = createServer((request, response) => void receive(request, response));
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
	const address = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${address.port}/hook`,
		calls,
		/** Status codes of the next answers; 200 afterwards. */
		answers,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve(null));
				server.closeAllConnections();
			}),
	};
}

export async function eventually(condition: () => boolean, ms: number = 2000) {
	const deadline = Date.now() + ms;
	while (!condition()) {
		if (Date.now() > deadline) throw new Error('It never happened');
		await sleep(5);
	}
}

export const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

export { startSandbox };
