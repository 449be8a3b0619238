import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundleBuild } from '../../tools/build/bundle.mts';
import { verifyBuild } from '../../tools/build/verify.mts';
import { GENERATE, PROVIDER_IDS, openLab } from '../support/lab.mts';
import { ROOT, manifest } from './files.mts';
const require = createRequire(import.meta.url);

/**
 * The package among modules of others: n8n takes them from whatever folder is near.
 */

/** Breaks at every touch. */
const HOSTILE = `const fail = () => { throw new Error('This zod is not for you'); };
module.exports = new Proxy(fail, { get: fail, has: fail, apply: fail, construct: fail });`;

let folder: string;

/** @param file below the folder for modules */
function put(file: string, content: string) {
	const target = path.join(folder, 'node_modules', file);
	fs.mkdirSync(path.dirname(target), { recursive: true });
	fs.writeFileSync(target, content);
	return target;
}

beforeEach(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'neighbours-'));
	put('zod/index.js', HOSTILE);
	const n8nWorkflow = path.join('node_modules', 'n8n-workflow');
	fs.symlinkSync(path.join(ROOT, n8nWorkflow), path.join(folder, n8nWorkflow));
});

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('P16 the package and the zod that n8n finds for it', () => {
	it('are strangers: a build whose sources ask for zod is refused', async () => {
		const manifestFile = put(
			'n8n-nodes-demo/package.json',
			JSON.stringify({
				name: 'n8n-nodes-demo',
				version: '1.0.0',
				files: ['dist'],
				n8n: { nodes: ['dist/nodes/Demo/Demo.node.js'], credentials: [] },
			}),
		);
		put(
			'n8n-nodes-demo/nodes/Demo/Demo.node.ts',
			`import { z } from 'zod';\nexport class Demo { shape = z; }`,
		);
		const root = path.dirname(manifestFile);
		await bundleBuild(root);
		expect(verifyBuild(root).problems).toContain('seedance.js requires "zod".');
	});

	it('have nothing to say to each other: with one that breaks at every touch, orders run', async () => {
		const root = path.dirname(put('n8n-nodes-seedance/package.json', JSON.stringify(manifest)));
		for (const sources of ['nodes', 'credentials']) {
			fs.symlinkSync(path.join(ROOT, sources), path.join(root, sources));
		}
		await bundleBuild(root);
		const inReach = put(
			'n8n-nodes-seedance/dist/probe.js',
			`exports.touch = () => require('zod').z;`,
		);
		expect(require(inReach).touch).toThrow('This zod is not for you');

		const { SeedanceGenerate } = require(
			path.join(root, 'dist/nodes/SeedanceGenerate/SeedanceGenerate.node.js'),
		);
		const lab = await openLab({}, { nodeTypes: { [GENERATE]: new SeedanceGenerate() } });
		try {
			for (const provider of PROVIDER_IDS) {
				const result = await lab.generate(provider, {
					parameters: { mediaSource: 'json', mediaJson: '={{ $json.media }}' },
					rows: [{ media: [] }],
				});
				expect(result.items('Node').map(({ json }) => json)).toEqual([
					expect.objectContaining({ provider, status: 'succeeded', failure: null }),
				]);
			}
		} finally {
			await lab.close();
		}
	});
});
