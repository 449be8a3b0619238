import { createRequire } from 'node:module';
import 'reflect-metadata';
import { ExecuteContext, RoutingNode } from 'n8n-core';
import { createEmptyRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';
import type { INodeTypeDescription, ICredentialType } from 'n8n-workflow';

const require = createRequire(import.meta.url);

const get: (source: unknown, path: string) => unknown = require(String('lodash/get'));

/**
 * Runs a credential's test request as n8n 2.41.1 does (services/credentials-tester.service): a declarative request
 * on n8n-core's RoutingNode, then the rules. Only the lookup of types and the stored secrets are replaced.
 */
export type Verdict = { status: 'OK' | 'Error'; message: string };

function typesWith(description: INodeTypeDescription) {
	const type = { description };
	return { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
}

/** The part of n8n's credentials helper that a declarative request needs: generic authentication by expressions. */
function helperFor(credentialType: ICredentialType) {
	return {
		getParentTypes: () => [],
		preAuthentication: async () => undefined,
		isCredentialUsableByNode: () => true,
		authenticate: async (
			credentials: any,
			_type: string,
			options: any,
			workflow: any,
			node: any,
		) => {
			const { properties } = credentialType.authenticate as any;
			for (const [name, value] of Object.entries(properties.headers)) {
				options.headers = options.headers ?? {};
				options.headers[name] = workflow.expression
					.getSimpleParameterValue(
						node,
						value,
						'internal',
						{ $credentials: credentials },
						undefined,
						'',
					)
					.toString();
			}
			return options;
		},
	};
}

/** What the rules of a test say about an answer that arrived. */
function judgeBody(response: any, rules: any[]): Verdict {
	for (const rule of rules) {
		if (rule.type !== 'responseSuccessBody') continue;
		if (get(response[0][0].json, rule.properties.key) === rule.properties.value) {
			return { status: 'Error', message: rule.properties.message };
		}
	}
	return { status: 'OK', message: 'Connection successful!' };
}

/** What n8n shows for a request that threw. */
function judgeThrown(thrown: any, rules: any[]): Verdict {
	const answer = thrown.cause && thrown.cause.response;
	if (answer) {
		for (const rule of rules) {
			if (rule.type === 'responseCode' && rule.properties.value === answer.status) {
				return { status: 'Error', message: rule.properties.message };
			}
		}
		return { status: 'Error', message: answer.statusText || `HTTP ${answer.status}` };
	}
	if (thrown.cause && thrown.cause.code) return { status: 'Error', message: thrown.cause.code };
	return { status: 'Error', message: String(thrown.message) };
}

/** @param entered what the user typed */
export async function testCredential(
	credentialType: ICredentialType,
	entered: Record<string, string>,
): Promise<Verdict> {
	// Hidden fields are dropped and defaults filled in, as n8n does before a test.
	const data = NodeHelpers.getNodeParameters(
		credentialType.properties,
		entered,
		true,
		false,
		null,
		null,
	);
	const testRequest = credentialType.test as any;
	const description = {
		displayName: 'No Operation',
		name: 'n8n-nodes-base.noOp',
		version: 1,
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: credentialType.name, required: true }],
		properties: [
			{
				displayName: 'Temp',
				name: 'temp',
				type: 'string',
				routing: { request: testRequest.request },
				default: '',
			},
		],
	} as any;
	const node = {
		id: 'temp',
		parameters: {},
		name: 'Temp-Node',
		type: description.name,
		typeVersion: 1,
		position: [0, 0],
		credentials: { [credentialType.name]: { id: '1', name: 'under test' } },
	} as any;
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: typesWith(description),
	});
	const additionalData = {
		credentialsHelper: helperFor(credentialType),
		currentNodeParameters: {},
		variables: {},
		externalSecretsProxy: { listProviders: () => [], hasProvider: () => false },
	} as any;
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	const decrypted = {
		id: '1',
		name: 'under test',
		type: credentialType.name,
		data,
	} as any;
	const routing = new RoutingNode(context, { description }, decrypted);
	let response;
	try {
		response = await routing.runNode();
	} catch (thrown) {
		return judgeThrown(thrown, testRequest.rules);
	}
	return judgeBody(response, testRequest.rules);
}
