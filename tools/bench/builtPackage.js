'use strict';

const path = require('path');

const ROOT = path.resolve(__dirname, '..', '..');

/**
 * The built package, as n8n loads it.
 *
 * @returns {{ nodeTypes: Record<string, any>, credentialTypes: Record<string, any> }}
 */
function loadBuiltPackage() {
	const manifest = require(path.join(ROOT, 'package.json'));
	/** @param {string} file */
	const load = (file) => new (require(path.join(ROOT, file))[path.basename(file).split('.')[0]])();
	return {
		nodeTypes: Object.fromEntries(
			manifest.n8n.nodes
				.map(load)
				.map((/** @type {any} */ node) => [`${manifest.name}.${node.description.name}`, node]),
		),
		credentialTypes: Object.fromEntries(
			manifest.n8n.credentials.map(load).map((/** @type {any} */ type) => [type.name, type]),
		),
	};
}

module.exports = { loadBuiltPackage };
