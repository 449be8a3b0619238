/**
 * Credentials the way n8n's server serves them to nodes: defaults filled in, expressions
 * resolved, and requests authenticated by the credential class itself.
 */

import { workflowPackage } from './workflowPackage.mts';
import type {
	ICredentialType as CredentialType,
	ICredentialDataDecryptedObject as CredentialData,
	INode,
	INodeCredentialsDetails,
	WorkflowExecuteMode,
	IExecuteData,
	ICredentialsExpressionResolveValues,
} from 'n8n-workflow';

const { ICredentialsHelper, NodeHelpers, Workflow, isExpression } = workflowPackage;

/** Plain data by credential id, or by type for the usual case of one */
export type CredentialStore = Record<string, CredentialData>;

const INTERNAL_NODE = {
	id: 'credential',
	name: 'Credential',
	type: 'engine.credential',
	typeVersion: 1,
	position: [0, 0] as [number, number],
	parameters: {},
};

const NO_NODE_TYPES = {
	getByName: () => undefined as any,
	getByNameAndVersion: () => ({ description: { properties: [] } }) as any,
	getKnownTypes: () => ({}),
};

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

	resolveValue(
		parameterValue: any,
		additionalKeys: any,
		workflow: import('n8n-workflow').Workflow,
		node: INode,
	) {
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

	async authenticate(
		credentials: CredentialData,
		typeName: string,
		requestOptions: any,
		workflow?: import('n8n-workflow').Workflow,
		node?: INode,
	) {
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

	stored(nodeCredentials: INodeCredentialsDetails, type: string): CredentialData {
		const data = this.store[nodeCredentials.id ?? type] ?? this.store[type];
		if (data === undefined) throw new Error(`No data for credential type "${type}" was given`);
		return data;
	}

	async getDecrypted(
		_additionalData: any,
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolveValues?: ICredentialsExpressionResolveValues,
	): Promise<CredentialData> {
		const original = this.stored(nodeCredentials, type);
		if (raw === true) return original;
		const data: any = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			{ ...original } as any,
			true,
			false,
			null,
			null,
		);
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
			) as any;
		}
		const workflow = new Workflow({
			nodes: [INTERNAL_NODE],
			connections: {},
			active: false,
			nodeTypes: NO_NODE_TYPES,
		});
		return workflow.expression.getComplexParameterValue(
			INTERNAL_NODE,
			data,
			mode,
			{},
			undefined,
			undefined,
			data,
		) as any;
	}

	async getCredentials(): Promise<any> {
		throw new Error('The engine serves decrypted credentials only');
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData() {}
}
