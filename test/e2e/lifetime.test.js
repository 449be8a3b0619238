'use strict';

const { spawn } = require('child_process');
const path = require('path');
const { setTimeout: sleep } = require('timers/promises');

const CHILDREN = path.resolve(__dirname, '..', '..', 'tools', 'n8n', 'children.js');

/** A program that starts another one, says its process id, and then does nothing. */
const PARENT = `
	const { startChild } = require(${JSON.stringify(CHILDREN)});
	const child = startChild(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
	process.stdout.write(String(child.pid) + '\\n');
	setInterval(() => {}, 1000);
`;

/** @param {number} pid */
function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

describe('The programs that the tools start', () => {
	it('end with them, even when they are killed', async () => {
		const parent = spawn(process.execPath, ['-e', PARENT], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const pid = await new Promise((resolve) =>
			parent.stdout.once('data', (chunk) => resolve(Number(String(chunk)))),
		);
		expect(isAlive(pid)).toBe(true);
		parent.kill('SIGKILL');
		const deadline = Date.now() + 5000;
		while (isAlive(pid) && Date.now() < deadline) await sleep(50);
		expect(isAlive(pid)).toBe(false);
	});
});
