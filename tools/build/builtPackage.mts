import { createRequire } from 'node:module';
import path from 'node:path';
import { classNameOf, readManifest } from './manifest.mts';
import type { ICredentialType, INodeType } from 'n8n-workflow';

const require = createRequire(import.meta.url);

const ROOT = path.resolve(import.meta.dirname, '..', '..');

function instanceFrom<T>(file: string): T {
	const exported = require(path.join(ROOT, file)) as Record<string, new () => T>;
	return new exported[classNameOf(file)]();
}

/** The nodes and credentials of the built package, loaded as n8n loads them and under n8n's names. */
export function loadBuiltPackage(): {
	nodeTypes: Record<string, INodeType>;
	credentialTypes: Record<string, ICredentialType>;
} {
	const { name, n8n } = readManifest(ROOT);
	const nodes = n8n.nodes.map((file) => instanceFrom<INodeType>(file));
	const credentials = n8n.credentials.map((file) => instanceFrom<ICredentialType>(file));
	return {
		nodeTypes: Object.fromEntries(nodes.map((node) => [`${name}.${node.description.name}`, node])),
		credentialTypes: Object.fromEntries(credentials.map((type) => [type.name, type])),
	};
}
