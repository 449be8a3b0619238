import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** The built package, as n8n loads it. */
export function loadBuiltPackage(): {
	nodeTypes: Record<string, any>;
	credentialTypes: Record<string, any>;
} {
	const manifest = require(path.join(ROOT, 'package.json'));
	const load = (file: string) =>
		new (require(path.join(ROOT, file))[path.basename(file).split('.')[0]])();
	return {
		nodeTypes: Object.fromEntries(
			manifest.n8n.nodes
				.map(load)
				.map((node: any) => [`${manifest.name}.${node.description.name}`, node]),
		),
		credentialTypes: Object.fromEntries(
			manifest.n8n.credentials.map(load).map((type: any) => [type.name, type]),
		),
	};
}
