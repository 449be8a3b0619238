/**
 * How close 100 rows come to the parallel limit of the provider, in real time: the built package on
 * n8n's own engine against the sandbox, default options. `npx tsx tools/bench/jobs.mts [provider]`
 */

import path from 'node:path';
import { startSandbox } from '../../sandbox/index.mts';
import { loadBuiltPackage } from '../build/builtPackage.mts';
import { ensureBuild } from '../demo/build.mts';
import { sandboxCredentials } from '../demo/run.mts';
import { createEngine } from '../engine/index.mts';
import { printTable } from './table.mts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const ROWS = 100;
const PARALLEL = 10;
const JOB_MS = 5000;
const REQUEST_MS = 200;
/** Goal for the ratio to the ideal time. */
const GOAL = 1.15;

async function measure(provider: string, whenFull: 'queue' | 'refuse') {
	// A job takes its place for all of its time, so that the ideal is rows / parallel x length.
	const sandbox = await startSandbox({ jobMs: JOB_MS, queueMs: 0, parallel: PARALLEL, whenFull });
	const engine = await createEngine({
		...loadBuiltPackage(),
		credentials: sandboxCredentials(sandbox),
	});
	try {
		sandbox.addFault({ kind: 'delay', delayMs: REQUEST_MS, times: 'always' });
		const startedAt = Date.now();
		const result = await engine.runNode({
			type: 'n8n-nodes-seedance.seedanceGenerate',
			parameters: { provider, prompt: '={{ $json.prompt }}' },
			items: Array.from({ length: ROWS }, (_, n) => ({
				json: { prompt: `A paper boat, take ${n}` },
			})),
		});
		const seconds = (Date.now() - startedAt) / 1000;
		const videos = result.items('Node').filter(({ json }) => json.status === 'succeeded').length;
		if (videos !== ROWS) {
			throw new Error(`${videos} of ${ROWS} rows have a video. ${result.error?.message ?? ''}`);
		}
		const looks = sandbox.requests({ operation: 'get' }).length;
		const creates = sandbox.requests({ operation: 'create' }).length;
		return { seconds, looks: looks / ROWS, creates: creates / ROWS };
	} finally {
		await engine.close();
		await sandbox.stop();
	}
}

export async function main(provider = process.argv[2] ?? 'evolink') {
	await ensureBuild(ROOT, console.log);
	const idealSeconds = ((ROWS / PARALLEL) * JOB_MS) / 1000;
	const rows = [];
	for (const whenFull of ['queue', 'refuse'] as const) {
		const { seconds, looks, creates } = await measure(provider, whenFull);
		const label = whenFull === 'queue' ? 'queues the rest' : 'answers 429';
		rows.push([label, seconds, seconds / idealSeconds, looks, creates]);
	}
	printTable(
		`${ROWS} rows, ${REQUEST_MS} ms per request, ${JOB_MS / 1000} s jobs, ${PARALLEL} at a time (${provider}); goal: ${GOAL} x ideal`,
		['a full provider', 'seconds', 'x ideal', 'looks per task', 'submissions per task'],
		rows,
	);
}

if (process.argv[1] === import.meta.filename) void main();
