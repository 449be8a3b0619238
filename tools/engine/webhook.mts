/**
 * Hands a request to a node's `webhook()` in n8n's own context, as both triggers and the resume
 * addresses of waiting executions do.
 */

import type {
	IHttpRequestMethods,
	INode,
	IRunExecutionData,
	IWebhookDescription,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { PlainRequest, WebResponse } from './exchange.mts';
import type { EngineState } from './index.mts';

export interface WebhookCall {
	workflow: Workflow;
	node: INode;
	description: IWebhookDescription;
	additionalData: IWorkflowExecuteAdditionalData;
	mode: WorkflowExecuteMode;
	incoming: PlainRequest;
	/** Of the waiting execution; a trigger has none */
	runData: IRunExecutionData | null;
}

/**
 * What the node hands over, and what it has answered itself.
 *
 * @throws what the node throws
 */
export async function callWebhook(
	engine: EngineState,
	call: WebhookCall,
): Promise<{ answer: IWebhookResponseData; response: WebResponse }> {
	const { workflow, node, description, mode, runData } = call;
	const { request, response } = engine.http.exchange(call.incoming);
	const additionalData = { ...call.additionalData, httpRequest: request, httpResponse: response };
	const context = new engine.platform.core.WebhookContext(
		workflow,
		node,
		additionalData,
		mode,
		{
			webhookDescription: description,
			httpMethod: request.method as IHttpRequestMethods,
			node: node.name,
			path: '',
			workflowId: workflow.id,
			workflowExecuteAdditionalData: additionalData,
		},
		[],
		runData,
	);
	const { webhook } = engine.nodeTypes.getByNameAndVersion(node.type);
	if (webhook === undefined) throw new Error(`The node "${node.name}" takes no requests`);
	return { answer: await webhook.call(context), response };
}
