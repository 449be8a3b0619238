/**
 * Talks to n8n as its editor does: cookie, browser id, the addresses under /rest.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { parseFlatted } from './flatted.mts';

/** How long the editor's session and this client look the same to n8n. */
const BROWSER_ID = 'seedance-local';
const LOOK_AGAIN_MS = 150;
/** Milliseconds; far more than any run here takes. */
const RUN_MS = 90_000;
const END_STATES = ['success', 'error', 'canceled', 'crashed'];

/** Obviously local: this account exists on the machine that starts n8n, and nowhere else. */
export const OWNER = {
	email: 'owner@example.com',
	password: 'Seedance-local-1',
	firstName: 'Local',
	lastName: 'Owner',
};

export interface Execution {
	id: string;
	status: string;
	mode: string;
	workflowId: string;
	/** N8n's run data as an object */
	data: any;
	waitTill: string | null;
}

export class N8nClient {
	readonly url: string;
	cookie: string;

	/**
	 * @param url the address of the editor, without a slash at the end
	 * @param cookie of a session that has signed in already: n8n takes five sign-ins a minute
	 */
	constructor(url: string, cookie: string = '') {
		this.url = url;
		this.cookie = cookie;
	}

	/**
	 * One request below /rest.
	 *
	 * @returns the "data" of the answer
	 * @throws with n8n's own words when it refuses
	 */
	async request(method: string, path: string, body?: unknown): Promise<any> {
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

	async credentials(): Promise<Array<{ id: string; name: string; type: string }>> {
		return await this.request('GET', '/credentials');
	}

	async createCredential(
		type: string,
		name: string,
		data: Record<string, unknown>,
	): Promise<{ id: string; name: string }> {
		const { id } = await this.request('POST', '/credentials', { name, type, data });
		return { id, name };
	}

	/**
	 * What the button "Retry" / "Save" of a credential says.
	 *
	 * @param saved early 2.x tests only what has been saved
	 */
	async testCredential(
		type: string,
		data: Record<string, unknown>,
		saved: { id: string; name: string } = { id: '', name: 'Test' },
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.request('POST', '/credentials/test', {
			credentials: { ...saved, type, data },
		});
	}

	async workflows(): Promise<Array<{ id: string; name: string; active: boolean }>> {
		return await this.request('GET', '/workflows?skip=0&take=200');
	}

	/** @returns as saved, with its id and versionId */
	async createWorkflow(workflow: any): Promise<any> {
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

	async workflow(id: string) {
		return await this.request('GET', `/workflows/${id}`);
	}

	async activate({ id, versionId }: { id: string; versionId: string }) {
		return await this.request('POST', `/workflows/${id}/activate`, { versionId });
	}

	async deactivate({ id }: { id: string }) {
		return await this.request('POST', `/workflows/${id}/deactivate`, {});
	}

	/**
	 * What the button "Execute workflow" does.
	 *
	 * @param start for example { triggerToStartFrom: { name } }
	 */
	async run(
		{ id }: { id: string },
		start: Record<string, unknown>,
	): Promise<{ executionId?: string; waitingForWebhook?: boolean }> {
		// Early 2.x runs what the editor shows and not what is saved.
		const workflowData = await this.workflow(id);
		return await this.request('POST', `/workflows/${id}/run`, { workflowData, ...start });
	}

	async execution(id: string): Promise<Execution> {
		const execution = await this.request('GET', `/executions/${id}`);
		return { ...execution, data: parseFlatted(execution.data) };
	}

	/** @returns newest first */
	async executions({
		id,
	}: {
		id: string;
	}): Promise<Array<{ id: string; status: string; mode: string }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
		const { results } = await this.request('GET', `/executions?filter=${filter}&limit=100`);
		return results;
	}

	/**
	 * Waits until an execution has ended, or has come to one of the given states.
	 *
	 * @throws with the last state when it takes too long
	 */
	async untilEnded(
		id: string,
		{ states = END_STATES, timeoutMs = RUN_MS }: { states?: string[]; timeoutMs?: number } = {},
	): Promise<Execution> {
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

	/** @param id what the button "Stop" does */
	async stop(id: string) {
		return await this.request('POST', `/executions/${id}/stop`, {});
	}

	/** @param id what "Retry" in the list of executions does */
	async retry(id: string, options: { loadWorkflow?: boolean } = {}) {
		return await this.request('POST', `/executions/${id}/retry`, options);
	}

	/** @returns with the session of this client, for what lies outside of /rest */
	async get(path: string, init: RequestInit = {}): Promise<Response> {
		return await fetch(`${this.url}${path}`, {
			...init,
			headers: { cookie: this.cookie, 'browser-id': BROWSER_ID, ...init.headers },
		});
	}

	/** @param id of stored binary data */
	async binary(id: string): Promise<Buffer> {
		const query = new URLSearchParams({ id, action: 'download' });
		const response = await this.get(`/rest/binary-data?${query}`);
		if (!response.ok) throw new Error(`n8n answered ${response.status} for the file ${id}`);
		return Buffer.from(await response.arrayBuffer());
	}
}

/** The items that a node gave, over all of its runs. */
export function itemsOf(execution: Execution, nodeName: string, output: number = 0): any[] {
	const runs = execution.data.resultData.runData[nodeName] ?? [];
	return runs.flatMap((run: any) => run.data?.main?.[output] ?? []);
}
