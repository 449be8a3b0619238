import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

/** Whether an AI agent runs the node as its tool: it waits for the answer and gets its json alone, no suspended execution and no files. */
export function isTool(context: IExecuteFunctions | IWebhookFunctions): boolean {
	// Not in versions of n8n before 2.8.
	if ('isToolExecution' in context && typeof context.isToolExecution === 'function') {
		return context.isToolExecution();
	}
	return context.getNode().type.endsWith('Tool');
}
