import path from 'node:path';
import { startSandbox } from '../../../sandbox/index.mts';
import { N8nClient } from '../../../tools/n8n/client.mts';
import { ensureCredentials, withCredentials } from '../../../tools/n8n/examples.mts';
import type { IConnections, IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { SandboxOptions } from '../../../sandbox/engine/options.mts';
import type { Sandbox } from '../../../sandbox/index.mts';
import type { NewWorkflow, SavedWorkflow } from '../../../tools/n8n/client.mts';

/** What a test plays on: an n8n, a sandbox of its own and an account per provider in that n8n. */
export interface Stage {
	client: N8nClient;
	sandbox: Sandbox;
	/** Creates a workflow with the accounts chosen */
	save: (workflow: NewWorkflow) => Promise<SavedWorkflow>;
	close: () => Promise<void>;
}

const EXAMPLES = path.resolve(import.meta.dirname, '..', '..', '..', 'examples');

/** Talks to the n8n that globalSetup started, in the session that it signed in. */
export function sharedClient(): N8nClient {
	const { SEEDANCE_E2E_URL: url, SEEDANCE_E2E_COOKIE: cookie } = process.env;
	if (!url || !cookie) throw new Error('Run these tests with: npm run test:e2e');
	return new N8nClient(url, cookie);
}

/**
 * Sets the stage.
 *
 * @param ownClient of a server that the test has started itself
 */
export async function openStage(
	options: Partial<SandboxOptions> = {},
	ownClient?: N8nClient,
): Promise<Stage> {
	const client = ownClient ?? sharedClient();
	const sandbox = await startSandbox({ jobMs: 1000, publicDir: EXAMPLES, ...options });
	const saved = await ensureCredentials(client, sandbox);
	return {
		client,
		sandbox,
		save: async (workflow) => await client.createWorkflow(withCredentials(workflow, saved)),
		close: async () => await sandbox.stop(),
	};
}

export const START = 'Start';
let counter = 0;

/** What a test says of a node; `chain` adds the rest. */
export type NodeDraft = Pick<INode, 'name' | 'type'> & Partial<INode>;

/**
 * A workflow of nodes in a row, beginning with a manual trigger to which the rows are pinned, or with
 * a trigger of its own.
 */
export function chain(
	name: string,
	nodes: NodeDraft[],
	{ rows = [{}], start }: { rows?: IDataObject[]; start?: NodeDraft } = {},
): NewWorkflow {
	const first: NodeDraft = start ?? { name: START, type: 'n8n-nodes-base.manualTrigger' };
	const all = [first, ...nodes].map(
		(node, index): INode => ({
			id: `e2e00000-0000-4000-8000-${String(++counter).padStart(12, '0')}`,
			typeVersion: 1,
			position: [index * 220, 0],
			parameters: {},
			...node,
		}),
	);
	const connections: IConnections = {};
	all.slice(0, -1).forEach((node, index) => {
		connections[node.name] = { main: [[{ node: all[index + 1].name, type: 'main', index: 0 }]] };
	});
	return {
		name: `${name} ${counter}`,
		nodes: all,
		connections,
		settings: { executionOrder: 'v1' },
		pinData: start === undefined ? { [START]: rows.map((json) => ({ json })) } : {},
	};
}

/**
 * Seedance Generate as a user would set it for a quick text video.
 *
 * @param more of the node, for example onError
 */
export function generate(parameters: INodeParameters, more: Partial<INode> = {}): NodeDraft {
	return {
		name: 'Generate',
		type: 'n8n-nodes-seedance.seedanceGenerate',
		parameters: {
			provider: 'evolink',
			prompt: 'A paper boat drifts along a gutter, the camera follows.',
			options: { pollInterval: 1 },
			...parameters,
		},
		...more,
	};
}

export function download(parameters: INodeParameters, more: Partial<INode> = {}): NodeDraft {
	return {
		name: 'Download',
		type: 'n8n-nodes-seedance.seedanceDownload',
		parameters: { provider: 'evolink', options: {}, ...parameters },
		...more,
	};
}

/** Runs a saved workflow by hand, from its manual trigger to its end. */
export async function runToEnd(
	stage: Stage,
	workflow: { id: string },
	wish?: { states?: string[]; timeoutMs?: number },
) {
	const { executionId } = await stage.client.run(workflow, { triggerToStartFrom: { name: START } });
	return await stage.client.untilEnded(String(executionId), wish);
}

export { PROVIDER_IDS as PROVIDERS } from '../../support/providers.mts';
