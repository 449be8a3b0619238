/**
 * `npm run bench`: all parts one after the other; `npm run bench -- jobs` only those whose name
 * begins so. Every part is a process of its own, so that none warms up or slows down another. Times
 * depend on the machine and on what else runs there: the ratios are what counts. `--write` puts the figures
 * into docs/benchmarks.md, with the day and the machine.
 */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { TSX } from '../support/tsx.mts';

/** Each part, and what it is about. */
const PARTS = {
	compare: 'Beside what people use instead',
	thousand: '1,000 rows',
	jobs: 'How close rows come to the limit of the provider',
	jobsSimulation: 'The same in simulated time',
	jobsPackage: 'Loading the package',
	download: 'Downloads',
	join: 'Joining clips',
	idle: 'What waiting costs',
};

const PAGE = path.resolve(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md');

const writes = process.argv.includes('--write');
const wanted = process.argv.slice(2).filter((word) => word !== '--write');
const parts = Object.keys(PARTS).filter(
	(part) => wanted.length === 0 || wanted.some((name) => part.startsWith(name)),
) as Array<keyof typeof PARTS>;

if (parts.length === 0) {
	console.log(`There is no such part. Choose from: ${Object.keys(PARTS).join(', ')}`);
	process.exitCode = 1;
}
if (writes) fs.writeFileSync(PAGE, headOfPage());
for (const part of parts) {
	const file = path.join(import.meta.dirname, `${part}.mts`);
	if (writes) fs.appendFileSync(PAGE, `## ${PARTS[part]}\n\n`);
	const env = { ...process.env, ...(writes && { SEEDANCE_BENCH_REPORT: PAGE }) };
	const { status } = spawnSync(process.execPath, [...TSX, file], { stdio: 'inherit', env });
	if (status !== 0) process.exitCode = 1;
}
if (writes) fs.writeFileSync(PAGE, `${fs.readFileSync(PAGE, 'utf8').trimEnd()}\n`);

function headOfPage(): string {
	const day = new Date().toISOString().slice(0, 10);
	const [{ model }] = os.cpus();
	const machine = `${os.cpus().length} cores (${model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()}, Node ${process.versions.node}`;
	return `# Figures side by side

Made by \`npm run bench -- --write\` on ${day}: ${machine}. The provider is the sandbox of this repository on the same machine. Times depend on the machine and on what else runs there; ratios and counts are what to read.

What stands beside the nodes: the loop of HTTP Request, Wait and If that most public templates use, with all rows going round together, which is its quickest form; and other people's published nodes, unchanged but for the address that they have written into their code. A video paid twice shows as more videos paid than rows. Where an answer is lost after the provider took the order, Seedance Generate leaves the row without a video and says so rather than order it again; with On Error: Stop such a row stops the execution.

`;
}
