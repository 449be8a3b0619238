'use strict';

/**
 * Credentials the way n8n's server serves them to nodes: defaults filled in, expressions
 * resolved, and requests authenticated by the credential class itself.
 */

const { ICredentialsHelper, NodeHelpers, Workflow, isExpression } = require('n8n-workflow');

/**
 * @typedef {import('n8n-workflow').ICredentialType} CredentialType
 * @typedef {import('n8n-workflow').ICredentialDataDecryptedObject} CredentialData
 * @typedef {Record<string, CredentialData>} CredentialStore plain data by credential id, or by type for the usual case of one
 */

const INTERNAL_NODE = {
	id: 'credential',
	name: 'Credential',
	type: 'engine.credential',
	typeVersion: 1,
	position: /** @type {[number, number]} */ ([0, 0]),
	parameters: {},
};

const NO_NODE_TYPES = {
	getByName: () => /** @type {any} */ (undefined),
	getByNameAndVersion: () => /** @type {any} */ ({ description: { properties: [] } }),
	getKnownTypes: () => ({}),
};

class EngineCredentials extends ICredentialsHelper {
	/**
	 * @param {Record<string, CredentialType>} types
	 * @param {CredentialStore} store
	 */
	constructor(types, store) {
		super();
		this.types = types;
		this.store = store;
	}

	/** @param {string} name */
	typeOf(name) {
		const type = this.types[name];
		if (type === undefined) throw new Error(`Credential type "${name}" is not known to the engine`);
		return type;
	}

	/**
	 * @param {string} name
	 * @returns {string[]}
	 */
	getParentTypes(name) {
		const parents = this.types[name]?.extends ?? [];
		return [...parents, ...parents.flatMap((parent) => this.getParentTypes(parent))];
	}

	/**
	 * @param {string} name
	 * @param {string} nodeType
	 */
	isCredentialUsableByNode(name, nodeType) {
		const type = this.types[name];
		if (type?.restrictToSupportedNodes !== true) return true;
		return (type.supportedNodes ?? []).some(
			(supported) => supported === nodeType || nodeType.endsWith(`.${supported}`),
		);
	}

	/** @param {string} name */
	getCredentialsProperties(name) {
		return this.typeOf(name).properties;
	}

	/**
	 * @param {any} parameterValue
	 * @param {any} additionalKeys
	 * @param {import('n8n-workflow').Workflow} workflow
	 * @param {import('n8n-workflow').INode} node
	 */
	resolveValue(parameterValue, additionalKeys, workflow, node) {
		if (!isExpression(parameterValue)) return parameterValue;
		const value = workflow.expression.getSimpleParameterValue(
			node,
			parameterValue,
			'internal',
			additionalKeys,
			undefined,
			'',
		);
		return value ? value.toString() : '';
	}

	/**
	 * @param {CredentialData} credentials
	 * @param {string} typeName
	 * @param {any} requestOptions
	 * @param {import('n8n-workflow').Workflow} [workflow]
	 * @param {import('n8n-workflow').INode} [node]
	 */
	async authenticate(credentials, typeName, requestOptions, workflow, node) {
		const { authenticate } = this.typeOf(typeName);
		if (authenticate === undefined) return requestOptions;
		if (typeof authenticate === 'function') return await authenticate(credentials, requestOptions);
		if (workflow === undefined || node === undefined) {
			throw new Error('Declarative authentication needs the workflow and the node');
		}
		const keys = { $credentials: credentials };
		requestOptions.headers ??= {};
		for (const [section, entries] of Object.entries(authenticate.properties)) {
			requestOptions[section] ??= {};
			for (const [name, value] of Object.entries(entries ?? {})) {
				const resolvedName = this.resolveValue(name, keys, workflow, node);
				requestOptions[section][resolvedName] = this.resolveValue(value, keys, workflow, node);
			}
		}
		return requestOptions;
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	/**
	 * @param {import('n8n-workflow').INodeCredentialsDetails} nodeCredentials
	 * @param {string} type
	 * @returns {CredentialData}
	 */
	stored(nodeCredentials, type) {
		const data = this.store[nodeCredentials.id ?? type] ?? this.store[type];
		if (data === undefined) throw new Error(`No data for credential type "${type}" was given`);
		return data;
	}

	/**
	 * @param {any} _additionalData
	 * @param {import('n8n-workflow').INodeCredentialsDetails} nodeCredentials
	 * @param {string} type
	 * @param {import('n8n-workflow').WorkflowExecuteMode} mode
	 * @param {import('n8n-workflow').IExecuteData} [executeData]
	 * @param {boolean} [raw]
	 * @param {import('n8n-workflow').ICredentialsExpressionResolveValues} [resolveValues]
	 * @returns {Promise<CredentialData>}
	 */
	async getDecrypted(
		_additionalData,
		nodeCredentials,
		type,
		mode,
		executeData,
		raw,
		resolveValues,
	) {
		const original = this.stored(nodeCredentials, type);
		if (raw === true) return original;
		/** @type {any} */
		const data = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			/** @type {any} */ ({ ...original }),
			true,
			false,
			null,
			null,
		);
		if (resolveValues !== undefined) {
			return /** @type {any} */ (
				resolveValues.workflow.expression.getParameterValue(
					data,
					resolveValues.runExecutionData,
					resolveValues.runIndex,
					resolveValues.itemIndex,
					resolveValues.node.name,
					resolveValues.connectionInputData,
					mode,
					{},
					executeData,
					false,
					data,
				)
			);
		}
		const workflow = new Workflow({
			nodes: [INTERNAL_NODE],
			connections: {},
			active: false,
			nodeTypes: NO_NODE_TYPES,
		});
		return /** @type {any} */ (
			workflow.expression.getComplexParameterValue(
				INTERNAL_NODE,
				data,
				mode,
				{},
				undefined,
				undefined,
				data,
			)
		);
	}

	/** @returns {Promise<any>} */
	async getCredentials() {
		throw new Error('The engine serves decrypted credentials only');
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData() {}
}

module.exports = { EngineCredentials };
