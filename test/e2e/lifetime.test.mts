import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { TSX } from '../../tools/support/tsx.mts';

const CHILDREN = path.resolve(import.meta.dirname, '..', '..', 'tools', 'n8n', 'children.mts');

/** A program that starts another one, says its process id, and then does nothing. */
const PARENT = `
	import { startChild } from ${JSON.stringify(pathToFileURL(CHILDREN).href)};
	const child = startChild(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
	process.stdout.write(String(child.pid) + '\\n');
	setInterval(() => {}, 1000);
`;

function isAlive(pid: number) {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

describe('The programs that the tools start', () => {
	it('end with them, even when they are killed', async () => {
		const parent = spawn(process.execPath, [...TSX, '--input-type=module', '-e', PARENT], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const pid = await new Promise<number>((resolve) =>
			parent.stdout.once('data', (chunk) => resolve(Number(String(chunk)))),
		);
		expect(isAlive(pid)).toBe(true);
		parent.kill('SIGKILL');
		const deadline = Date.now() + 5000;
		while (isAlive(pid) && Date.now() < deadline) await sleep(50);
		expect(isAlive(pid)).toBe(false);
	});
});
