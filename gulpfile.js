'use strict';

/**
 * Builds the package: `gulp build` (also `npm run build`), `gulp verify`, `gulp icons`, `gulp clean`.
 *
 * n8n's own build tool compiles and copies every picture of the repository; what follows makes of
 * that a package in which everything that package.json names exists, and nothing else is published.
 */

const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');
// @ts-expect-error gulp brings no types
const { dest, parallel, series, src } = require('gulp');

/**
 * The parts of the build that are TypeScript.
 *
 * @param {string} name
 */
const part = async (name) => {
	const { tsImport } = await import('tsx/esm/api');
	return await tsImport(`./tools/build/${name}.mts`, __filename);
};

const ROOT = __dirname;
const DIST = path.join(ROOT, 'dist');
/** The only folders of dist that are published, beside the bundles. */
const PUBLISHED_FOLDERS = ['credentials', 'icons', 'nodes'];

async function clean() {
	fs.rmSync(DIST, { recursive: true, force: true });
}

/**
 * An end that gulp reports without a stack trace: the text says what to do.
 *
 * @param {string} message
 */
const plainError = (message) => Object.assign(new Error(message), { showStack: false });

/** The build tool draws a spinner; in a log its frames would bury the message. */
const ESCAPE = String.fromCharCode(27);
const SPINNER_FRAMES = new RegExp(`${ESCAPE}\\[[0-9;?]*[A-Za-z]|[◒◐◓◑][^\\n◒◐◓◑│◇■]*`, 'g');

/** Compiles with the official tool, so that the result is what `n8n-node release` would publish. */
function compile() {
	const tool = path.join(ROOT, 'node_modules', '@n8n', 'node-cli', 'bin', 'n8n-node.mjs');
	const running = spawn(process.execPath, [tool, 'build'], { cwd: ROOT });
	/** @type {string[]} */
	const output = [];
	running.stdout.on('data', (chunk) => output.push(String(chunk)));
	running.stderr.on('data', (chunk) => output.push(String(chunk)));
	return new Promise((resolve, reject) => {
		running.once('error', reject);
		running.once('close', (code) => {
			if (code === 0) return resolve(undefined);
			const said = output.join('').replace(SPINNER_FRAMES, '');
			reject(plainError(`The TypeScript sources did not compile.\n${said}`));
		});
	});
}

function copyIcons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

function copyCodex() {
	return src('nodes/**/*.node.json', { encoding: false }).pipe(dest('dist/nodes'));
}

/** Puts three files and their stubs in the place of the compiled modules. */
async function bundle() {
	const { bundleBuild } = await part('bundle');
	await bundleBuild(ROOT);
}

/** Takes out declarations, maps and the pictures of docs and examples. */
async function prune() {
	const { bundlesOf } = await part('bundle');
	const bundles = bundlesOf(ROOT);
	const { filesBelow, UNWANTED_FILES } = await part('verify');
	for (const entry of fs.readdirSync(DIST, { withFileTypes: true })) {
		const isPublished = PUBLISHED_FOLDERS.includes(entry.name) || bundles.includes(entry.name);
		if (!isPublished) fs.rmSync(path.join(DIST, entry.name), { recursive: true, force: true });
	}
	filesBelow(DIST)
		.filter((file) => UNWANTED_FILES.test(file))
		.forEach((file) => fs.rmSync(file));
}

/** Fails with one line per finding. */
async function verify() {
	const { verifyBuild } = await part('verify');
	const { scanBuild } = await part('scan');
	const { problems: faults, facts } = verifyBuild(ROOT);
	const problems = [...faults, ...(await scanBuild(ROOT))];
	if (problems.length > 0) {
		throw plainError(`The build is not fit to publish:\n  - ${problems.join('\n  - ')}`);
	}
	console.log(
		`Verified: ${facts.nodes.length} nodes, ${facts.credentials.length} credentials, ` +
			`${facts.files} files, ${Math.round(facts.bytes / 1000)} kB unpacked.`,
	);
}

const icons = parallel(copyIcons, copyCodex);
const build = series(clean, compile, bundle, icons, prune, verify);

module.exports = { build, clean, icons, prune, verify, default: build };
