import { posix as path } from 'node:path';
import ts from 'typescript';

/**
 * Which module imports which, and what that says about the shape of the code. Imports of types
 * count: who reads one module has to read what its types are made of, too.
 */

/** By module, the modules it imports; paths below the package folder. */
export type Graph = Map<string, string[]>;

/** @throws when a module imports a file that is not among `files` */
export function graphOf(files: string[], read: (file: string) => string): Graph {
	const known = new Set(files);
	const target = (from: string, specifier: string) => {
		const base = path.join(path.dirname(from), specifier);
		const found = [base, `${base}.ts`, `${base}/index.ts`].find((file) => known.has(file));
		if (found === undefined) throw new Error(`${from} imports ${specifier}, which is not there`);
		return found;
	};
	return new Map(
		files.map((file) => {
			const { importedFiles } = ts.preProcessFile(read(file), true, true);
			const specifiers = importedFiles.map(({ fileName }) => fileName);
			const own = specifiers.filter((specifier) => specifier.startsWith('.'));
			return [file, [...new Set(own.map((specifier) => target(file, specifier)))]];
		}),
	);
}

/** The folder below nodes/, or the first one. */
const placeOf = (file: string) => file.split('/')[file.startsWith('nodes/') ? 1 : 0];

export const isShared = (file: string) => file.startsWith('nodes/shared/');

const isOfNode = (file: string) => file.startsWith('nodes/') && !isShared(file);

const isDomain = (file: string) => file.startsWith('nodes/shared/domain/');

/** @returns `from -> to` */
const arrows = (graph: Graph, rule: (from: string, to: string) => boolean): string[] =>
	[...graph].flatMap(([from, imports]) =>
		imports.filter((to) => rule(from, to)).map((to) => `${from} -> ${to}`),
	);

export const fromSharedIntoNodes = (graph: Graph) =>
	arrows(graph, (from, to) => isShared(from) && isOfNode(to));

export const betweenNodes = (graph: Graph) =>
	arrows(graph, (from, to) => isOfNode(from) && isOfNode(to) && placeOf(from) !== placeOf(to));

export const outOfDomain = (graph: Graph) =>
	arrows(graph, (from, to) => isDomain(from) && !isDomain(to));

/** The starts and everything they need. */
function reachOf(graph: Graph, starts: string[]): Set<string> {
	const reached = new Set(starts);
	for (const file of reached) for (const next of graph.get(file) ?? []) reached.add(next);
	return reached;
}

/** The modules of each circle, in one line. */
export function circles(graph: Graph): string[] {
	const needs = (file: string) => reachOf(graph, graph.get(file) ?? []);
	const found = [...graph.keys()]
		.map((file) => [...needs(file)].filter((other) => needs(other).has(file)).sort())
		.filter((members) => members.length > 0);
	return [...new Set(found.map((members) => members.join(' <-> ')))];
}

/** What lies in nodes/shared although fewer than two nodes need it. */
export function notShared(graph: Graph): string[] {
	const files = [...graph.keys()];
	const nodes = [...new Set(files.filter(isOfNode).map(placeOf))];
	const reaches = nodes.map((node) =>
		reachOf(
			graph,
			files.filter((file) => isOfNode(file) && placeOf(file) === node),
		),
	);
	return files.filter(
		(file) => isShared(file) && reaches.filter((reach) => reach.has(file)).length < 2,
	);
}
