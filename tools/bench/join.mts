/**
 * How fast and how lean Seedance Join is, beside ffmpeg that copies: `npx tsx tools/bench/join.mts [rounds]`. Films of
 * 2, 20 and 100 clips of five seconds in 720p, the two in turn, medians of the rounds. Seedance Join runs inside
 * n8n's engine and reads from its store; ffmpeg is started as a program and reads files.
 */

import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ensureBuild } from '../demo/build.mts';
import { ensureFfmpeg } from '../support/ffmpeg.mts';
import { TSX } from '../support/tsx.mts';
import { median, printTable } from './table.mts';
import type { Ffmpeg } from '../support/ffmpeg.mts';

const ROOT = path.join(import.meta.dirname, '../..');
const COUNTS = [2, 20, 100];
const KINDS = 4;
const run = promisify(execFile);

/** Of one film. */
interface Sample {
	seconds: number;
	/** Memory of the whole of ffmpeg; by how much that of n8n grew */
	megabytes: number;
}

function makeClips({ ffmpeg }: Ffmpeg, folder: string): string[] {
	return Array.from({ length: KINDS }, (_, kind) => {
		const file = path.join(folder, `clip-${kind}.mp4`);
		ffmpeg(
			...['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=24:duration=5'],
			...['-f', 'lavfi', '-i', `sine=frequency=${500 + kind * 200}:sample_rate=44100:duration=5`],
			...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-pix_fmt', 'yuv420p'],
			...['-c:a', 'aac', '-y', file],
		);
		return file;
	});
}

/** Most memory that a process has had, in megabytes, as Linux counts it. */
function peakMegabytes(pid: number): number {
	try {
		const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
		return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
	} catch {
		return 0;
	}
}

async function copyWithFfmpeg(
	{ program }: Ffmpeg,
	files: string[],
	folder: string,
): Promise<Sample> {
	const list = path.join(folder, 'list.txt');
	fs.writeFileSync(list, files.map((file) => `file '${file}'\n`).join(''));
	const target = path.join(folder, 'ffmpeg.mp4');
	const words = ['-v', 'error', '-y', '-f', 'concat', '-safe', '0', '-i', list];
	const startedAt = process.hrtime.bigint();
	const child = spawn(
		program.command,
		[...words, '-c', 'copy', '-movflags', '+faststart', target],
		{
			env: program.env,
			stdio: 'inherit',
		},
	);
	let megabytes = 0;
	const watch = setInterval(() => {
		megabytes = Math.max(megabytes, peakMegabytes(child.pid ?? 0));
	}, 5);
	const code = await new Promise((resolve) => child.once('close', resolve));
	clearInterval(watch);
	if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
	return { seconds: Number(process.hrtime.bigint() - startedAt) / 1e9, megabytes };
}

async function joinOnEngine(files: string[], folder: string): Promise<Sample> {
	const script = path.join(import.meta.dirname, 'joinOnce.mts');
	const env = { ...process.env, TMPDIR: folder };
	const { stdout } = await run(process.execPath, [...TSX, script, ...files], { env });
	const { seconds, grownMb } = JSON.parse(stdout.trim().split('\n').pop() ?? '');
	return { seconds, megabytes: grownMb };
}

async function main() {
	const rounds = Number(process.argv[2] ?? 3);
	const ffmpeg = await ensureFfmpeg();
	await ensureBuild(ROOT, console.log);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'join-bench-'));
	try {
		const kinds = makeClips(ffmpeg, folder);
		const rows: Array<Array<string | number>> = [];
		for (const count of COUNTS) {
			const files = Array.from({ length: count }, (_, index) => kinds[index % KINDS]);
			const bytes = files.reduce((sum, file) => sum + fs.statSync(file).size, 0);
			const ours: Sample[] = [];
			const theirs: Sample[] = [];
			for (let round = 0; round < rounds; round++) {
				ours.push(await joinOnEngine(files, folder));
				theirs.push(await copyWithFfmpeg(ffmpeg, files, folder));
			}
			const [own, other] = [ours, theirs].map((samples) =>
				median(samples.map(({ seconds }) => seconds)),
			);
			const most = (samples: Sample[]) => Math.max(...samples.map(({ megabytes }) => megabytes));
			const text = (samples: Sample[]) => `${most(samples).toFixed(0)} MB`;
			rows.push([
				`${count} clips, ${(bytes / 1e6).toFixed(0)} MB`,
				own,
				other,
				own / other,
				text(ours),
				text(theirs),
			]);
		}
		printTable(
			`Joining clips, ${rounds} rounds, medians of seconds`,
			['film', 'Seedance Join', 'ffmpeg -c copy', 'ratio', 'n8n grew by', 'ffmpeg had'],
			rows,
		);
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

void main();
