import type { IExecuteFunctions } from 'n8n-workflow';
import { operationError } from '../shared/n8n/operationError';

/**
 * Which run of the node in its execution this is, from 0; loops run it several times.
 * @throws NodeOperationError when n8n does not say
 */
export function runIndexOf(context: IExecuteFunctions): number {
	const runIndex: unknown = context.evaluateExpression('{{ $runIndex }}', 0);
	if (typeof runIndex === 'number') return runIndex;
	throw operationError(context, 'n8n did not tell which run of the node this is.', 'Update n8n.');
}
