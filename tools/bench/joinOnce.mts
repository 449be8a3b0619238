/**
 * Joins files once with Seedance Join on n8n's engine, in a process of its own so that the memory can be measured:
 * `npx tsx joinOnce.mts <files…>`. Prints seconds, bytes and the growth of the memory as JSON.
 */

import fs from 'node:fs';
import path from 'node:path';
import { loadBuiltPackage } from '../build/builtPackage.mts';
import { createEngine } from '../engine/index.mts';
import type { INodeExecutionData } from 'n8n-workflow';

const JOIN = 'n8n-nodes-seedance.seedanceJoin';
const MEGABYTE = 1024 * 1024;

async function main(files: string[]) {
	const engine = await createEngine({ nodeTypes: loadBuiltPackage().nodeTypes });
	const items: INodeExecutionData[] = [];
	for (const file of files) {
		const about = { fileName: path.basename(file), mimeType: 'video/mp4' };
		const data = await engine.binaries.store(fs.createReadStream(file), about);
		items.push({ json: {}, binary: { data } });
	}
	const join = async (clips: INodeExecutionData[]) =>
		await engine.runNode({ type: JOIN, items: clips });
	// Two clips first, so that the code that n8n loads on the way does not count as memory of the film.
	await join(items.slice(0, 2));
	const before = process.memoryUsage().rss;
	let peak = before;
	const watch = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage().rss);
	}, 5);
	const startedAt = process.hrtime.bigint();
	const result = await join(items);
	const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
	clearInterval(watch);
	if (result.error !== undefined) throw result.error;
	const { bytes } = result.items('Node')[0].json;
	await engine.close();
	process.stdout.write(
		`${JSON.stringify({ seconds, bytes, grownMb: (peak - before) / MEGABYTE })}\n`,
	);
	process.exit(0);
}

void main(process.argv.slice(2));
