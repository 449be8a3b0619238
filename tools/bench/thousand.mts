/**
 * 1,000 rows in one execution of a real n8n: the time against the ideal, n8n's memory, the size of the saved execution,
 * and how long the editor takes to show it. `npx tsx tools/bench/thousand.mts`
 */

import { openEditor } from '../n8n/browser.mts';
import { OWN_ARMS } from './compare/arms.mts';
import { openBench } from './compare/trial.mts';
import { printTable } from './table.mts';

const ROWS = 1000;
const PARALLEL = 20;
const JOB_MS = 2000;
const MB = 1e6;
/** What the editor gets to show an execution, milliseconds. */
const SHOW_MS = 60_000;
/** A node of an execution that the editor shows (n8n 2.41). */
const SHOWN = '[data-test-id="execution-preview-host"] [data-test-id="canvas-node"]';

export async function main() {
	const bench = await openBench(OWN_ARMS[0], { jobMs: JOB_MS, queueMs: 0, parallel: PARALLEL });
	try {
		const idealSeconds = ((ROWS / PARALLEL) * JOB_MS) / 1000;
		const { seconds, videos, paid, requests, peakBytes, savedBytes, executionId, workflowId } =
			await bench.run(ROWS);
		const editor = await openEditor(bench.server.url);
		const startedAt = Date.now();
		await editor.page.goto(`${bench.server.url}/workflow/${workflowId}/executions/${executionId}`);
		await editor.page.waitForSelector(SHOWN, {
			timeout: SHOW_MS,
		});
		const showSeconds = (Date.now() - startedAt) / 1000;
		await editor.close();
		printTable(
			`${ROWS} rows in one execution, jobs of ${JOB_MS / 1000} s, ${PARALLEL} at a time`,
			[
				'videos',
				'paid',
				'seconds',
				'x ideal',
				'requests per video',
				'MB at most',
				'MB saved',
				'seconds until the editor shows it',
			],
			[
				[
					String(videos),
					String(paid),
					seconds,
					seconds / idealSeconds,
					requests / ROWS,
					peakBytes === null ? '?' : String(Math.round(peakBytes / MB)),
					savedBytes / MB,
					showSeconds,
				],
			],
		);
	} finally {
		await bench.close();
	}
}

if (process.argv[1] === import.meta.filename) void main();
