'use strict';

/**
 * Runs the example workflow for one provider and finds out what became of each catalog row.
 */

const fs = require('fs');
const path = require('path');
const { pipeline } = require('stream/promises');

/**
 * @typedef {import('./catalog').CatalogRow} CatalogRow
 * @typedef {Awaited<ReturnType<typeof import('../engine').createEngine>>} Engine
 * @typedef {import('../../sandbox').Sandbox} Sandbox
 *
 * @typedef {object} ProviderChoice
 * @property {'evolink' | 'ark' | 'twelveAi' | 'ink'} id
 * @property {string} name
 * @property {string} credentialType
 *
 * @typedef {object} RowOutcome
 * @property {CatalogRow} row
 * @property {'finished' | 'refused' | 'unfinished'} state
 * @property {string} taskId
 * @property {string} message why there is no video
 * @property {string} file path below the output folder
 * @property {number} bytes
 *
 * @typedef {object} ProviderOutcome
 * @property {ProviderChoice} provider
 * @property {RowOutcome[]} rows
 * @property {number} seconds
 * @property {any} error why the whole execution ended, if it did
 */

/** @type {ProviderChoice[]} */
const PROVIDERS = [
	{ id: 'evolink', name: 'EvoLink', credentialType: 'seedanceEvoLinkApi' },
	{ id: 'ark', name: 'Volcengine Ark', credentialType: 'seedanceArkApi' },
	{ id: 'twelveAi', name: '12AI', credentialType: 'seedanceTwelveAiApi' },
	{ id: 'ink', name: 'seedance2.ink', credentialType: 'seedanceInkApi' },
];

const GENERATE = 'Seedance Generate';
const DOWNLOAD = 'Seedance Download';
const VIDEOS = 'Store or post the video';
const REFUSED = 'Rows to look at';

/**
 * Plain credential data that points the four credential types at a sandbox.
 *
 * @param {Sandbox} sandbox
 * @returns {Record<string, any>}
 */
function sandboxCredentials(sandbox) {
	const { baseUrls, keys } = sandbox;
	return {
		seedanceEvoLinkApi: {
			apiKey: keys.evolink,
			baseUrl: baseUrls.evolink,
			filesBaseUrl: baseUrls.evolinkFiles,
		},
		seedanceArkApi: { apiKey: keys.ark, region: 'custom', baseUrl: baseUrls.ark },
		seedanceTwelveAiApi: { apiKey: keys.twelveAi, baseUrl: baseUrls.twelveAi },
		seedanceInkApi: { apiKey: keys.ink, baseUrl: baseUrls.ink },
	};
}

/**
 * The example workflow as the user would have it after choosing another provider in both nodes.
 *
 * @param {any} example parsed catalog-to-video.json
 * @param {ProviderChoice} provider
 * @param {Record<string, any>} options laid over Generate's options
 */
function workflowFor(example, provider, options) {
	const workflow = JSON.parse(JSON.stringify(example));
	workflow.id = `demo-${provider.id}`;
	for (const node of workflow.nodes) {
		if (![GENERATE, DOWNLOAD].includes(node.name)) continue;
		node.parameters.provider = provider.id;
		if (node.name === GENERATE) Object.assign(node.parameters.options, options);
	}
	return workflow;
}

/**
 * Every output item of a node, over all of its runs.
 *
 * @param {import('../engine/execution').RunResult} result
 * @param {string} nodeName
 * @returns {any[]}
 */
function allItems(result, nodeName) {
	const runs = result.runData[nodeName] ?? [];
	return runs.flatMap((_run, index) => result.items(nodeName, 0, index));
}

/**
 * The task an item belongs to; an error item keeps it in its details.
 *
 * @param {any} json
 * @returns {string} empty when nothing was ever submitted
 */
function taskIdOf(json) {
	return String(json.details?.taskId ?? json.taskId ?? '');
}

/**
 * @param {{ engine: Engine, example: any, provider: ProviderChoice, rows: CatalogRow[], imageUrl: (row: CatalogRow) => string, outputFolder: string, options?: Record<string, any>, onRefused?: (count: number) => void }} demo
 * @returns {Promise<ProviderOutcome>}
 */
async function runProvider(demo) {
	const { engine, provider, rows, outputFolder } = demo;
	const startedAt = Date.now();
	const result = await engine.run({
		workflow: workflowFor(demo.example, provider, demo.options ?? {}),
		startItems: rows.map((row) => {
			/** @type {Record<string, any>} */
			const columns = { ...row, image: demo.imageUrl(row) };
			delete columns.isWrongOnPurpose;
			return { json: columns };
		}),
		onNodeFinished: (nodeName, taskData) => {
			if (nodeName !== GENERATE) return;
			const problems = taskData.data?.main?.[1] ?? [];
			demo.onRefused?.(problems.filter((item) => taskIdOf(item.json) === '').length);
		},
	});

	/** @type {Map<string, CatalogRow>} */
	const rowByTask = new Map();
	result.items(GENERATE).forEach((item) => {
		const paired = /** @type {any} */ (item.pairedItem);
		rowByTask.set(String(item.json.taskId), rows[paired.item]);
	});
	/** @type {Map<CatalogRow, RowOutcome>} */
	const outcomes = new Map();
	for (const item of allItems(result, REFUSED)) {
		const { json } = item;
		const taskId = taskIdOf(json);
		const row = rows.find((each) => each.sku === json.sku) ?? rowByTask.get(taskId);
		if (row === undefined) continue;
		outcomes.set(row, {
			row,
			state: taskId === '' ? 'refused' : 'unfinished',
			taskId,
			message: String(json.message ?? json.error ?? ''),
			file: '',
			bytes: 0,
		});
	}
	for (const item of allItems(result, VIDEOS)) {
		const row = rowByTask.get(String(item.json.taskId));
		if (row === undefined || item.binary?.data === undefined) continue;
		const file = path.posix.join(provider.id, item.binary.data.fileName);
		const target = path.join(outputFolder, file);
		fs.mkdirSync(path.dirname(target), { recursive: true });
		await pipeline(await engine.binaries.stream(item.binary.data), fs.createWriteStream(target));
		outcomes.set(row, {
			row,
			state: 'finished',
			taskId: String(item.json.taskId),
			message: '',
			file,
			bytes: fs.statSync(target).size,
		});
	}
	return {
		provider,
		seconds: (Date.now() - startedAt) / 1000,
		error: result.error,
		rows: rows.map(
			(row) =>
				outcomes.get(row) ?? {
					row,
					state: 'unfinished',
					taskId: '',
					message: result.error?.message ?? 'No item came out for this row.',
					file: '',
					bytes: 0,
				},
		),
	};
}

module.exports = { DOWNLOAD, GENERATE, PROVIDERS, runProvider, sandboxCredentials, workflowFor };
