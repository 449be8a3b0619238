/**
 * How fast and how lean Seedance Download is, beside curl and beside n8n's HTTP Request node:
 * `npx tsx tools/bench/download.mts [megabytes] [rounds]`. One file on loopback, the three in turn, medians of the rounds.
 * Disks are shared with whatever else runs, so only the ratios within one run mean anything.
 */

import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ensureBuild } from '../demo/build.mts';
import { TSX } from '../support/tsx.mts';
import { median, printTable } from './table.mts';

const ROOT = path.join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Of one download. */
interface Sample {
	seconds: number;
	/** By how much the memory of the process grew at most */
	grownMb: number;
}

async function startServer(megabytes: number): Promise<{ url: string; stop: () => void }> {
	const child = spawn(process.execPath, [
		...TSX,
		path.join(import.meta.dirname, 'bigFileServer.mts'),
		`${megabytes}`,
	]);
	const [line] = await new Promise<Buffer[]>((resolve) =>
		child.stdout.once('data', (data) => resolve([data])),
	);
	return { url: String(line).trim(), stop: () => child.kill() };
}

async function curl(url: string, folder: string): Promise<Sample> {
	const target = path.join(folder, 'curl.mp4');
	const startedAt = process.hrtime.bigint();
	await run('curl', ['--silent', '--fail', '--output', target, url]);
	const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
	fs.rmSync(target);
	return { seconds, grownMb: 0 };
}

async function onEngine(
	kind: 'ours' | 'httpRequest',
	url: string,
	folder: string,
): Promise<Sample> {
	const script = path.join(import.meta.dirname, 'downloadOnce.mts');
	const env = { ...process.env, TMPDIR: folder };
	const { stdout } = await run(process.execPath, [...TSX, script, kind, url], { env });
	return JSON.parse(stdout.trim().split('\n').pop() ?? '') as Sample;
}

function tell(
	names: string[],
	samples: Record<string, Sample[]>,
	title: string,
	megabytes: number,
) {
	const speed = (name: string) => megabytes / median(samples[name].map((sample) => sample.seconds));
	const reference = speed('curl');
	const rows = names.map((name) => {
		const grown = Math.max(...samples[name].map((sample) => sample.grownMb));
		return [name, speed(name) / reference, speed(name), name === 'curl' ? '' : grown.toFixed(0)];
	});
	printTable(title, ['with', 'x curl', 'MB/s', 'MB of memory more at most'], rows);
}

export async function main() {
	const megabytes = Number(process.argv[2] ?? 1024);
	const rounds = Number(process.argv[3] ?? 3);
	await ensureBuild(ROOT, console.log);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'download-bench-'));
	const server = await startServer(megabytes);
	const contestants: Record<string, () => Promise<Sample>> = {
		curl: async () => await curl(server.url, folder),
		'Seedance Download': async () => await onEngine('ours', server.url, folder),
		'HTTP Request (n8n core)': async () => await onEngine('httpRequest', server.url, folder),
	};
	const names = Object.keys(contestants);
	const samples: Record<string, Sample[]> = Object.fromEntries(names.map((name) => [name, []]));
	try {
		for (let round = 0; round < rounds; round++) {
			// Each round begins with another one, so that no one always finds the disk at rest.
			for (let turn = 0; turn < names.length; turn++) {
				const name = names[(round + turn) % names.length];
				samples[name].push(await contestants[name]());
			}
		}
		const title = `${megabytes} MB on loopback, ${rounds} rounds, medians`;
		tell(names, samples, title, megabytes);
	} finally {
		server.stop();
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

if (process.argv[1] === import.meta.filename) void main();
