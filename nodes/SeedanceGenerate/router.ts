import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { operationError } from '../shared/n8n/operationError';
import type { Sessions } from '../shared/n8n/session';
import { openSessions } from '../shared/n8n/session';
import { cancelTask } from './operations/cancel';
import { deleteTask } from './operations/delete';
import { estimate } from './operations/estimate';
import { generate } from './operations/generate';
import { getTask } from './operations/get';
import { getBalance } from './operations/getBalance';
import { getMany } from './operations/getMany';
import { waitForTask } from './operations/wait';

type Operation = (context: IExecuteFunctions, run: Sessions) => Promise<INodeExecutionData[]>;

const OPERATIONS: Readonly<Record<string, Operation>> = {
	'video.generate': generate,
	'video.estimate': estimate,
	'video.finishDraft': generate,
	'account.getBalance': getBalance,
	'task.get': getTask,
	'task.getMany': getMany,
	'task.wait': waitForTask,
	'task.cancel': cancelTask,
	'task.delete': deleteTask,
};

/** Runs the operation that the user chose. */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const resource: unknown = context.getNodeParameter('resource', 0);
	const name: unknown = context.getNodeParameter('operation', 0);
	const operation = OPERATIONS[`${String(resource)}.${String(name)}`];
	if (operation === undefined) {
		throw operationError(
			context,
			`The operation "${String(name)}" does not exist for the resource "${String(resource)}".`,
			'Choose Resource and Operation from their lists.',
		);
	}
	return await operation(context, await openSessions(context));
}
