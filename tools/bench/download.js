'use strict';

const { execFile, spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { promisify } = require('util');
const { ensureBuild } = require('../demo/build');

/**
 * How fast and how lean Seedance Download is, beside curl and beside n8n's HTTP Request node:
 * `node tools/bench/download.js [megabytes] [rounds]`. One file on loopback, the three in turn, medians of the rounds.
 * Disks are shared with whatever else runs, so only the ratios within one run mean anything.
 */

const ROOT = path.join(__dirname, '../..');
const run = promisify(execFile);

/** @typedef {{ seconds: number, grownMb: number }} Sample */

/** @param {number[]} values */
function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)];
}

/** @param {number} megabytes @returns {Promise<{ url: string, stop: () => void }>} */
async function startServer(megabytes) {
	const child = spawn(process.execPath, [path.join(__dirname, 'bigFileServer.js'), `${megabytes}`]);
	const [line] = await new Promise((resolve) =>
		child.stdout.once('data', (data) => resolve([data])),
	);
	return { url: String(line).trim(), stop: () => child.kill() };
}

/** @param {string} url @param {string} folder @returns {Promise<Sample>} */
async function curl(url, folder) {
	const target = path.join(folder, 'curl.mp4');
	const startedAt = process.hrtime.bigint();
	await run('curl', ['--silent', '--fail', '--output', target, url]);
	const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
	fs.rmSync(target);
	return { seconds, grownMb: 0 };
}

/** @param {'ours' | 'httpRequest'} kind @param {string} url @param {string} folder @returns {Promise<Sample>} */
async function onEngine(kind, url, folder) {
	const script = path.join(__dirname, 'downloadOnce.js');
	const env = { ...process.env, TMPDIR: folder };
	const { stdout } = await run(process.execPath, [script, kind, url], { env });
	return JSON.parse(stdout.trim().split('\n').pop() ?? '');
}

/** @param {string[]} names @param {Record<string, Sample[]>} samples @param {number} megabytes */
function report(names, samples, megabytes) {
	const speed = (/** @type {string} */ name) =>
		megabytes / median(samples[name].map((sample) => sample.seconds));
	const reference = speed('curl');
	for (const name of names) {
		const grown = Math.max(...samples[name].map((sample) => sample.grownMb));
		const memory = name === 'curl' ? '' : `, memory +${grown.toFixed(0)} MB at most`;
		const ratio = (speed(name) / reference).toFixed(2);
		console.log(`${name.padEnd(24)} ${ratio} x curl (${speed(name).toFixed(0)} MB/s)${memory}`);
	}
}

async function main() {
	const megabytes = Number(process.argv[2] ?? 1024);
	const rounds = Number(process.argv[3] ?? 3);
	await ensureBuild(ROOT, console.log);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'download-bench-'));
	const server = await startServer(megabytes);
	/** @type {Record<string, () => Promise<Sample>>} */
	const contestants = {
		curl: async () => await curl(server.url, folder),
		'Seedance Download': async () => await onEngine('ours', server.url, folder),
		'HTTP Request (n8n core)': async () => await onEngine('httpRequest', server.url, folder),
	};
	const names = Object.keys(contestants);
	/** @type {Record<string, Sample[]>} */
	const samples = Object.fromEntries(names.map((name) => [name, []]));
	console.log(`${megabytes} MB on loopback, ${rounds} rounds, medians:`);
	try {
		for (let round = 0; round < rounds; round++) {
			// Each round begins with another one, so that no one always finds the disk at rest.
			for (let turn = 0; turn < names.length; turn++) {
				const name = names[(round + turn) % names.length];
				samples[name].push(await contestants[name]());
			}
		}
		report(names, samples, megabytes);
	} finally {
		server.stop();
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

if (require.main === module) void main();

module.exports = { main };
