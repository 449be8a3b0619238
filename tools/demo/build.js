'use strict';

/**
 * Makes sure that what the demo runs is the built package of the sources as they are now.
 */

const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');
const { filesBelow } = require('../build/verify');

const SOURCES = ['nodes', 'credentials', 'icons', 'package.json', 'tsconfig.json'];

/**
 * When a file or the newest file of a folder was written, in milliseconds; 0 when there is none.
 *
 * @param {string} target
 * @returns {number}
 */
function newestChange(target) {
	if (!fs.existsSync(target)) return 0;
	const files = fs.statSync(target).isDirectory() ? filesBelow(target) : [target];
	return files.reduce((newest, file) => Math.max(newest, fs.statSync(file).mtimeMs), 0);
}

/**
 * @param {string} root the package folder
 * @returns {boolean}
 */
function isBuildCurrent(root) {
	const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
	const built = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((file) =>
		newestChange(path.join(root, file)),
	);
	const sources = SOURCES.map((source) => newestChange(path.join(root, source)));
	return Math.min(...built) >= Math.max(...sources);
}

/**
 * Builds when the build is missing or older than the sources.
 *
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<void>}
 * @throws with the build's own output when it does not succeed
 */
async function ensureBuild(root, say) {
	if (isBuildCurrent(root)) return;
	say('Building the package first (about ten seconds) …');
	const gulp = path.join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const running = spawn(process.execPath, [gulp, 'build'], { cwd: root });
	/** @type {string[]} */
	const output = [];
	running.stdout.on('data', (chunk) => output.push(String(chunk)));
	running.stderr.on('data', (chunk) => output.push(String(chunk)));
	const code = await new Promise((resolve, reject) => {
		running.once('error', reject);
		running.once('close', resolve);
	});
	if (code !== 0) throw new Error(`The build did not succeed:\n${output.join('')}`);
}

module.exports = { ensureBuild, isBuildCurrent };
