'use strict';

/**
 * Talks to n8n as its editor does: cookie, browser id, the addresses under /rest.
 */

const { setTimeout: sleep } = require('timers/promises');
const { parseFlatted } = require('./flatted');

/** How long the editor's session and this client look the same to n8n. */
const BROWSER_ID = 'seedance-local';
const LOOK_AGAIN_MS = 150;
/** Milliseconds; far more than any run here takes. */
const RUN_MS = 90_000;
const END_STATES = ['success', 'error', 'canceled', 'crashed'];

/** Obviously local: this account exists on the machine that starts n8n, and nowhere else. */
const OWNER = {
	email: 'owner@example.com',
	password: 'Seedance-local-1',
	firstName: 'Local',
	lastName: 'Owner',
};

/**
 * @typedef {object} Execution
 * @property {string} id
 * @property {string} status
 * @property {string} mode
 * @property {string} workflowId
 * @property {any} data n8n's run data as an object
 * @property {string | null} waitTill
 */

class N8nClient {
	/**
	 * @param {string} url the address of the editor, without a slash at the end
	 * @param {string} [cookie] of a session that has signed in already: n8n takes five sign-ins a minute
	 */
	constructor(url, cookie = '') {
		this.url = url;
		this.cookie = cookie;
	}

	/**
	 * One request below /rest.
	 *
	 * @param {string} method
	 * @param {string} path
	 * @param {unknown} [body]
	 * @returns {Promise<any>} the "data" of the answer
	 * @throws with n8n's own words when it refuses
	 */
	async request(method, path, body) {
		const response = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				'browser-id': BROWSER_ID,
				cookie: this.cookie,
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const cookie = response.headers.getSetCookie().find((each) => each.startsWith('n8n-auth='));
		if (cookie !== undefined) this.cookie = cookie.split(';')[0];
		const text = await response.text();
		if (!response.ok) {
			throw new Error(
				`n8n answered ${response.status} to ${method} ${path}: ${text.slice(0, 1000)}`,
			);
		}
		const answer = text === '' ? {} : JSON.parse(text);
		return answer.data === undefined ? answer : answer.data;
	}

	/** Makes the owner account on a new n8n, signs in on a known one. */
	async signIn() {
		const settings = await this.request('GET', '/settings');
		const isNew = settings.userManagement.showSetupOnFirstLoad === true;
		if (isNew) await this.request('POST', '/owner/setup', OWNER);
		const { email, password } = OWNER;
		await this.request('POST', '/login', { emailOrLdapLoginId: email, password });
		return { isNew };
	}

	/** @returns {Promise<Array<{ id: string, name: string, type: string }>>} */
	async credentials() {
		return await this.request('GET', '/credentials');
	}

	/**
	 * @param {string} type
	 * @param {string} name
	 * @param {Record<string, unknown>} data
	 * @returns {Promise<{ id: string, name: string }>}
	 */
	async createCredential(type, name, data) {
		const { id } = await this.request('POST', '/credentials', { name, type, data });
		return { id, name };
	}

	/**
	 * What the button "Retry" / "Save" of a credential says.
	 *
	 * @param {string} type
	 * @param {Record<string, unknown>} data
	 * @param {{ id: string, name: string }} [saved] early 2.x tests only what has been saved
	 * @returns {Promise<{ status: 'OK' | 'Error', message: string }>}
	 */
	async testCredential(type, data, saved = { id: '', name: 'Test' }) {
		return await this.request('POST', '/credentials/test', {
			credentials: { ...saved, type, data },
		});
	}

	/** @returns {Promise<Array<{ id: string, name: string, active: boolean }>>} */
	async workflows() {
		return await this.request('GET', '/workflows?skip=0&take=200');
	}

	/**
	 * @param {any} workflow
	 * @returns {Promise<any>} as saved, with its id and versionId
	 */
	async createWorkflow(workflow) {
		const { name, nodes, connections, settings, pinData, meta } = workflow;
		return await this.request('POST', '/workflows', {
			name,
			// Early 2.x has no default for it.
			active: false,
			nodes,
			connections,
			settings: settings ?? { executionOrder: 'v1' },
			pinData: pinData ?? {},
			meta,
		});
	}

	/** @param {string} id */
	async workflow(id) {
		return await this.request('GET', `/workflows/${id}`);
	}

	/** @param {{ id: string, versionId: string }} workflow */
	async activate({ id, versionId }) {
		return await this.request('POST', `/workflows/${id}/activate`, { versionId });
	}

	/** @param {{ id: string }} workflow */
	async deactivate({ id }) {
		return await this.request('POST', `/workflows/${id}/deactivate`, {});
	}

	/**
	 * What the button "Execute workflow" does.
	 *
	 * @param {{ id: string }} workflow
	 * @param {Record<string, unknown>} start for example { triggerToStartFrom: { name } }
	 * @returns {Promise<{ executionId?: string, waitingForWebhook?: boolean }>}
	 */
	async run({ id }, start) {
		// Early 2.x runs what the editor shows and not what is saved.
		const workflowData = await this.workflow(id);
		return await this.request('POST', `/workflows/${id}/run`, { workflowData, ...start });
	}

	/**
	 * @param {string} id
	 * @returns {Promise<Execution>}
	 */
	async execution(id) {
		const execution = await this.request('GET', `/executions/${id}`);
		return { ...execution, data: parseFlatted(execution.data) };
	}

	/**
	 * @param {{ id: string }} workflow
	 * @returns {Promise<Array<{ id: string, status: string, mode: string }>>} newest first
	 */
	async executions({ id }) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
		const { results } = await this.request('GET', `/executions?filter=${filter}&limit=100`);
		return results;
	}

	/**
	 * Waits until an execution has ended, or has come to one of the given states.
	 *
	 * @param {string} id
	 * @param {{ states?: string[], timeoutMs?: number }} [wish]
	 * @returns {Promise<Execution>}
	 * @throws with the last state when it takes too long
	 */
	async untilEnded(id, { states = END_STATES, timeoutMs = RUN_MS } = {}) {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const execution = await this.execution(id);
			if (states.includes(execution.status)) return execution;
			if (END_STATES.includes(execution.status) || Date.now() > deadline) {
				const why = JSON.stringify(execution.data?.resultData?.error?.message ?? null);
				throw new Error(`Execution ${id} is "${execution.status}" instead of ${states}: ${why}`);
			}
			await sleep(LOOK_AGAIN_MS);
		}
	}

	/** @param {string} id what the button "Stop" does */
	async stop(id) {
		return await this.request('POST', `/executions/${id}/stop`, {});
	}

	/**
	 * @param {string} id what "Retry" in the list of executions does
	 * @param {{ loadWorkflow?: boolean }} [options]
	 */
	async retry(id, options = {}) {
		return await this.request('POST', `/executions/${id}/retry`, options);
	}

	/**
	 * @param {string} path
	 * @param {RequestInit} [init]
	 * @returns {Promise<Response>} with the session of this client, for what lies outside of /rest
	 */
	async get(path, init = {}) {
		return await fetch(`${this.url}${path}`, {
			...init,
			headers: { cookie: this.cookie, 'browser-id': BROWSER_ID, ...init.headers },
		});
	}

	/**
	 * @param {string} id of stored binary data
	 * @returns {Promise<Buffer>}
	 */
	async binary(id) {
		const query = new URLSearchParams({ id, action: 'download' });
		const response = await this.get(`/rest/binary-data?${query}`);
		if (!response.ok) throw new Error(`n8n answered ${response.status} for the file ${id}`);
		return Buffer.from(await response.arrayBuffer());
	}
}

/**
 * The items that a node gave, over all of its runs.
 *
 * @param {Execution} execution
 * @param {string} nodeName
 * @param {number} [output]
 * @returns {any[]}
 */
function itemsOf(execution, nodeName, output = 0) {
	const runs = execution.data.resultData.runData[nodeName] ?? [];
	return runs.flatMap((/** @type {any} */ run) => run.data?.main?.[output] ?? []);
}

module.exports = { N8nClient, OWNER, itemsOf };
