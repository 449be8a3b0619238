/** The JSON of the items of a run, which n8n knows as plain objects only, with the fields that our nodes promise. */

import type { IDataObject } from 'n8n-workflow';
import type { DownloadFacts } from '../../nodes/shared/files/download/video.ts';
import type { CostEstimate } from '../../nodes/SeedanceGenerate/plan/price/estimateCost.ts';
import type { TaskItem } from '../../nodes/shared/domain/item.ts';
import type { JsonObject } from '../../nodes/shared/domain/json.ts';
import type { Problem } from '../../nodes/shared/domain/request.ts';
import type { ProviderId } from './providers.mts';
import type { RunResult } from '../../tools/engine/execution.mts';

type Task = Omit<TaskItem, 'raw'>;

/** An item about one task. */
export type TaskJson = IDataObject & Task;

/** An item of Estimate. */
export type EstimateJson = IDataObject & {
	provider: ProviderId;
	model: string | null;
	mode: string | null;
	valid: boolean;
	problems: Problem[];
	warnings: string[];
	request: JsonObject | null;
	usage: CostEstimate['usage'];
};

/** An item of the error output. */
export type RefusedJson = IDataObject & { error: string; message: string; details: Task };

/** An item of Seedance Download, with the fields that it came with. */
export type DownloadJson = TaskJson & { download: DownloadFacts };

type Output = Pick<RunResult, 'items'>;

/** What came out of the last run of the node, or of another one when n8n ran it several times. */
export const jsonOf = (result: Output, run?: number) =>
	result.items('Node', 0, run).map(({ json }) => json as TaskJson);

/** The same for Estimate. */
export const estimatesOf = (result: Output) =>
	result.items('Node').map(({ json }) => json as EstimateJson);

/** The whole items of Seedance Download. */
export const downloadsOf = (result: Output) =>
	result
		.items('Node')
		.map(({ json, binary = {}, ...rest }) => ({ ...rest, json: json as DownloadJson, binary }));

/** What went to the error output. */
export const refusedOf = (result: Output) =>
	result.items('Node', 1).map(({ json }) => json as RefusedJson);
