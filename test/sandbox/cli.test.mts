/**
 * Real time, because it runs another process.
 *
 * @jest-environment node
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { KEYS } from '../../sandbox/engine/keys.mts';
import { TSX } from '../../tools/support/tsx.mts';
import { eventually, fetchText } from './support.mts';

const CLI = join(import.meta.dirname, '../../sandbox/cli.mts');

function run(words: string[]) {
	const child = spawn(process.execPath, [...TSX, CLI, ...words], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let text = '';
	child.stdout.on('data', (chunk) => (text += chunk));
	child.stderr.on('data', (chunk) => (text += chunk));
	return { child, output: () => text };
}

describe('npm run sandbox', () => {
	test('says what to type into n8n, shows requests as they come, and stops cleanly', async () => {
		const { child, output } = run(['--port', '0', '--filePort', '0', '--jobMs', '50']);
		await eventually(() => output().includes('Ctrl+C'), 10000);
		for (const key of [KEYS.evolink, KEYS.ark, KEYS.twelveAi, KEYS.ink])
			expect(output()).toContain(key);
		const base = /Base URL +(http\S+\/evolink)\s/.exec(output())?.[1];
		const answer = await fetchText(`${base}/v1/credits`, {
			headers: { authorization: `Bearer ${KEYS.evolink}` },
		});
		expect(answer.status).toBe(200);
		await eventually(() => /credits +GET +\/evolink\/v1\/credits -> 200/.test(output()));
		child.kill('SIGINT');
		const [code] = await once(child, 'exit');
		expect(code).toBe(0);
	}, 20000);

	test('falls back to free ports when its own are taken, and says so', async () => {
		const first = run(['--port', '0', '--filePort', '0']);
		await eventually(() => first.output().includes('Ctrl+C'), 10000);
		const port = /127\.0\.0\.1:(\d+)\/evolink\s/.exec(first.output())?.[1] ?? '';
		const second = run(['--port', port]);
		await eventually(() => second.output().includes('Ctrl+C'), 10000);
		expect(second.output()).toContain('ports are taken');
		for (const { child } of [first, second]) {
			child.kill('SIGTERM');
			await once(child, 'exit');
		}
	}, 20000);

	test('refuses an unknown option', async () => {
		const { child, output } = run(['--speed', '9']);
		const [code] = await once(child, 'exit');
		expect(code).toBe(1);
		expect(output()).toContain('Usage');
	}, 20000);
});
