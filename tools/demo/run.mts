/**
 * Runs the example workflow for one provider and finds out what became of each catalog row.
 */

import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type {
	ExecutionError,
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	INodeParameters,
	IPairedItemData,
} from 'n8n-workflow';
import type { Cost } from '../../nodes/shared/domain/cost.ts';
import { PROVIDERS as PLAYED } from '../../sandbox/providers.mts';
import type { SandboxProvider } from '../../sandbox/engine/provider.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { PlaceName, ProviderId } from '../../sandbox/providers.mts';
import type { RunResult, WorkflowDefinition } from '../engine/execution.mts';
import type { Engine } from '../engine/index.mts';
import type { CatalogRow } from './catalog.mts';

export interface ProviderChoice {
	id: ProviderId;
	name: string;
	credentialType: string;
}

export interface RowOutcome {
	row: CatalogRow;
	state: 'finished' | 'refused' | 'unfinished';
	taskId: string;
	/** Why there is no video */
	message: string;
	/** Path below the output folder */
	file: string;
	bytes: number;
	/** As its item says. */
	cost?: Cost | null;
}

export interface ProviderOutcome {
	provider: ProviderChoice;
	rows: RowOutcome[];
	seconds: number;
	/** Why the whole execution ended, if it did */
	error: ExecutionError | undefined;
}

export const PROVIDERS: ProviderChoice[] = PLAYED.map(({ id, title, credential }) => ({
	id,
	name: title,
	credentialType: credential.type,
}));

export const GENERATE = 'Seedance Generate';
export const DOWNLOAD = 'Seedance Download';
const VIDEOS = 'Store or post the video';
const REFUSED = 'Rows to look at';

/** Plain credential data that points every credential type at a sandbox. */
export function sandboxCredentials({
	baseUrls,
	keys,
}: Pick<Sandbox, 'baseUrls' | 'keys'>): Record<string, ICredentialDataDecryptedObject> {
	const credentials: Array<SandboxProvider['credential']> = PLAYED.map((each) => each.credential);
	return Object.fromEntries(
		credentials.map(({ type, region, baseUrl, filesBaseUrl }) => [
			type,
			{
				apiKey: keys[baseUrl as PlaceName],
				...(region !== undefined && { region }),
				baseUrl: baseUrls[baseUrl as PlaceName],
				...(filesBaseUrl !== undefined && { filesBaseUrl: baseUrls[filesBaseUrl as PlaceName] }),
			},
		]),
	);
}

/**
 * The example workflow as the user would have it after choosing another provider in both nodes.
 *
 * @param example parsed catalog-to-video.json
 * @param options laid over Generate's options
 */
export function workflowFor<Example extends WorkflowDefinition>(
	example: Example,
	provider: Pick<ProviderChoice, 'id'>,
	options: INodeParameters,
): Example {
	const workflow = structuredClone(example);
	workflow.id = `demo-${provider.id}`;
	for (const node of workflow.nodes) {
		if (![GENERATE, DOWNLOAD].includes(node.name)) continue;
		node.parameters.provider = provider.id;
		if (node.name !== GENERATE) continue;
		node.parameters.options = { ...(node.parameters.options as INodeParameters), ...options };
	}
	return workflow;
}

/** Every output item of a node, over all of its runs. */
function allItems(result: RunResult, nodeName: string): INodeExecutionData[] {
	const runs = result.runData[nodeName] ?? [];
	return runs.flatMap((_run, index) => result.items(nodeName, 0, index));
}

/** The task an item belongs to, empty when nothing was ever submitted; an error item keeps it in its details. */
function taskIdOf({ details, taskId }: IDataObject): string {
	return String((details as IDataObject | undefined)?.taskId ?? taskId ?? '');
}

export async function runProvider(demo: {
	engine: Engine;
	example: WorkflowDefinition;
	provider: ProviderChoice;
	rows: CatalogRow[];
	imageUrl: (row: CatalogRow) => string;
	outputFolder: string;
	options?: INodeParameters;
	onRefused?: (count: number) => void;
}): Promise<ProviderOutcome> {
	const { engine, provider, rows, outputFolder } = demo;
	const startedAt = Date.now();
	const result = await engine.run({
		workflow: workflowFor(demo.example, provider, demo.options ?? {}),
		startItems: rows.map((row) => {
			const columns: IDataObject = { ...row, image: demo.imageUrl(row) };
			delete columns.isWrongOnPurpose;
			return { json: columns };
		}),
		onNodeFinished: (nodeName, taskData) => {
			if (nodeName !== GENERATE) return;
			const problems = taskData.data?.main?.[1] ?? [];
			demo.onRefused?.(problems.filter((item) => taskIdOf(item.json) === '').length);
		},
	});

	const rowByTask: Map<string, CatalogRow> = new Map();
	result.items(GENERATE).forEach((item) => {
		const paired = item.pairedItem as IPairedItemData;
		rowByTask.set(String(item.json.taskId), rows[paired.item]);
	});
	const outcomes: Map<CatalogRow, RowOutcome> = new Map();
	for (const item of allItems(result, REFUSED)) {
		const { json } = item;
		const taskId = taskIdOf(json);
		const row = rows.find((each) => each.sku === json.sku) ?? rowByTask.get(taskId);
		if (row === undefined) continue;
		outcomes.set(row, {
			row,
			state: taskId === '' ? 'refused' : 'unfinished',
			taskId,
			message: String(json.message ?? json.error ?? ''),
			file: '',
			bytes: 0,
		});
	}
	for (const item of allItems(result, VIDEOS)) {
		const row = rowByTask.get(String(item.json.taskId));
		const video = item.binary?.data;
		if (row === undefined || video === undefined) continue;
		const file = path.posix.join(provider.id, String(video.fileName));
		const target = path.join(outputFolder, file);
		fs.mkdirSync(path.dirname(target), { recursive: true });
		await pipeline(await engine.binaries.stream(video), fs.createWriteStream(target));
		outcomes.set(row, {
			row,
			state: 'finished',
			taskId: String(item.json.taskId),
			message: '',
			file,
			bytes: fs.statSync(target).size,
			cost: item.json.cost as Cost | null,
		});
	}
	return {
		provider,
		seconds: (Date.now() - startedAt) / 1000,
		error: result.error,
		rows: rows.map(
			(row) =>
				outcomes.get(row) ?? {
					row,
					state: 'unfinished',
					taskId: '',
					message: result.error?.message ?? 'No item came out for this row.',
					file: '',
					bytes: 0,
				},
		),
	};
}
