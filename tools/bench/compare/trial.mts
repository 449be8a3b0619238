import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { startSandbox } from '../../../sandbox/index.mts';
import { itemsOf } from '../../n8n/client.mts';
import { ensureCredentials, withCredentials } from '../../n8n/examples.mts';
import { N8nServer } from '../../n8n/server.mts';
import { copyFor } from './peers.mts';
import type { SandboxOptions } from '../../../sandbox/engine/options.mts';
import type { Fault } from '../../../sandbox/engine/types.mts';
import type { N8nClient } from '../../n8n/client.mts';
import type { Arm } from './arms.mts';
import type { Peer } from './peers.mts';

const PROVIDER = 'waveSpeed';
const LOOK_AGAIN_MS = 500;
const OVER = ['success', 'error', 'crashed', 'canceled'];

/** What one run of one arm cost and gave. */
export interface Measured {
	rows: number;
	seconds: number;
	/** Rows that came out with their video. */
	videos: number;
	/** Videos that the provider bills. */
	paid: number;
	/** Requests to the provider. */
	requests: number;
	/** Highest memory of n8n since its start, bytes; null where the system does not tell. */
	peakBytes: number | null;
	/** What n8n keeps of the execution, bytes. */
	savedBytes: number;
	executionId: string;
	workflowId: string;
}

/** An n8n of its own for one arm, with a sandbox behind it. */
export interface Bench {
	server: N8nServer;
	run: (rows: number, faults?: readonly Fault[], onError?: INode['onError']) => Promise<Measured>;
	close: () => Promise<void>;
}

/** Highest resident memory of a process so far, bytes; null on systems without /proc. */
export function peakMemory(pid: number): number | null {
	try {
		const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
		return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
	} catch {
		return null;
	}
}

/**
 * Waits without reading what the execution holds, which would cost n8n as much as the execution.
 *
 * @param count of the executions of the workflow, so many there will be
 * @returns the newest one
 */
async function untilOver(client: N8nClient, workflow: { id: string }, count: number) {
	for (;;) {
		const [newest, ...older] = await client.executions(workflow);
		if (older.length + 1 === count && OVER.includes(newest.status)) return newest;
		await sleep(LOOK_AGAIN_MS);
	}
}

export async function openBench(
	arm: Arm,
	options: Partial<SandboxOptions>,
	peer: Peer | null = null,
): Promise<Bench> {
	const sandbox = await startSandbox(options);
	const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'seedance-bench-'));
	const env: Record<string, string> =
		peer === null ? {} : { N8N_CUSTOM_EXTENSIONS: copyFor(peer, sandbox.baseUrls, scratch) };
	const server = new N8nServer({ env });
	await server.start();
	const account = { baseUrl: sandbox.baseUrls[PROVIDER], key: sandbox.keys[PROVIDER] };
	const { client } = server;
	const saved = await ensureCredentials(client, sandbox);
	const foreign =
		peer === null
			? null
			: await client.createCredential('wavespeedApi', 'WaveSpeed', { apiKey: account.key });
	return {
		server,
		async run(rows, faults = [], onError = 'continueRegularOutput') {
			sandbox.reset();
			faults.forEach((fault) => sandbox.addFault({ provider: PROVIDER, ...fault }));
			const workflow = withCredentials(arm.workflow(rows, account, onError), saved);
			for (const node of workflow.nodes) {
				if (foreign !== null && node.type.startsWith('CUSTOM.')) {
					node.credentials = { wavespeedApi: { id: foreign.id, name: foreign.name } };
				}
			}
			const { id } = await client.createWorkflow(workflow);
			const startedAt = Date.now();
			await client.run({ id }, { triggerToStartFrom: { name: 'Start' } });
			let newest = await untilOver(client, { id }, 1);
			if (newest.status !== 'success') {
				// What people do next: the button in the list of executions.
				await client.retry(String(newest.id));
				newest = await untilOver(client, { id }, 2);
			}
			const seconds = (Date.now() - startedAt) / 1000;
			const raw = await client.request<{ data: unknown }>('GET', `/executions/${newest.id}`);
			const execution = await client.execution(String(newest.id));
			const stats = sandbox.stats()[PROVIDER];
			return {
				rows,
				seconds,
				videos: itemsOf(execution, arm.last).filter(arm.hasVideo).length,
				paid: stats.tasksBilled,
				requests: stats.requests,
				peakBytes: peakMemory(server.main?.pid ?? 0),
				savedBytes: JSON.stringify(raw.data).length,
				executionId: String(newest.id),
				workflowId: id,
			};
		},
		async close() {
			await server.dispose();
			await sandbox.stop();
			fs.rmSync(scratch, { recursive: true, force: true });
		},
	};
}
