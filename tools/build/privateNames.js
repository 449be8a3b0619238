'use strict';

/**
 * Finds the names of private members that nothing else is called by. Only their own class can speak of them, so the
 * bundle may give them shorter ones.
 */

const fs = require('fs');
const ts = require('typescript');

/** @param {ts.Node} node */
function isPrivate(node) {
	return (
		ts.canHaveModifiers(node) &&
		(ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
	);
}

/** @param {ts.Node} node @returns {boolean} true for the name at a declaration */
function isDeclared(node) {
	return (
		'name' in node.parent &&
		node.parent.name === node &&
		!ts.isPropertyAccessExpression(node.parent)
	);
}

/** @param {ts.Node} node @returns {boolean} true for `name` in `this.name` */
function isOwnUse({ parent }) {
	return (
		ts.isPropertyAccessExpression(parent) && parent.expression.kind === ts.SyntaxKind.ThisKeyword
	);
}

/** @param {ts.Node} node @returns {boolean} true for a variable, which is no member of anything */
function isVariable(node) {
	const { parent } = node;
	if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
	return ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isTypeNode(parent);
}

/**
 * @param {string[]} files TypeScript sources
 * @returns {string[]} in the order of the alphabet
 */
function privateNames(files) {
	/** @type {Set<string>} */
	const own = new Set();
	/** @type {Set<string>} */
	const shared = new Set();
	for (const file of files) {
		const source = ts.createSourceFile(
			file,
			fs.readFileSync(file, 'utf8'),
			ts.ScriptTarget.ES2022,
			true,
		);
		/** @param {ts.Node} node */
		const visit = (node) => {
			if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) {
				if (isDeclared(node) && isPrivate(node.parent)) own.add(node.text);
				else if (!isOwnUse(node) && !isVariable(node)) shared.add(node.text);
			}
			ts.forEachChild(node, visit);
		};
		visit(source);
	}
	return [...own].filter((name) => !shared.has(name)).sort();
}

module.exports = { privateNames };
