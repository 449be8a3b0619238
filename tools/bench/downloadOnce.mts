/**
 * Downloads one address once on n8n's engine, in a process of its own so that the memory can be measured:
 * `npx tsx downloadOnce.mts ours|httpRequest <address>`. Prints seconds, bytes and the growth of the memory as JSON.
 */

import { loadBuiltPackage } from '../build/builtPackage.mts';
import { createEngine } from '../engine/index.mts';
import type { Readable } from 'node:stream';
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

const OURS = 'n8n-nodes-seedance.seedanceDownload';
const CORE = 'bench.httpRequest';
const MEGABYTE = 1024 * 1024;

/** What n8n's HTTP Request node does for a file: the legacy helper's stream straight into the binary store. */
const CORE_DOWNLOAD: INodeType = {
	description: {
		displayName: 'Core Download',
		name: 'httpRequest',
		group: ['input'],
		version: 1,
		description: 'Reads a file as the HTTP Request node does',
		defaults: { name: 'Core Download' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'URL', name: 'url', type: 'string', default: '' }],
	},
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const answer = (await this.helpers.request({
			uri: String(this.getNodeParameter('url', 0)),
			method: 'GET',
			encoding: null,
			json: false,
			useStream: true,
			resolveWithFullResponse: true,
		})) as { body: Readable };
		const data = await this.helpers.prepareBinaryData(answer.body, 'video.mp4', 'video/mp4');
		return [[{ json: {}, binary: { data }, pairedItem: { item: 0 } }]];
	},
};

async function main(kind: string, url: string) {
	const { nodeTypes, credentialTypes } = loadBuiltPackage();
	const engine = await createEngine({
		nodeTypes: { ...nodeTypes, [CORE]: CORE_DOWNLOAD },
		credentialTypes,
		credentials: { seedanceInkApi: { apiKey: 'bench', baseUrl: new URL(url).origin } },
	});
	const download = async (address: string) =>
		await engine.runNode({
			type: kind === 'ours' ? OURS : CORE,
			parameters: { provider: 'ink', source: 'url', url: address, fileName: 'video.mp4' },
		});
	// A small file first, so that the code that n8n loads on the way does not count as memory of the download.
	await download(`${url}?megabytes=4`);
	const before = process.memoryUsage().rss;
	let peak = before;
	const watch = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage().rss);
	}, 10);
	const startedAt = process.hrtime.bigint();
	const result = await download(url);
	const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
	clearInterval(watch);
	if (result.error !== undefined) throw result.error;
	const { binary } = result.items('Node')[0];
	const bytes = binary?.data.bytes ?? 0;
	await engine.close();
	process.stdout.write(
		`${JSON.stringify({ seconds, bytes, grownMb: (peak - before) / MEGABYTE })}\n`,
	);
	process.exit(0);
}

void main(process.argv[2], process.argv[3]);
