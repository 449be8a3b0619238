/**
 * What 100 rows cost while nothing happens: waiting in the node, and suspended until the provider
 * calls back. The sandbox runs in a process of its own, so that only n8n's side is measured.
 * `npx tsx tools/bench/idle.mts`
 */

import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { loadBuiltPackage } from '../build/builtPackage.mts';
import { ensureBuild } from '../demo/build.mts';
import { sandboxCredentials } from '../demo/run.mts';
import { createEngine } from '../engine/index.mts';
import { TSX } from '../support/tsx.mts';
import { printTable } from './table.mts';
import type { Sandbox } from '../../sandbox/index.mts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const ROWS = 100;
const JOB_MS = 600_000;
/** Long enough that every row is submitted and the first looks are over. */
const SETTLE_MS = 15_000;

/** What another process has to know of a sandbox. */
type Handed = Pick<Sandbox, 'baseUrls' | 'keys'>;

async function startSandboxProcess(): Promise<{ handed: Handed; stop: () => void }> {
	const sandbox = pathToFileURL(path.join(ROOT, 'sandbox', 'index.mts')).href;
	const script = `
		import { startSandbox } from ${JSON.stringify(sandbox)};
		const { baseUrls, keys } = await startSandbox({ jobMs: ${JOB_MS}, parallel: ${ROWS} });
		console.log(JSON.stringify({ baseUrls, keys }));`;
	const child = spawn(process.execPath, [...TSX, '--input-type=module', '-e', script], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const line = await new Promise((resolve) => child.stdout.once('data', resolve));
	return { handed: JSON.parse(String(line)) as Handed, stop: () => child.kill() };
}

v8.setFlagsFromString('--expose-gc');
/** Without a collection first, the heap says more about luck than about the rows. */
const collect = vm.runInNewContext('gc');

function measure() {
	for (let round = 0; round < 3; round += 1) collect();
	const resources = process.getActiveResourcesInfo();
	return {
		heapKb: process.memoryUsage().heapUsed / 1024,
		timers: resources.filter((name) => name === 'Timeout').length,
		sockets: resources.filter((name) => /TCPSocket|TCPWrap/.test(name)).length,
	};
}

async function observe(handed: Handed, completion: 'wait' | 'callback') {
	const engine = await createEngine({
		...loadBuiltPackage(),
		credentials: sandboxCredentials(handed),
	});
	await engine.listen();
	const before = measure();
	const stop = new AbortController();
	const run = engine.runNode({
		type: 'n8n-nodes-seedance.seedanceGenerate',
		parameters: { provider: 'ark', prompt: '={{ $json.prompt }}', completion },
		items: Array.from({ length: ROWS }, (_, n) => ({
			json: { prompt: `A paper boat, take ${n}` },
		})),
		signal: stop.signal,
	});
	let savedKb = 0;
	if (completion === 'callback') {
		const result = await run;
		if (result.status !== 'waiting') throw new Error(`The execution is ${result.status}.`);
		savedKb = JSON.stringify(result.saved).length / 1024;
		// n8n keeps a suspended execution in its database only.
		engine.state.executions.clear();
	}
	await sleep(SETTLE_MS);
	const during = measure();
	stop.abort();
	await run.catch(() => undefined);
	await engine.close();
	return {
		heapKb: Math.max(0, during.heapKb - before.heapKb),
		timers: during.timers - before.timers,
		sockets: during.sockets - before.sockets,
		savedKb,
	};
}

export async function main() {
	await ensureBuild(ROOT, console.log);
	const sandbox = await startSandboxProcess();
	try {
		// One run first, so that loading code does not count for either.
		await observe(sandbox.handed, 'callback');
		const waiting = await observe(sandbox.handed, 'wait');
		const suspended = await observe(sandbox.handed, 'callback');
		printTable(
			`${ROWS} rows while the provider works on them`,
			['', 'heap kB', 'open timers', 'sockets', 'kB in the database'],
			[
				['waiting in the node', waiting.heapKb, waiting.timers, waiting.sockets, waiting.savedKb],
				['suspended', suspended.heapKb, suspended.timers, suspended.sockets, suspended.savedKb],
			],
		);
	} finally {
		sandbox.stop();
	}
}

if (process.argv[1] === import.meta.filename) void main();
