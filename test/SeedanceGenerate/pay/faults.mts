/** One cell of the fault matrix: one kind of trouble, one way in which n8n runs a node, one provider. */

import { openLab } from '../../support/lab.mts';
import type { INodeExecutionData } from 'n8n-workflow';
import type { Fault, Task } from '../../../sandbox/engine/types.mts';
import type { RunResult } from '../../../tools/engine/execution.mts';
import type { Lab, NodeSettings, ProviderId } from '../../support/lab.mts';

export interface Trouble {
	name: string;
	/** For the sandbox; none = the port is closed. */
	faults: Fault[];
	/** What becomes of the row that was struck. */
	ends: 'video' | 'doubt' | 'refused';
	/** The provider has taken the task although its answer never came. */
	taken?: boolean;
	/** How often the struck row may be sent; 1 unless told. */
	requests?: number;
}

export interface Situation {
	name: string;
	promise: 'P1' | 'P2';
	/** Of the node. */
	settings: NodeSettings;
	rows: number;
	/** The user presses "Retry execution" when the run has failed. */
	retryExecution?: boolean;
}

export interface Outcome {
	/** Everything the provider has taken. */
	tasks: Task[];
	/** Paid requests that reached it. */
	posts: number;
	/** On both outputs, of the last run. */
	items: INodeExecutionData[];
	error: RunResult['error'];
	status: string;
	/** All that the user sees. */
	seen: string;
}

export const TROUBLES: Trouble[] = [
	{ name: 'connection refused', faults: [], ends: 'refused', requests: 0 },
	{ name: 'reset before the request was read', faults: [{ kind: 'resetBefore' }], ends: 'doubt' },
	{
		name: 'reset after the task was accepted',
		faults: [{ kind: 'resetAfter' }],
		ends: 'doubt',
		taken: true,
	},
	{
		name: 'no answer within the time',
		faults: [{ kind: 'timeout', accept: true }],
		ends: 'doubt',
		taken: true,
	},
	{
		name: '429 with Retry-After',
		faults: [{ kind: 'status', status: 429, retryAfter: 1, times: 2 }],
		ends: 'video',
		requests: 3,
	},
	{
		name: '429 without Retry-After',
		faults: [{ kind: 'status', status: 429, times: 3 }],
		ends: 'video',
		requests: 4,
	},
	{ name: '500', faults: [{ kind: 'status', status: 500 }], ends: 'doubt' },
	{
		name: '502 of a gateway that had passed the request on',
		faults: [{ kind: 'html', status: 502, accept: true }],
		ends: 'doubt',
		taken: true,
	},
	{
		name: '200 with a broken body',
		faults: [{ kind: 'brokenBody' }],
		ends: 'doubt',
		taken: true,
	},
];

export const RETRY_ON_FAIL = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 };

export const SITUATIONS: Situation[] = [
	{ name: 'plain', promise: 'P1', settings: {}, rows: 1 },
	{ name: 'Retry On Fail, five times', promise: 'P2', settings: RETRY_ON_FAIL, rows: 1 },
	{
		name: 'On Error: Continue',
		promise: 'P1',
		settings: { onError: 'continueRegularOutput' },
		rows: 1,
	},
	{
		name: 'On Error: error output, with Retry On Fail',
		promise: 'P1',
		settings: { ...RETRY_ON_FAIL, onError: 'continueErrorOutput' },
		rows: 1,
	},
	{
		name: 'the first row of three, with Retry On Fail',
		promise: 'P1',
		settings: RETRY_ON_FAIL,
		rows: 3,
	},
	{ name: '"Retry execution"', promise: 'P2', settings: {}, rows: 1, retryExecution: true },
];

/** A port on which nothing ever listens; a free one could be taken by the next sandbox meanwhile. */
const CLOSED_PORT = 1;

/** Points every credential of the lab at another port. */
function pointAt(lab: Lab, port: number) {
	const { credentials } = lab.engine.state;
	for (const [type, data] of Object.entries(credentials)) {
		const url = new URL(String(data.baseUrl));
		url.port = String(port);
		credentials[type] = { ...data, baseUrl: url.href };
	}
}

/** Everything a person can see of a run: items on both outputs, the message and its description. */
function seenOf(result: RunResult) {
	const items = [...result.items('Node'), ...result.items('Node', 1)];
	const { error } = result;
	return JSON.stringify([items, error?.message, error?.description]);
}

/** Plays one cell in a sandbox of its own. */
export async function playCell(
	trouble: Trouble,
	situation: Situation,
	provider: ProviderId,
): Promise<Outcome> {
	const lab = await openLab();
	try {
		const openPort = Number(new URL(lab.sandbox.apiUrl).port);
		if (trouble.faults.length === 0) pointAt(lab, CLOSED_PORT);
		for (const fault of trouble.faults) {
			lab.sandbox.addFault({ provider, operation: 'create', ...fault });
		}
		let result = await lab.generate(provider, {
			parameters: { prompt: '={{ $json.prompt }}' },
			rows: Array.from({ length: situation.rows }, (_, index) => ({
				prompt: `A paper boat, number ${index + 1}`,
			})),
			settings: situation.settings,
		});
		if (situation.retryExecution && result.status === 'error') {
			pointAt(lab, openPort);
			result = await lab.engine.retry(result.saved);
		}
		return {
			tasks: lab.sandbox.tasks(),
			posts: lab.requests(provider, 'create').length,
			items: [...result.items('Node'), ...result.items('Node', 1)],
			error: result.error,
			status: result.status,
			seen: seenOf(result),
		};
	} finally {
		await lab.close();
	}
}
