'use strict';

const { readExamples, withLocalFiles } = require('../../../tools/n8n/examples');

/**
 * Makes the examples ready for a test: accounts chosen, pictures from the sandbox, and what a test
 * cannot reach replaced by nodes of n8n that read the same expressions.
 */

/** Which credential the other nodes take. */
const CREDENTIAL_OF_TYPE = /** @type {Record<string, string>} */ ({
	'n8n-nodes-base.s3': 's3',
	'n8n-nodes-base.httpRequest': 'httpHeaderAuth',
	'n8n-nodes-base.telegram': 'telegramApi',
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 'openAiApi',
});

/** @param {any} node @param {Record<string, string>} values @returns {any} an Edit Fields node in its place */
const editFields = (node, values) => ({
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
const STAND_INS = /** @type {Record<string, (node: any) => any>} */ ({
	'n8n-nodes-base.googleSheets': (node) =>
		node.parameters.operation === 'update' ? editFields(node, node.parameters.columns.value) : node,
	'n8n-nodes-base.googleDrive': (node) =>
		editFields(node, {
			webViewLink: node.parameters.name.replace(/^=/, '=https://drive.example.com/'),
		}),
});

/**
 * @param {string} name of the example, without "Seedance: "
 * @returns {any} as in the file
 */
function exampleNamed(name) {
	const example = readExamples().find((each) => each.name === `Seedance: ${name}`);
	if (example === undefined) throw new Error(`There is no example "${name}"`);
	return example;
}

/**
 * @typedef {object} Changes
 * @property {Record<string, any>} [pinData] rows that a node gives instead of running
 * @property {Record<string, { id: string, name: string }>} [credentials] by credential type
 * @property {(node: any) => void} [eachNode] further changes, in place
 */

/**
 * @param {string} name
 * @param {import('./stage').Stage} stage
 * @param {Changes} [changes]
 * @returns {Promise<any>} the saved workflow
 */
async function importExample(name, stage, { pinData = {}, credentials = {}, eachNode } = {}) {
	const example = withLocalFiles(exampleNamed(name), stage.sandbox);
	example.nodes = example.nodes.map((/** @type {any} */ node) => {
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

/**
 * Runs a saved example from one of its triggers to its end.
 *
 * @param {import('./stage').Stage} stage
 * @param {{ id: string }} workflow
 * @param {string} trigger
 * @param {string[]} [states]
 */
async function runFrom(stage, workflow, trigger, states = ['success']) {
	const start = { triggerToStartFrom: { name: trigger } };
	const { executionId } = await stage.client.run(workflow, start);
	return await stage.client.untilEnded(String(executionId), { states });
}

/**
 * An account at a service on this machine, for `importExample`.
 *
 * @param {import('./stage').Stage} stage
 * @param {string} type
 * @param {any} data
 */
const account = async (stage, type, data) => ({
	[type]: await stage.client.createCredential(type, `${type} on this machine`, data),
});

/** @param {import('./stage').Stage} stage */
const billed = (stage) => stage.sandbox.stats().evolink.tasksBilled;

/** @param {any[]} items */
const jsonOf = (items) => items.map(({ json }) => json);

/** @param {Buffer} content */
const isVideo = (content) => content.toString('latin1', 4, 8) === 'ftyp';

/**
 * The rows of a data table, oldest first.
 *
 * @param {import('../../../tools/n8n/client').N8nClient} client
 * @param {string} tableName
 * @returns {Promise<any[]>}
 */
async function tableRows(client, tableName) {
	const address = await tableAddress(client, tableName);
	const { data } = await client.request('GET', `${address}/rows?take=100&sortBy=id:asc`);
	return data;
}

/**
 * @param {import('../../../tools/n8n/client').N8nClient} client
 * @param {string} tableName
 * @param {Record<string, unknown>} row
 */
async function addRow(client, tableName, row) {
	const address = await tableAddress(client, tableName);
	await client.request('POST', `${address}/insert`, { data: [row], returnType: 'id' });
}

/**
 * @param {import('../../../tools/n8n/client').N8nClient} client
 * @param {string} tableName
 */
async function tableAddress(client, tableName) {
	const { data } = await client.request('GET', '/data-tables-global?take=100');
	const table = data.find((/** @type {any} */ each) => each.name === tableName);
	if (table === undefined) throw new Error(`There is no data table "${tableName}"`);
	return `/projects/${table.projectId ?? table.project?.id}/data-tables/${table.id}`;
}

module.exports = {
	account,
	addRow,
	billed,
	exampleNamed,
	importExample,
	isVideo,
	jsonOf,
	runFrom,
	tableRows,
};
