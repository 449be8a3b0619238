/**
 * `npm run bench`: all parts one after the other; `npm run bench -- jobs` only those whose name
 * begins so. Every part is a process of its own, so that none warms up or slows down another. Times
 * depend on the machine and on what else runs there: the ratios are what counts.
 */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { TSX } from '../support/tsx.mts';

const PARTS = ['jobs', 'jobsSimulation', 'jobsPackage', 'download', 'join', 'idle'];

const wanted = process.argv.slice(2);
const parts = PARTS.filter(
	(part) =>
		fs.existsSync(path.join(import.meta.dirname, `${part}.mts`)) &&
		(wanted.length === 0 || wanted.some((name) => part.startsWith(name))),
);

if (parts.length === 0) {
	console.log(`There is no such part. Choose from: ${PARTS.join(', ')}`);
	process.exitCode = 1;
}
for (const part of parts) {
	const file = path.join(import.meta.dirname, `${part}.mts`);
	const { status } = spawnSync(process.execPath, [...TSX, file], { stdio: 'inherit' });
	if (status !== 0) process.exitCode = 1;
}
