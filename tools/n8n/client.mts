/**
 * Talks to n8n as its editor does: cookie, browser id, the addresses under /rest.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { parseFlatted } from './flatted.mts';
import type {
	IBinaryData,
	ICredentialType,
	INodeExecutionData,
	INodeTypeDescription,
	IPinData,
	IRunExecutionData,
	IWorkflowBase,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { WorkflowDefinition } from '../engine/execution.mts';

/** n8n binds a session to the browser that signed in; this is ours. */
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

/** A workflow as the editor sends it to be saved */
export interface NewWorkflow extends WorkflowDefinition {
	name: string;
	/** Items that a node gives instead of running */
	pinData?: IPinData;
	meta?: IWorkflowBase['meta'];
}

export interface SavedWorkflow extends NewWorkflow {
	id: string;
	versionId: string;
}

/** An execution in n8n's list */
export interface ListedExecution {
	id: string;
	status: string;
	mode: WorkflowExecuteMode;
}

export interface Execution extends ListedExecution {
	workflowId: string;
	data: IRunExecutionData;
	waitTill: string | null;
}

/** A credential as nodes refer to it */
export interface SavedCredential {
	id: string;
	name: string;
}

/** What n8n tells everybody who opens it; much more than is named here */
export interface Settings {
	versionCli: string;
	userManagement: { showSetupOnFirstLoad: boolean };
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
	 * One request below /rest. The caller names the shape of the answer that this n8n is known to give.
	 *
	 * @returns the "data" of the answer
	 * @throws with n8n's own words when it refuses
	 */
	async request<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
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
		const answer = (text === '' ? {} : JSON.parse(text)) as Answer & { data?: Answer };
		return answer.data === undefined ? answer : answer.data;
	}

	async settings(): Promise<Settings> {
		return await this.request('GET', '/settings');
	}

	/** Makes the owner account on a new n8n, signs in on a known one. */
	async signIn() {
		const { userManagement } = await this.settings();
		const isNew = userManagement.showSetupOnFirstLoad;
		if (isNew) await this.request('POST', '/owner/setup', OWNER);
		const { email, password } = OWNER;
		await this.request('POST', '/login', { emailOrLdapLoginId: email, password });
		return { isNew };
	}

	/** The nodes that n8n has, with the descriptions its editor works with. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		return (await (await this.get('/types/nodes.json')).json()) as INodeTypeDescription[];
	}

	async credentialTypes(): Promise<ICredentialType[]> {
		return (await (await this.get('/types/credentials.json')).json()) as ICredentialType[];
	}

	async credentials(): Promise<Array<SavedCredential & { type: string }>> {
		return await this.request('GET', '/credentials');
	}

	async createCredential(
		type: string,
		name: string,
		data: Record<string, unknown>,
	): Promise<SavedCredential> {
		const { id } = await this.request<SavedCredential>('POST', '/credentials', {
			name,
			type,
			data,
		});
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
		saved: SavedCredential = { id: '', name: 'Test' },
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.request('POST', '/credentials/test', {
			credentials: { ...saved, type, data },
		});
	}

	async workflows(): Promise<Array<{ id: string; name: string; active: boolean }>> {
		return await this.request('GET', '/workflows?skip=0&take=200');
	}

	/** Saves a new workflow, switched off. */
	async createWorkflow(workflow: NewWorkflow): Promise<SavedWorkflow> {
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

	async workflow(id: string): Promise<SavedWorkflow> {
		return await this.request('GET', `/workflows/${id}`);
	}

	async activate({ id, versionId }: Pick<SavedWorkflow, 'id' | 'versionId'>) {
		await this.request('POST', `/workflows/${id}/activate`, { versionId });
	}

	async deactivate({ id }: Pick<SavedWorkflow, 'id'>) {
		await this.request('POST', `/workflows/${id}/deactivate`, {});
	}

	/**
	 * What the button "Execute workflow" does.
	 *
	 * @param start for example { triggerToStartFrom: { name } }
	 */
	async run(
		{ id }: Pick<SavedWorkflow, 'id'>,
		start: Record<string, unknown>,
	): Promise<{ executionId?: string; waitingForWebhook?: boolean }> {
		// Early 2.x runs what the editor shows and not what is saved.
		const workflowData = await this.workflow(id);
		return await this.request('POST', `/workflows/${id}/run`, { workflowData, ...start });
	}

	async execution(id: string): Promise<Execution> {
		const execution = await this.request<Omit<Execution, 'data'> & { data: unknown }>(
			'GET',
			`/executions/${id}`,
		);
		return { ...execution, data: parseFlatted(execution.data) as IRunExecutionData };
	}

	/** The last hundred executions of a workflow, newest first. */
	async executions({ id }: Pick<SavedWorkflow, 'id'>): Promise<ListedExecution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
		const { results } = await this.request<{ results: ListedExecution[] }>(
			'GET',
			`/executions?filter=${filter}&limit=100`,
		);
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

	/** What the button "Stop" does. */
	async stop(id: string) {
		await this.request('POST', `/executions/${id}/stop`, {});
	}

	/** What "Retry" in the list of executions does. */
	async retry(id: string, options: { loadWorkflow?: boolean } = {}) {
		await this.request('POST', `/executions/${id}/retry`, options);
	}

	/** Reads what lies outside of /rest, in the session of this client. */
	async get(path: string, init: RequestInit = {}): Promise<Response> {
		return await fetch(`${this.url}${path}`, {
			...init,
			headers: { cookie: this.cookie, 'browser-id': BROWSER_ID, ...init.headers },
		});
	}

	/** The content of an item's file: from n8n's store, or from the item where n8n keeps files there (version 1). */
	async binary({ id, data }: IBinaryData): Promise<Buffer> {
		if (id === undefined) return Buffer.from(data, 'base64');
		const query = new URLSearchParams({ id, action: 'download' });
		const response = await this.get(`/rest/binary-data?${query}`);
		if (!response.ok) throw new Error(`n8n answered ${response.status} for the file ${id}`);
		return Buffer.from(await response.arrayBuffer());
	}
}

/** The items that a node gave, over all of its runs. */
export function itemsOf(
	execution: Execution,
	nodeName: string,
	output: number = 0,
): INodeExecutionData[] {
	const runs = execution.data.resultData.runData[nodeName] ?? [];
	return runs.flatMap((run) => run.data?.main?.[output] ?? []);
}
