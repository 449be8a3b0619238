'use strict';

require('reflect-metadata');
/** @type {(source: unknown, path: string) => unknown} */
const get = require(String('lodash/get'));
const { ExecuteContext, RoutingNode } = require('n8n-core');
const { createEmptyRunExecutionData, NodeHelpers, Workflow } = require('n8n-workflow');

/**
 * Runs a credential's test request as n8n 2.41.1 does (services/credentials-tester.service): a declarative request
 * on n8n-core's RoutingNode, then the rules. Only the lookup of types and the stored secrets are replaced.
 *
 * @typedef {{ status: 'OK' | 'Error', message: string }} Verdict
 */

/** @param {import('n8n-workflow').INodeTypeDescription} description */
function typesWith(description) {
	const type = { description };
	return { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
}

/**
 * The part of n8n's credentials helper that a declarative request needs: generic authentication by expressions.
 * @param {import('n8n-workflow').ICredentialType} credentialType
 */
function helperFor(credentialType) {
	return {
		getParentTypes: () => [],
		preAuthentication: async () => undefined,
		isCredentialUsableByNode: () => true,
		/** @param {any} credentials @param {string} _type @param {any} options @param {any} workflow @param {any} node */
		authenticate: async (credentials, _type, options, workflow, node) => {
			const { properties } = /** @type {any} */ (credentialType.authenticate);
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

/**
 * What the rules of a test say about an answer that arrived.
 * @param {any} response @param {any[]} rules
 * @returns {Verdict}
 */
function judgeBody(response, rules) {
	for (const rule of rules) {
		if (rule.type !== 'responseSuccessBody') continue;
		if (get(response[0][0].json, rule.properties.key) === rule.properties.value) {
			return { status: 'Error', message: rule.properties.message };
		}
	}
	return { status: 'OK', message: 'Connection successful!' };
}

/**
 * What n8n shows for a request that threw.
 * @param {any} thrown @param {any[]} rules
 * @returns {Verdict}
 */
function judgeThrown(thrown, rules) {
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

/**
 * @param {import('n8n-workflow').ICredentialType} credentialType
 * @param {Record<string, string>} entered what the user typed
 * @returns {Promise<Verdict>}
 */
async function testCredential(credentialType, entered) {
	// Hidden fields are dropped and defaults filled in, as n8n does before a test.
	const data = NodeHelpers.getNodeParameters(
		credentialType.properties,
		entered,
		true,
		false,
		null,
		null,
	);
	const testRequest = /** @type {any} */ (credentialType.test);
	const description = /** @type {any} */ ({
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
	});
	const node = /** @type {any} */ ({
		id: 'temp',
		parameters: {},
		name: 'Temp-Node',
		type: description.name,
		typeVersion: 1,
		position: [0, 0],
		credentials: { [credentialType.name]: { id: '1', name: 'under test' } },
	});
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: /** @type {any} */ (typesWith(description)),
	});
	const additionalData = /** @type {any} */ ({
		credentialsHelper: helperFor(credentialType),
		currentNodeParameters: {},
		variables: {},
		externalSecretsProxy: { listProviders: () => [], hasProvider: () => false },
	});
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
	const decrypted = /** @type {any} */ ({
		id: '1',
		name: 'under test',
		type: credentialType.name,
		data,
	});
	const routing = new RoutingNode(context, /** @type {any} */ ({ description }), decrypted);
	let response;
	try {
		response = await routing.runNode();
	} catch (thrown) {
		return judgeThrown(thrown, testRequest.rules);
	}
	return judgeBody(response, testRequest.rules);
}

module.exports = { testCredential };
