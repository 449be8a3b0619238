/**
 * Finds every `failure.code` that the sources make up themselves. It follows values as the compiler
 * sees them, so it does not matter how the places are called that build failures.
 */

import path from 'node:path';
import ts from 'typescript';
import { ROOT, listFiles } from './files.mts';
import type { CallExpression, ObjectLiteralExpression } from 'typescript';

/** The type whose `code` is meant, and its names, for values whose type is told later. */
const TYPE = 'Failure';
const FIELDS = ['category', 'code', 'hint', 'message', 'retryable'];

function walk(node: import('typescript').Node, visit: (node: import('typescript').Node) => void) {
	visit(node);
	node.forEachChild((child) => walk(child, visit));
}

/**
 * @returns each code with the files that use it; what stands for a number is
 *   written `<n>`. What a provider sends along is not among them.
 */
export function ownCodes(): Map<string, string[]> {
	const program = ts.createProgram(
		listFiles('nodes', /\.ts$/).map((file) => path.join(ROOT, file)),
		{
			...ts.getDefaultCompilerOptions(),
			target: ts.ScriptTarget.ES2022,
			strict: true,
			skipLibCheck: true,
			types: [],
		},
	);
	const checker = program.getTypeChecker();
	const sources = program
		.getSourceFiles()
		.filter(({ fileName }) => fileName.startsWith(path.join(ROOT, 'nodes')));
	const codes: Map<string, string[]> = new Map();
	/** The calls of each function */
	const calls: Map<import('typescript').Node, CallExpression[]> = new Map();
	for (const source of sources) {
		walk(source, (node) => {
			if (!ts.isCallExpression(node)) return;
			const called = checker.getResolvedSignature(node)?.declaration;
			if (called !== undefined) calls.set(called, [...(calls.get(called) ?? []), node]);
		});
	}

	const seen: Set<import('typescript').Node> = new Set();

	const note = (code: string, node: import('typescript').Node) => {
		if (code === '') return;
		const file = path.relative(ROOT, node.getSourceFile().fileName).split(path.sep).join('/');
		codes.set(code, [...new Set([...(codes.get(code) ?? []), file])]);
	};

	/** @param node an expression whose value becomes a code */
	const follow = (node: import('typescript').Node | undefined) => {
		if (node === undefined || seen.has(node)) return;
		seen.add(node);
		if (ts.isStringLiteralLike(node)) return note(node.text, node);
		if (ts.isTemplateExpression(node)) {
			return note(
				[node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('<n>'),
				node,
			);
		}
		if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].forEach(follow);
		if (ts.isBinaryExpression(node)) return [node.left, node.right].forEach(follow);
		if (ts.isParenthesizedExpression(node)) return follow(node.expression);
		// A function of ours that only cleans what it is given.
		if (ts.isCallExpression(node)) return node.arguments.forEach(follow);
		if (!ts.isIdentifier(node)) return undefined;
		const symbol = ts.isShorthandPropertyAssignment(node.parent)
			? checker.getShorthandAssignmentValueSymbol(node.parent)
			: checker.getSymbolAtLocation(node);
		const declaration = symbol?.valueDeclaration;
		if (declaration === undefined) return undefined;
		if (ts.isVariableDeclaration(declaration)) return follow(declaration.initializer);
		if (!ts.isParameter(declaration)) return undefined;
		follow(declaration.initializer);
		const place = declaration.parent.parameters.indexOf(declaration);
		return (calls.get(declaration.parent) ?? []).forEach((call) => follow(call.arguments[place]));
	};

	const isFailure = (literal: ObjectLiteralExpression) => {
		const type = checker.getContextualType(literal);
		if (type === undefined) {
			const names = literal.properties.map(({ name }) => name?.getText());
			return FIELDS.every((field) => names.includes(field));
		}
		return (type.isUnion() ? type.types : [type]).some(
			(part) => (part.aliasSymbol ?? part.getSymbol())?.name === TYPE,
		);
	};

	for (const source of sources) {
		walk(source, (node) => {
			if (!ts.isObjectLiteralExpression(node) || !isFailure(node)) return;
			for (const property of node.properties) {
				if (property.name?.getText() !== 'code') continue;
				if (ts.isPropertyAssignment(property)) follow(property.initializer);
				else follow(property.name);
			}
		});
	}
	return codes;
}
