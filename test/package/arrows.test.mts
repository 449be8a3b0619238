import { listFiles, read } from './files.mts';
import {
	betweenNodes,
	circles,
	fromSharedIntoNodes,
	graphOf,
	isShared,
	notShared,
	outOfDomain,
} from './importGraph.mts';

/** The part of nodes/shared, in lines, that may be there for one node only. */
const MOST_FOR_ONE_NODE = 0.15;

const linesOf = (files: string[]) =>
	files.reduce((sum, file) => sum + read(file).split('\n').length - 1, 0);

describe('the arrows between the published modules', () => {
	const files = [...listFiles('nodes', /\.ts$/), ...listFiles('credentials', /\.ts$/)];
	const graph = graphOf(files, read);

	it('are there to be looked at', () => {
		expect(files.filter(isShared).length).toBeGreaterThan(40);
		expect([...graph.values()].flat().length).toBeGreaterThan(400);
	});

	it('lead from no shared module into a node', () => {
		expect(fromSharedIntoNodes(graph)).toEqual([]);
	});

	it('lead from no node into another', () => {
		expect(betweenNodes(graph)).toEqual([]);
	});

	it('go round in no circle', () => {
		expect(circles(graph)).toEqual([]);
	});

	it('lead nowhere out of the domain', () => {
		expect(outOfDomain(graph)).toEqual([]);
	});

	it('lead to what is shared from two nodes, all but a small part', () => {
		const forOne = notShared(graph);
		const share = linesOf(forOne) / linesOf(files.filter(isShared));
		expect({ forOne, isSmall: share < MOST_FOR_ONE_NODE }).toEqual({ forOne, isSmall: true });
	});
});

describe('the look at the arrows', () => {
	const sources: Record<string, string> = {
		'nodes/A/a.ts': `import { b } from '../B/b';\nimport { both } from '../shared/both';`,
		'nodes/B/b.ts': `import type { Both } from '../shared/both';\nexport { own } from '../shared/own';`,
		'nodes/shared/both.ts': `import * as all from './domain';`,
		'nodes/shared/own.ts': `export type A = import('../A/a').A;`,
		'nodes/shared/domain/index.ts': `import {\n\tword,\n} from './word';`,
		'nodes/shared/domain/word.ts': `import { both } from '../both';\nimport 'crypto';`,
		'credentials/C.credentials.ts': `import { sleep } from 'n8n-workflow';`,
	};
	const readSource = (file: string) => sources[file];
	const graph = graphOf(Object.keys(sources), readSource);

	it('sees one into a node, between nodes and out of the domain', () => {
		expect(fromSharedIntoNodes(graph)).toEqual(['nodes/shared/own.ts -> nodes/A/a.ts']);
		expect(betweenNodes(graph)).toEqual(['nodes/A/a.ts -> nodes/B/b.ts']);
		expect(outOfDomain(graph)).toEqual(['nodes/shared/domain/word.ts -> nodes/shared/both.ts']);
	});

	it('sees circles, also those of types', () => {
		expect(circles(graph)).toEqual([
			'nodes/A/a.ts <-> nodes/B/b.ts <-> nodes/shared/own.ts',
			'nodes/shared/both.ts <-> nodes/shared/domain/index.ts <-> nodes/shared/domain/word.ts',
		]);
	});

	it('sees what one node needs alone', () => {
		const straight = new Map(graph).set('nodes/A/a.ts', ['nodes/shared/both.ts']);
		expect(notShared(straight)).toEqual(['nodes/shared/own.ts']);
	});

	it('stops at an import that leads nowhere', () => {
		expect(() => graphOf(['nodes/A/a.ts'], readSource)).toThrow(/imports \.\.\/B\/b/);
	});
});
