const { createServer } = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');
const { startSandbox } = require('../../sandbox');

/**
 * @typedef {import('../../sandbox/index').Sandbox} Sandbox
 * @typedef {'evolink' | 'evolinkOld' | 'ark' | 'arkInternational' | 'twelveAi' | 'ink'} Speaker
 * @typedef {{ status: number, headers: Response['headers'], text: string, json: any }} Answer
 */

/** @type {Record<Speaker, { base: 'evolink' | 'ark' | 'arkInternational' | 'twelveAi' | 'ink', create: string, get: string, idField: string, body: (prompt: string) => Record<string, unknown>, urlOf: (json: any) => string | undefined }>} */
const SPEAKERS = {
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

const SPEAKER_NAMES = /** @type {Speaker[]} */ (Object.keys(SPEAKERS));

/**
 * @param {string} url
 * @param {RequestInit} [init]
 * @returns {Promise<Answer>} json is undefined when the body is none
 */
async function fetchText(url, init) {
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
 * @param {Sandbox} sandbox
 * @param {Speaker} speaker
 * @param {string | null} [key] null sends no key
 */
function clientOf(sandbox, speaker, key) {
	const { base, create, get, idField, body, urlOf } = SPEAKERS[speaker];
	const secret = key === undefined ? sandbox.keys[base] : key;
	/**
	 * @param {string} method
	 * @param {string} path
	 * @param {unknown} [json]
	 */
	const call = (method, path, json) =>
		fetchText(sandbox.baseUrls[base] + path, {
			method,
			headers: {
				...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
				...(json === undefined ? {} : { 'content-type': 'application/json' }),
			},
			body: json === undefined ? undefined : JSON.stringify(json),
		});
	/** @param {string} id */
	const read = (id) => call('GET', get + id);
	return {
		call,
		read,
		/** @param {unknown} json */
		send: (json) => call('POST', create, json),
		/**
		 * Creates a job from a prompt and returns its id.
		 *
		 * @param {string} [prompt]
		 * @param {Record<string, unknown>} [more]
		 * @returns {Promise<string>}
		 */
		async start(prompt = 'a cup turns', more = {}) {
			const answer = await call('POST', create, { ...body(prompt), ...more });
			if (answer.status !== 200) throw new Error(`Not accepted: ${answer.text}`);
			return answer.json[idField];
		},
		/**
		 * Reads a job until its status word is one of these.
		 *
		 * @param {string} id
		 * @param {string[]} words
		 */
		async until(id, words) {
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

/**
 * A receiver of callbacks that can be told what to answer.
 */
async function startReceiver() {
	/** @type {{ at: number, body: any, headers: import('node:http').IncomingHttpHeaders }[]} */
	const calls = [];
	/** @type {number[]} */
	const answers = [];
	const server = createServer(async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		calls.push({
			at: Date.now(),
			body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
			headers: request.headers,
		});
		response.writeHead(answers.shift() ?? 200);
		response.end();
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
	const address = /** @type {import('node:net').AddressInfo} */ (server.address());
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

/**
 * @param {() => boolean} condition
 * @param {number} [ms]
 */
async function eventually(condition, ms = 2000) {
	const deadline = Date.now() + ms;
	while (!condition()) {
		if (Date.now() > deadline) throw new Error('It never happened');
		await sleep(5);
	}
}

module.exports = {
	SPEAKERS,
	SPEAKER_NAMES,
	clientOf,
	eventually,
	fetchText,
	sleep,
	startReceiver,
	startSandbox,
};
