'use strict';

const fs = require('fs');
const path = require('path');
const { filesBelow } = require('../../tools/build/verify');

const ROOT = path.resolve(__dirname, '..', '..');

/** @param {string} file path below the package folder */
const read = (file) => fs.readFileSync(path.join(ROOT, file), 'utf8');

/**
 * @param {string} folder
 * @param {RegExp} pattern
 * @returns {string[]} paths below the package folder
 */
const listFiles = (folder, pattern) =>
	filesBelow(path.join(ROOT, folder))
		.map((file) => path.relative(ROOT, file).split(path.sep).join('/'))
		.filter((file) => pattern.test(file));

const manifest = JSON.parse(read('package.json'));

/**
 * The classes that package.json names, from their sources.
 *
 * @param {'nodes' | 'credentials'} kind
 * @returns {any[]}
 */
function instancesOf(kind) {
	return manifest.n8n[kind].map((/** @type {string} */ built) => {
		const source = built.replace(/^dist\//, '').replace(/\.js$/, '');
		return new (require(path.join(ROOT, source))[path.basename(source).split('.')[0]])();
	});
}

module.exports = { ROOT, instancesOf, listFiles, manifest, read };
