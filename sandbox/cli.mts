#!/usr/bin/env node
import { DEFAULTS } from './engine/options.mts';
import { startSandbox } from './index.mts';
import { PROVIDERS } from './providers.mts';
import type { SandboxProvider } from './engine/provider.mts';
import type { Sandbox } from './index.mts';
import type { PlaceName } from './providers.mts';

/** Where the sandbox listens unless the ports are taken. */
const API_PORT = 4310;
const FILE_PORT = 4311;

const USAGE = `Usage: npm run sandbox -- [--option value ...]
Options are those of sandbox/README.md, for example --jobMs 5000 --parallel 2 --whenFull refuse`;

/**
 * @param words `--name value` pairs
 * @throws when an option is unknown or has no value
 */
function readArguments(words: string[]): Record<string, unknown> {
	const options: Record<string, unknown> = {};
	for (let at = 0; at < words.length; at += 2) {
		const name = words[at].replace(/^--/, '');
		const value = words[at + 1];
		if (!words[at].startsWith('--') || !(name in DEFAULTS) || value === undefined)
			throw new Error(USAGE);
		if (value === 'true' || value === 'false') options[name] = value === 'true';
		else options[name] = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
	}
	return options;
}

/** What to fill in, a line for each field of each credential. */
function credentialLines({ baseUrls, keys }: Sandbox): string[] {
	const providers: readonly SandboxProvider[] = PROVIDERS;
	return providers.flatMap(({ title, credential }) => {
		const { region, baseUrl, filesBaseUrl } = credential;
		const lines = [
			['API Key', keys[baseUrl as PlaceName]],
			...(region === undefined ? [] : [['Region', region === 'custom' ? 'Custom' : region]]),
			['Base URL', baseUrls[baseUrl as PlaceName]],
			...(filesBaseUrl === undefined
				? []
				: [['Files Base URL', baseUrls[filesBaseUrl as PlaceName]]]),
		];
		return lines.map(
			([label, value], at) => `  ${(at === 0 ? title : '').padEnd(17)}${label.padEnd(15)}${value}`,
		);
	});
}

function guide(sandbox: Sandbox) {
	const { filesUrl, apiUrl } = sandbox;
	return `
The Seedance sandbox is running. It plays ${PROVIDERS.length} providers; nothing costs anything.

In n8n, make a credential of each kind you want to try:

${credentialLines(sandbox).join('\n')}

Pictures to try: ${filesUrl}/media/photo.jpg  ${filesUrl}/media/portrait.png
Counters: ${apiUrl}/__sandbox/stats   What a prompt can ask for: sandbox/README.md
Press Ctrl+C to stop. Requests follow.
`;
}

async function main() {
	const log = (line: string) => console.log(line);
	const options = {
		port: API_PORT,
		filePort: FILE_PORT,
		jobMs: 3000,
		log,
		...readArguments(process.argv.slice(2)),
	};
	const sandbox = await startSandbox(options).catch((error) => {
		if (error.code !== 'EADDRINUSE') throw error;
		console.log('The usual ports are taken, so free ones are used.');
		return startSandbox({ ...options, port: 0, filePort: 0 });
	});
	console.log(guide(sandbox));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void sandbox.stop());
	}
}

main().catch((error) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
