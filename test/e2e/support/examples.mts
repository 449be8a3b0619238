/**
 * Makes the examples ready for a test: accounts chosen, pictures from the sandbox.
 */

import { readExamples, withLocalFiles } from '../../../tools/n8n/examples.mts';
import type { IDataObject, INode, INodeParameters, IPinData } from 'n8n-workflow';
import type { N8nClient, NewWorkflow, SavedWorkflow } from '../../../tools/n8n/client.mts';
import type { Saved } from '../../../tools/n8n/examples.mts';
import type { Stage } from './stage.mts';

/** Which credential the other nodes take; HTTP Request names its own. */
const CREDENTIAL_OF_TYPE: Record<string, string> = {
	'n8n-nodes-base.googleDrive': 'googleDriveOAuth2Api',
	'n8n-nodes-base.googleSheets': 'googleSheetsOAuth2Api',
	'n8n-nodes-base.youTube': 'youTubeOAuth2Api',
	'n8n-nodes-base.s3': 's3',
	'n8n-nodes-base.facebookGraphApi': 'facebookGraphApi',
	'n8n-nodes-base.telegram': 'telegramApi',
	'n8n-nodes-base.formTrigger': 'httpBasicAuth',
	'n8n-nodes-base.emailSend': 'smtp',
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 'openAiApi',
	'@n8n/n8n-nodes-langchain.openAi': 'openAiApi',
};

function credentialOf({ type, parameters }: INode): string | undefined {
	if (type !== 'n8n-nodes-base.httpRequest') return CREDENTIAL_OF_TYPE[type];
	const { authentication, genericAuthType, nodeCredentialType } = parameters;
	if (authentication === undefined) return undefined;
	return String(authentication === 'genericCredentialType' ? genericAuthType : nodeCredentialType);
}

/** Sets one of the Options of a Seedance node. */
export function setOption({ parameters }: INode, name: string, value: string | number) {
	parameters.options = { ...(parameters.options as INodeParameters), [name]: value };
}

/**
 * An example as it is in its file.
 *
 * @param name without "Seedance: "
 */
export function exampleNamed(name: string): NewWorkflow {
	const example = readExamples().find((each) => each.name === `Seedance: ${name}`);
	if (example === undefined) throw new Error(`There is no example "${name}"`);
	return example;
}

export interface Changes {
	/** Rows that a node gives instead of running */
	pinData?: IPinData;
	/** By credential type */
	credentials?: Saved;
	/** Further changes, in place */
	eachNode?: (node: INode) => void;
}

/** Saves an example, ready for a test. */
export async function importExample(
	name: string,
	stage: Stage,
	{ pinData = {}, credentials = {}, eachNode }: Changes = {},
): Promise<SavedWorkflow> {
	const example = withLocalFiles(exampleNamed(name), stage.sandbox);
	example.nodes = example.nodes.map((node) => {
		const type = credentialOf(node);
		if (type !== undefined) node.credentials = { [type]: credentials[type] };
		// Looks are ten seconds apart for real providers; the sandbox is done in one.
		if (node.parameters.completion === 'wait') setOption(node, 'pollInterval', 1);
		eachNode?.(node);
		return node;
	});
	return await stage.save({ ...example, pinData: { ...example.pinData, ...pinData } });
}

/** Runs a saved example from one of its triggers to its end. */
export async function runFrom(
	stage: Stage,
	workflow: { id: string },
	trigger: string,
	states: string[] = ['success'],
) {
	const start = { triggerToStartFrom: { name: trigger } };
	const { executionId } = await stage.client.run(workflow, start);
	return await stage.client.untilEnded(String(executionId), { states });
}

/** The data table of several examples. */
export const TABLE = 'seedance catalog';

/** Puts the four rows of the data table back to "todo", as the example does it. */
export async function setUpTable(stage: Stage): Promise<SavedWorkflow> {
	const workflow = await importExample('data table catalog', stage);
	await runFrom(stage, workflow, 'Set up once');
	return workflow;
}

/** An account at a service on this machine, for `importExample`. */
export const account = async (stage: Stage, type: string, data: IDataObject): Promise<Saved> => ({
	[type]: await stage.client.createCredential(type, `${type} on this machine`, data),
});

export const billed = (stage: Stage) => stage.sandbox.stats().evolink.tasksBilled;

export const isVideo = (content: Buffer) => content.toString('latin1', 4, 8) === 'ftyp';

/**
 * The file of n8n that an order on EvoLink names.
 *
 * @throws when it names none
 */
export async function uploadedFile(order: unknown): Promise<Buffer> {
	const [address = ''] = /http[^"]+\/uploads\/[^"]+/.exec(JSON.stringify(order)) ?? [];
	return Buffer.from(await (await fetch(address)).arrayBuffer());
}

/** The rows of a data table, oldest first. */
export async function tableRows(client: N8nClient, tableName: string): Promise<IDataObject[]> {
	const address = await tableAddress(client, tableName);
	const { data } = await client.request<{ data: IDataObject[] }>(
		'GET',
		`${address}/rows?take=100&sortBy=id:asc`,
	);
	return data;
}

export async function addRow(client: N8nClient, tableName: string, row: IDataObject) {
	const address = await tableAddress(client, tableName);
	await client.request('POST', `${address}/insert`, { data: [row], returnType: 'id' });
}

/** Changes one row, as a person does in n8n's table. */
export async function changeRow(
	client: N8nClient,
	tableName: string,
	id: number,
	data: IDataObject,
) {
	const address = await tableAddress(client, tableName);
	const filters = [{ columnName: 'id', condition: 'eq', value: id }];
	await client.request('PATCH', `${address}/rows`, { filter: { type: 'and', filters }, data });
}

/** A data table in n8n's list of them; its project is named or described. */
interface ListedTable {
	id: string;
	name: string;
	projectId?: string;
	project?: { id: string };
}

async function tableAddress(client: N8nClient, tableName: string) {
	const { data } = await client.request<{ data: ListedTable[] }>(
		'GET',
		'/data-tables-global?take=100',
	);
	const table = data.find((each) => each.name === tableName);
	if (table === undefined) throw new Error(`There is no data table "${tableName}"`);
	return `/projects/${table.projectId ?? table.project?.id}/data-tables/${table.id}`;
}
