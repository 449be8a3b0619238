import { readExamples, withLocalFiles } from '../../../tools/n8n/examples.mts';
import type { Stage } from './stage.mts';
import type { N8nClient } from '../../../tools/n8n/client.mts';

/**
 * Makes the examples ready for a test: accounts chosen, pictures from the sandbox, and what a test
 * cannot reach replaced by nodes of n8n that read the same expressions.
 */

/** Which credential the other nodes take. */
const CREDENTIAL_OF_TYPE = {
	'n8n-nodes-base.s3': 's3',
	'n8n-nodes-base.httpRequest': 'httpHeaderAuth',
	'n8n-nodes-base.telegram': 'telegramApi',
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 'openAiApi',
} as Record<string, string>;

/** @returns an Edit Fields node in its place */
const editFields = (node: any, values: Record<string, string>): any => ({
	...node,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.5,
	parameters: {
		mode: 'manual',
		assignments: {
			assignments: Object.entries(values).map(([name, value]) => ({
				id: name,
				name,
				type: name === 'row_number' ? 'number' : 'string',
				value,
			})),
		},
		includeOtherFields: false,
		options: {},
	},
});

/**
 * What stands in for services on the internet. Reading a sheet is not here: its rows are pinned, as
 * people pin them in the editor.
 *
 * | node                  | stands in                                                        |
 * | --------------------- | ---------------------------------------------------------------- |
 * | Google Sheets, update | Edit Fields with the same columns and the same expressions        |
 * | Google Drive, upload  | Edit Fields that gives a link with the name the file would have   |
 */
const STAND_INS = {
	'n8n-nodes-base.googleSheets': (node) =>
		node.parameters.operation === 'update' ? editFields(node, node.parameters.columns.value) : node,
	'n8n-nodes-base.googleDrive': (node) =>
		editFields(node, {
			webViewLink: node.parameters.name.replace(/^=/, '=https://drive.example.com/'),
		}),
} as Record<string, (node: any) => any>;

/**
 * @param name of the example, without "Seedance: "
 * @returns as in the file
 */
export function exampleNamed(name: string): any {
	const example = readExamples().find((each) => each.name === `Seedance: ${name}`);
	if (example === undefined) throw new Error(`There is no example "${name}"`);
	return example;
}

export interface Changes {
	/** Rows that a node gives instead of running */
	pinData?: Record<string, any>;
	/** By credential type */
	credentials?: Record<string, { id: string; name: string }>;
	/** Further changes, in place */
	eachNode?: (node: any) => void;
}

/** @returns the saved workflow */
export async function importExample(
	name: string,
	stage: Stage,
	{ pinData = {}, credentials = {}, eachNode }: Changes = {},
): Promise<any> {
	const example = withLocalFiles(exampleNamed(name), stage.sandbox);
	example.nodes = example.nodes.map((node: any) => {
		const ready = STAND_INS[node.type]?.(node) ?? node;
		const type = CREDENTIAL_OF_TYPE[node.type];
		if (type !== undefined) ready.credentials = { [type]: credentials[type] };
		// Looks are ten seconds apart for real providers; the sandbox is done in one.
		if (ready.parameters.completion === 'wait') ready.parameters.options.pollInterval = 1;
		eachNode?.(ready);
		return ready;
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

/** An account at a service on this machine, for `importExample`. */
export const account = async (stage: Stage, type: string, data: any) => ({
	[type]: await stage.client.createCredential(type, `${type} on this machine`, data),
});

export const billed = (stage: Stage) => stage.sandbox.stats().evolink.tasksBilled;

export const jsonOf = (items: any[]) => items.map(({ json }) => json);

export const isVideo = (content: Buffer) => content.toString('latin1', 4, 8) === 'ftyp';

/** The rows of a data table, oldest first. */
export async function tableRows(client: N8nClient, tableName: string): Promise<any[]> {
	const address = await tableAddress(client, tableName);
	const { data } = await client.request('GET', `${address}/rows?take=100&sortBy=id:asc`);
	return data;
}

export async function addRow(client: N8nClient, tableName: string, row: Record<string, unknown>) {
	const address = await tableAddress(client, tableName);
	await client.request('POST', `${address}/insert`, { data: [row], returnType: 'id' });
}

async function tableAddress(client: N8nClient, tableName: string) {
	const { data } = await client.request('GET', '/data-tables-global?take=100');
	const table = data.find((each: any) => each.name === tableName);
	if (table === undefined) throw new Error(`There is no data table "${tableName}"`);
	return `/projects/${table.projectId ?? table.project?.id}/data-tables/${table.id}`;
}
