'use strict';

const { request } = require('undici');
const { openLab } = require('../support/lab');

const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @param {() => boolean} condition
 * @param {string} what
 */
async function until(condition, what, ms = 8000) {
	const end = Date.now() + ms;
	while (!condition()) {
		if (Date.now() > end) throw new Error(`It did not happen in time: ${what}`);
		await sleep(20);
	}
}

/**
 * A lab whose n8n can be called back.
 *
 * @param {Parameters<typeof openLab>[0]} [sandboxOptions]
 */
async function callbackLab(sandboxOptions) {
	const lab = await openLab({ jobMs: 700, ...sandboxOptions });
	await lab.engine.listen();
	return lab;
}

/** @typedef {Awaited<ReturnType<typeof callbackLab>>} CallbackLab */

/**
 * Suspends rows on Ark, whose jobs never call back by themselves here.
 *
 * @param {CallbackLab} lab
 * @param {string} [prompt]
 * @param {object[]} [rows]
 */
async function suspend(lab, prompt = 'A boat [[callbacks:0]]', rows = [{}]) {
	lab.sandbox.reset();
	const parameters = { completion: 'callback', prompt };
	const result = await lab.generate('ark', { parameters, rows });
	expect(result.status).toBe('waiting');
	const [created] = lab.requests('ark', 'create');
	const { callback_url: url } = /** @type {any} */ (created.body);
	/** @type {any[]} */
	const parked = result.data.executionData.nodeExecutionStack[0].data.main[0];
	const taskIds = parked.map(({ json }) => String(json.taskId));
	return { url, result, taskId: taskIds[0], taskIds };
}

/**
 * Calls an address as a provider or an attacker would.
 *
 * @param {string} url
 * @param {string} body
 * @param {Record<string, string>} [headers]
 * @returns {Promise<number>} the status of the answer
 */
async function call(url, body, headers = { 'content-type': 'application/json' }, method = 'POST') {
	const answer = await request(url, {
		method: /** @type {any} */ (method),
		headers,
		...(method === 'GET' ? {} : { body }),
	});
	await answer.body.dump();
	return answer.statusCode;
}

/** What Ark says of a task that has succeeded, as somebody else could say it too. */
const ended = (/** @type {string} */ id) =>
	JSON.stringify({
		id,
		status: 'succeeded',
		content: { video_url: 'https://evil.example.com/v.mp4' },
	});

module.exports = { call, callbackLab, ended, suspend, until };
