/**
 * Runs a credential's test request as n8n 2.41.1 does (services/credentials-tester.service): a declarative request
 * on n8n-core's RoutingNode, then the rules. Only the lookup of types and the stored secrets are replaced.
 */

import { createRequire } from 'node:module';
import { createAdditionalData, createWorkflow } from '../../tools/engine/execution.mts';
import { createEngine } from '../../tools/engine/index.mts';
import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialDataDecryptedObject,
	ICredentialType,
	INode,
	INodeExecutionData,
	INodeTypeDescription,
} from 'n8n-workflow';
import type { WorkflowDefinition } from '../../tools/engine/execution.mts';
import type { Engine } from '../../tools/engine/index.mts';

const require = createRequire(import.meta.url);

/** As n8n reads the body of an answer. */
const get = require('lodash/get') as (source: unknown, path: string) => unknown;

export type Verdict = { status: 'OK' | 'Error'; message: string };

type Rule = IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody;

/** What n8n's HTTP helper throws. */
interface Thrown {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText?: string } };
}

const isAboutBody = (rule: Rule): rule is IAuthenticateRuleResponseSuccessBody =>
	rule.type === 'responseSuccessBody';

const refused = (message: string): Verdict => ({ status: 'Error', message });

/** What the rules of a test say about an answer that arrived. */
function judgeBody({ json }: INodeExecutionData, rules: Rule[]): Verdict {
	for (const { properties } of rules.filter(isAboutBody)) {
		if (get(json, properties.key) === properties.value) return refused(properties.message);
	}
	return { status: 'OK', message: 'Connection successful!' };
}

/** What n8n shows for a request that threw. */
function judgeThrown({ message, cause }: Thrown, rules: Rule[]): Verdict {
	const answer = cause?.response;
	if (answer === undefined) return refused(cause?.code || message);
	const rule = rules.find(
		({ type, properties }) => type === 'responseCode' && properties.value === answer.status,
	);
	return refused(rule?.properties.message ?? (answer.statusText || `HTTP ${answer.status}`));
}

/** The node in whose name n8n sends the test request. */
function descriptionFor({ name, test }: ICredentialType): INodeTypeDescription {
	return {
		displayName: 'No Operation',
		name: 'n8n-nodes-base.noOp',
		group: ['input'],
		version: 1,
		description: 'Sends the test request',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name, required: true }],
		properties: [
			{
				displayName: 'Temp',
				name: 'temp',
				type: 'string',
				routing: { request: test?.request },
				default: '',
			},
		],
	};
}

/**
 * What n8n would say of a credential.
 *
 * @param entered what the user typed
 */
export async function testCredential(
	credentialType: ICredentialType,
	entered: Record<string, string>,
): Promise<Verdict> {
	const description = descriptionFor(credentialType);
	const engine = await createEngine({
		nodeTypes: { [description.name]: { description } },
		credentialTypes: { [credentialType.name]: credentialType },
	});
	try {
		return await verdictOf(engine, description, credentialType, entered);
	} finally {
		await engine.close();
	}
}

async function verdictOf(
	{ state, platform: { core, workflow: n8n } }: Engine,
	description: INodeTypeDescription,
	{ name, properties, test }: ICredentialType,
	entered: Record<string, string>,
): Promise<Verdict> {
	const account = { id: '1', name: 'under test' };
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: { temp: '' },
		credentials: { [name]: account },
	};
	const definition: WorkflowDefinition = { nodes: [node], connections: {} };
	const context = new core.ExecuteContext(
		createWorkflow(state, definition),
		node,
		createAdditionalData(state, { executionId: '', mode: 'internal', definition }),
		'internal',
		n8n.createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	// Hidden fields are dropped and defaults filled in, as n8n does before a test.
	const data = n8n.NodeHelpers.getNodeParameters(properties, entered, true, false, null, null);
	const decrypted = { ...account, type: name, data: data as ICredentialDataDecryptedObject };
	const rules = test?.rules ?? [];
	try {
		const answer = await new core.RoutingNode(context, { description }, decrypted).runNode();
		return judgeBody(answer?.[0][0] ?? { json: {} }, rules);
	} catch (thrown) {
		return judgeThrown(thrown as Thrown, rules);
	}
}
