import { createRequire } from 'node:module';
import path from 'node:path';
import { openDownloadLab } from '../SeedanceDownload/downloadLab.mts';
import { SeedanceJoin } from '../../nodes/SeedanceJoin/SeedanceJoin.node.ts';
import { SeedanceTaskTrigger } from '../../nodes/SeedanceTaskTrigger/SeedanceTaskTrigger.node.ts';
import { bundlesOf } from '../../tools/build/bundle.mts';
import { FROM_DIST, ROOT, manifest } from './files.mts';

const require = createRequire(import.meta.url);

const BUILT: string[] = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
const SOURCES = BUILT.map((file) => file.replace(/^dist\/(.*)\.js$/, '$1.ts'));

/** Files of nodes and credentials, of the sources or the built package, that this process has loaded. */
const loaded = () =>
	Object.keys(require.cache)
		.map((file) => path.relative(ROOT, file).split(path.sep).join('/'))
		.filter((file) => /^(dist\/)?(nodes|credentials)\/.*\.(node|credentials)\.[jt]s$/.test(file));

test(`Nodes and credentials under test are ${FROM_DIST ? 'those of the built package' : 'the sources'}`, async () => {
	const lab = await openDownloadLab();
	const [ordered] = await lab.order('ark', ['A paper boat']);
	const { items } = await lab.download('ark', [ordered]);
	await lab.close();
	expect(items('Node')[0].binary).toBeDefined();
	expect(new SeedanceJoin().description.name).toBe('seedanceJoin');
	expect(new SeedanceTaskTrigger().description.name).toBe('seedanceTaskTrigger');

	expect(loaded().sort()).toEqual([...(FROM_DIST ? BUILT : SOURCES)].sort());
	const bundles = bundlesOf(ROOT).map((name) => path.join(ROOT, 'dist', name));
	const cached = bundles.filter((file) => Object.keys(require.cache).includes(file));
	expect(cached).toEqual(FROM_DIST ? bundles : []);
});
