/**
 * Credentials the way n8n's server serves them to nodes: defaults filled in, expressions
 * resolved, and requests authenticated by the credential class itself.
 */

import { createNodeTypes, passThrough } from './builtins.mts';
import { workflowPackage } from './workflowPackage.mts';
import type {
	ICredentialDataDecryptedObject as CredentialData,
	ICredentials,
	ICredentialsExpressionResolveValues,
	ICredentialType as CredentialType,
	IDataObject,
	IExecuteData,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	IWorkflowDataProxyAdditionalKeys,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

const { ICredentialsHelper, NodeHelpers, isExpression } = workflowPackage;

/** Plain data by credential id, or by type for the usual case of one */
export type CredentialStore = Record<string, CredentialData>;

/** Where expressions in credentials that belong to no node are resolved. */
const INTERNAL_NODE: INode = {
	id: 'credential',
	name: 'Credential',
	type: 'engine.credential',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const INTERNAL_NODE_TYPES = createNodeTypes({
	[INTERNAL_NODE.type]: passThrough('credential', INTERNAL_NODE.name),
});

export class EngineCredentials extends ICredentialsHelper {
	private readonly types: Record<string, CredentialType>;
	private readonly store: CredentialStore;

	constructor(types: Record<string, CredentialType>, store: CredentialStore) {
		super();
		this.types = types;
		this.store = store;
	}

	typeOf(name: string) {
		const type = this.types[name];
		if (type === undefined) throw new Error(`Credential type "${name}" is not known to the engine`);
		return type;
	}

	getParentTypes(name: string): string[] {
		const parents = this.types[name]?.extends ?? [];
		return [...parents, ...parents.flatMap((parent) => this.getParentTypes(parent))];
	}

	isCredentialUsableByNode(name: string, nodeType: string) {
		const type = this.types[name];
		if (type?.restrictToSupportedNodes !== true) return true;
		return (type.supportedNodes ?? []).some(
			(supported) => supported === nodeType || nodeType.endsWith(`.${supported}`),
		);
	}

	getCredentialsProperties(name: string) {
		return this.typeOf(name).properties;
	}

	/** A value that may be an expression over the credential's own fields. */
	resolveValue(
		value: string,
		additionalKeys: IWorkflowDataProxyAdditionalKeys,
		{ expression }: Workflow,
		node: INode,
	): string {
		if (!isExpression(value)) return value;
		const resolved = expression.getSimpleParameterValue(
			node,
			value,
			'internal',
			additionalKeys,
			undefined,
			'',
		);
		return resolved ? resolved.toString() : '';
	}

	/** Signs the given request itself, as n8n does. */
	async authenticate(
		credentials: CredentialData,
		typeName: string,
		requestOptions: IHttpRequestOptions,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.typeOf(typeName);
		if (authenticate === undefined) return requestOptions;
		if (typeof authenticate === 'function') return await authenticate(credentials, requestOptions);
		if (workflow === undefined || node === undefined) {
			throw new Error('Declarative authentication needs the workflow and the node');
		}
		const resolve = (value: unknown) =>
			this.resolveValue(String(value), { $credentials: credentials }, workflow, node);
		const sections = requestOptions as IHttpRequestOptions & Record<string, IDataObject>;
		sections.headers ??= {};
		for (const [section, entries] of Object.entries(authenticate.properties)) {
			const target = (sections[section] ??= {});
			for (const [name, value] of Object.entries(entries ?? {})) {
				target[resolve(name)] = resolve(value);
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

	stored(nodeCredentials: INodeCredentialsDetails, type: string): CredentialData {
		const data = this.store[nodeCredentials.id ?? type] ?? this.store[type];
		if (data === undefined) throw new Error(`No data for credential type "${type}" was given`);
		return data;
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolveValues?: ICredentialsExpressionResolveValues,
	): Promise<CredentialData> {
		const original = this.stored(nodeCredentials, type);
		if (raw === true) return original;
		const data = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			{ ...original } as INodeParameters,
			true,
			false,
			null,
			null,
		) as INodeParameters;
		if (resolveValues !== undefined) {
			return resolveValues.workflow.expression.getParameterValue(
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
			) as CredentialData;
		}
		const workflow = new workflowPackage.Workflow({
			nodes: [INTERNAL_NODE],
			connections: {},
			active: false,
			nodeTypes: INTERNAL_NODE_TYPES,
		});
		return workflow.expression.getComplexParameterValue(
			INTERNAL_NODE,
			data,
			mode,
			{},
			undefined,
			undefined,
			data,
		) as CredentialData;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('The engine serves decrypted credentials only');
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData() {}
}
