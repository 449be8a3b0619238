/**
 * `npm run demo`: a product catalog in, videos out, on all providers. The real nodes run on
 * n8n's own engine against the sandbox of this repository: no key, no internet, no cost.
 * Ends with code 1 when a row did not do what it should.
 */

import fs from 'node:fs';
import path from 'node:path';
import { startSandbox } from '../../sandbox/index.mts';
import { loadBuiltPackage } from '../build/builtPackage.mts';
import { createEngine } from '../engine/index.mts';
import { ensureBuild } from './build.mts';
import { readCatalog } from './catalog.mts';
import { showProgress } from './progress.mts';
import { writeReport } from './report.mts';
import { PROVIDERS, runProvider, sandboxCredentials } from './run.mts';
import { costLine, findSurprises, summaryLines } from './summary.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { WorkflowDefinition } from '../engine/execution.mts';
import type { Progress } from './progress.mts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const EXAMPLES = path.join(ROOT, 'examples');
const OUTPUT = path.join(ROOT, 'demo-output');
/** The sandbox works this long on a video; real providers take one to five minutes. */
const JOB_MS = 3000;
/** Videos that each provider makes at the same time. */
const PARALLEL_JOBS = 4;
const POLL_SECONDS = 1;

/** USD; what a user would look up for the providers that report no cost. */
const COST_PER_SECOND = 0.1;

function readProgress(
	sandbox: Sandbox,
	rowCount: number,
	refused: Map<string, number>,
): Progress[] {
	const tasks = sandbox.tasks();
	// From the file host, or from the provider itself where links open only with the key.
	const served = sandbox
		.requests({ operation: 'file' })
		.filter(({ ms }) => ms !== null)
		.map(({ path: file }) => file);
	return PROVIDERS.map(({ id, name }) => {
		const own = tasks.filter((task) => task.provider === id);
		const count = (state: string) => own.filter((task) => task.state === state).length;
		return {
			name,
			rows: rowCount,
			refused: refused.get(id) ?? 0,
			queued: count('queued'),
			running: count('running'),
			generated: count('succeeded'),
			saved: own.filter(({ id: taskId }) => served.some((file) => file.includes(taskId))).length,
		};
	});
}

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Runs the demo and tells how it went; the exit code is 1 when a row did not do what it should. */
export async function main(): Promise<number> {
	await ensureBuild(ROOT, say);
	const startedAt = Date.now();
	const rows = readCatalog(fs.readFileSync(path.join(EXAMPLES, 'catalog.csv'), 'utf8'));
	const example = JSON.parse(
		fs.readFileSync(path.join(EXAMPLES, 'catalog-to-video.json'), 'utf8'),
	) as WorkflowDefinition;
	fs.rmSync(OUTPUT, { recursive: true, force: true });
	fs.mkdirSync(OUTPUT, { recursive: true });
	const sandbox = await startSandbox({
		jobMs: JOB_MS,
		parallel: PARALLEL_JOBS,
		publicDir: EXAMPLES,
	});
	const engine = await createEngine({
		...loadBuiltPackage(),
		credentials: sandboxCredentials(sandbox),
	});
	const refused: Map<string, number> = new Map();
	try {
		say(
			`${rows.length} catalog rows, ${PROVIDERS.length} providers, n8n's own engine, local sandbox:\n`,
		);
		const stopShowing = showProgress(
			() => readProgress(sandbox, rows.length, refused),
			process.stdout,
		);
		const outcomes = await Promise.all(
			PROVIDERS.map(
				async (provider) =>
					await runProvider({
						engine,
						example,
						provider,
						rows,
						imageUrl: (row) => sandbox.publicUrl(row.image),
						outputFolder: OUTPUT,
						options: { pollInterval: POLL_SECONDS, costPerSecond: COST_PER_SECOND },
						onRefused: (count) => refused.set(provider.id, count),
					}),
			),
		).finally(() => stopShowing());

		const stats = sandbox.stats();
		const report = writeReport({ outcomes, outputFolder: OUTPUT, examplesFolder: EXAMPLES });
		say('');
		summaryLines(outcomes, stats).forEach(say);
		say(`\n  ${costLine(outcomes)}`);
		const sample = outcomes[0].rows.find(({ row }) => row.isWrongOnPurpose);
		if (sample?.state === 'refused') {
			say(`\nRefused on purpose, with no request sent: ${sample.row.sku}\n  ${sample.message}`);
		}
		const finished = outcomes.flatMap((outcome) =>
			outcome.rows.filter(({ state }) => state === 'finished'),
		);
		say(
			`\n${finished.length} videos in ${((Date.now() - startedAt) / 1000).toFixed(1)} s. ` +
				`Watch them: ${path.relative(process.cwd(), report.html)}`,
		);
		const surprises = findSurprises(outcomes, stats);
		surprises.forEach((surprise) => say(`NOT AS EXPECTED  ${surprise}`));
		return surprises.length === 0 ? 0 : 1;
	} finally {
		await engine.close();
		await sandbox.stop();
	}
}

if (process.argv[1] === import.meta.filename) {
	main().then(
		(code) => {
			process.exitCode = code;
		},
		(error) => {
			say(`The demo could not run: ${error instanceof Error ? error.message : String(error)}`);
			process.exitCode = 1;
		},
	);
}
