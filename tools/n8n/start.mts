/**
 * `npm run n8n`: a real n8n with this package, an account per sandbox provider and all examples, to try by
 * hand. No key, no internet, no cost. `npm run n8n -- --fresh` begins anew.
 */

import fs from 'node:fs';
import path from 'node:path';
import { startSandbox } from '../../sandbox/index.mts';
import { OWNER } from './client.mts';
import { EXAMPLES, ensureCredentials, ensureExamples } from './examples.mts';
import { PLACES } from './places.mts';
import { freePort, isFree } from './ports.mts';
import { N8nServer } from './server.mts';

/** Kept from start to start, because links and workflows name them. */
const USUAL_PORTS = { n8n: 5678, api: 4310, files: 4311 };
/** The sandbox works this long on a video; real providers take one to five minutes. */
const JOB_MS = 5_000;
/** Videos that each provider makes at the same time. */
const PARALLEL_JOBS = 4;

const say = (text: string) => process.stdout.write(`${text}\n`);

/**
 * The ports of the earlier start, or free ones.
 *
 * @throws when one of them is in use
 */
async function choosePorts(): Promise<typeof USUAL_PORTS> {
	const file = path.join(PLACES.home, 'ports.json');
	if (!fs.existsSync(file)) {
		const ports = {
			n8n: await freePort(USUAL_PORTS.n8n),
			api: await freePort(USUAL_PORTS.api),
			files: await freePort(USUAL_PORTS.files),
		};
		fs.mkdirSync(PLACES.home, { recursive: true });
		fs.writeFileSync(file, JSON.stringify(ports));
		return ports;
	}
	const ports: typeof USUAL_PORTS = JSON.parse(fs.readFileSync(file, 'utf8'));
	for (const port of Object.values(ports)) {
		if (await isFree(port)) continue;
		throw new Error(
			`Port ${port} is in use. If this n8n runs already, open http://127.0.0.1:${ports.n8n}. ` +
				'Otherwise end the other program, or run: npm run n8n -- --fresh',
		);
	}
	return ports;
}

function guide(port: number, examples: string[]) {
	return `
n8n is running, with Seedance installed and a sandbox that plays the providers.

  Open       http://127.0.0.1:${port}
  E-mail     ${OWNER.email}
  Password   ${OWNER.password}

In "Workflows"; "catalog to video" runs at once, the notes of the others say what they need:
${examples.map((name) => `  - ${name}`).join('\n')}

Press Ctrl+C to stop everything. What you change is kept for the next time.
`;
}

async function main() {
	if (process.argv.includes('--fresh')) fs.rmSync(PLACES.home, { recursive: true, force: true });
	const startedAt = Date.now();
	const ports = await choosePorts();
	const sandbox = await startSandbox({
		port: ports.api,
		filePort: ports.files,
		jobMs: JOB_MS,
		parallel: PARALLEL_JOBS,
		publicDir: EXAMPLES,
	});
	const server = new N8nServer({ userFolder: PLACES.home, port: ports.n8n, say });
	let isEnding = false;
	const end = async () => {
		if (isEnding) return;
		isEnding = true;
		say('\nStopping …');
		await server.stop();
		await sandbox.stop();
	};
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => void end());
	}
	try {
		await server.start();
		const saved = await ensureCredentials(server.client, sandbox);
		const examples = await ensureExamples(server.client, sandbox, saved);
		say(guide(server.port, examples));
		say(`(started in ${Math.round((Date.now() - startedAt) / 1000)} s)`);
	} catch (error) {
		if (isEnding) return;
		await end();
		throw error;
	}
	await server.main?.ended;
	if (isEnding) return;
	say(`n8n has ended by itself:\n${server.log().slice(-20).join('\n')}`);
	process.exitCode = 1;
	await end();
}

main().catch((error) => {
	say(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
