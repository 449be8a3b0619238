import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/**
 * Builds a NodeOperationError whose text is exactly ours. n8n replaces the whole message when it
 * contains an errno token anywhere, even inside an ordinary word or an address, so the message is
 * put back after construction.
 */
export function operationError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	message: string,
	description: string,
	itemIndex?: number,
): NodeOperationError {
	const error = new NodeOperationError(context.getNode(), message, { description, itemIndex });
	error.message = message;
	return error;
}
