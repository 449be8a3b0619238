/**
 * The nodes beside what people use instead: n8n's HTTP Request in a loop, and other people's nodes. Every one on a
 * real n8n of its own, all on the sandbox's WaveSpeed, with Retry On Fail as people switch it on.
 * `npx tsx tools/bench/compare.mts`. Other packages come from npm's registry; one that cannot be had is left out and
 * named.
 */

import { performance } from 'node:perf_hooks';
import { printTable } from './table.mts';
import { OWN_ARMS, PEER_ARMS } from './compare/arms.mts';
import { fetchPeer } from './compare/peers.mts';
import { openBench } from './compare/trial.mts';
import type { SandboxOptions } from '../../sandbox/engine/options.mts';
import type { Fault } from '../../sandbox/engine/types.mts';
import type { Arm } from './compare/arms.mts';
import type { Peer } from './compare/peers.mts';
import type { Measured } from './compare/trial.mts';

const ROWS = 60;
const FAULT_ROWS = 10;
const SANDBOX: Partial<SandboxOptions> = { jobMs: 3000, queueMs: 0, parallel: 10 };

/** What goes wrong at providers and on the way to them, each on its own run of ten rows. */
const TROUBLES: Record<string, Fault[]> = {
	'three answers to "is it ready?" are a 503': [
		{ operation: 'get', kind: 'status', status: 503, skip: 2, times: 3 },
	],
	'three such answers are lost (connection reset)': [
		{ operation: 'get', kind: 'resetBefore', skip: 2, times: 3 },
	],
	'two orders are refused as too many (429, Retry-After 2 s)': [
		{ operation: 'create', kind: 'status', status: 429, retryAfter: 2, skip: 2, times: 2 },
	],
	'the answer to two orders is lost after they were taken': [
		{ operation: 'create', kind: 'resetAfter', skip: 2, times: 2 },
	],
	'two orders are taken and answered with a 502': [
		{ operation: 'create', kind: 'status', status: 502, accept: true, skip: 2, times: 2 },
	],
};

const MB = 1e6;

/** "On Error" of the nodes that make videos, as n8n sets it and as people set it for a batch. */
const SETTINGS = {
	'On Error: Continue': 'continueRegularOutput',
	'On Error: Stop, then "Retry execution" once': 'stopWorkflow',
} as const;

type Setting = keyof typeof SETTINGS;

interface Result {
	arm: Arm;
	calm: Measured;
	troubles: Record<Setting, Record<string, Measured>>;
}

async function measure(arm: Arm, peer: Peer | null): Promise<Result> {
	const bench = await openBench(arm, SANDBOX, peer);
	try {
		const calm = await bench.run(ROWS);
		const troubles = {} as Result['troubles'];
		for (const setting of Object.keys(SETTINGS) as Setting[]) {
			troubles[setting] = {};
			for (const [trouble, faults] of Object.entries(TROUBLES)) {
				troubles[setting][trouble] = await bench.run(FAULT_ROWS, faults, SETTINGS[setting]);
			}
		}
		return { arm, calm, troubles };
	} finally {
		await bench.close();
	}
}

async function measureAll(): Promise<Result[]> {
	const results: Result[] = [];
	for (const arm of OWN_ARMS) results.push(await measure(arm, null));
	for (const [name, arm] of Object.entries(PEER_ARMS)) {
		const peer = fetchPeer(name);
		if (peer === null) console.log(`\n${name} cannot be had here and is left out.`);
		else results.push(await measure({ ...arm, name: `${arm.name} ${peer.version}` }, peer));
	}
	return results;
}

export async function main() {
	const startedAt = performance.now();
	const results = await measureAll();
	printTable(
		`${ROWS} rows, jobs of 3 s, 10 at a time, nothing goes wrong`,
		['way', 'nodes to place', 'videos', 'seconds', 'requests per video', 'MB at most', 'kB saved'],
		results.map(({ arm, calm }) => [
			arm.name,
			String(arm.nodes),
			`${calm.videos} of ${calm.rows}`,
			calm.seconds,
			calm.requests / calm.rows,
			calm.peakBytes === null ? '?' : String(Math.round(calm.peakBytes / MB)),
			String(Math.round(calm.savedBytes / 1000)),
		]),
	);
	for (const setting of Object.keys(SETTINGS) as Setting[]) {
		printTable(
			`${FAULT_ROWS} rows, Retry On Fail, ${setting}: rows that come out with their video / videos paid`,
			['what goes wrong', ...results.map(({ arm }) => arm.name)],
			Object.keys(TROUBLES).map((trouble) => [
				trouble,
				...results.map(({ troubles }) => {
					const { videos, paid } = troubles[setting][trouble];
					return `${videos} / ${paid}`;
				}),
			]),
		);
	}
	console.log(`\nmeasured in ${Math.round((performance.now() - startedAt) / 1000)} s`);
}

if (process.argv[1] === import.meta.filename) void main();
