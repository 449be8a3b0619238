import fs from 'node:fs';
import path from 'node:path';
import { readManifest } from '../../tools/build/manifest.mts';
import { sharedClient } from './support/stage.mts';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import type { Complaint } from '../../tools/n8n/server.mts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const manifest = readManifest(ROOT);
const ownName = (file: string) => {
	const name = path.basename(file).split('.')[0];
	return name.charAt(0).toLowerCase() + name.slice(1);
};
const NODES = manifest.n8n.nodes.map(ownName);
const CREDENTIALS = manifest.n8n.credentials.map(ownName);

const client = sharedClient();
let nodeTypes: INodeTypeDescription[] = [];
let credentialTypes: ICredentialType[] = [];

beforeAll(async () => {
	nodeTypes = await client.nodeTypes();
	credentialTypes = await client.credentialTypes();
});

describe('The packed package in a real n8n', () => {
	it('is loaded without a word of complaint in the log', () => {
		const complaints = JSON.parse(process.env.SEEDANCE_E2E_COMPLAINTS ?? 'null') as Complaint[];
		// What n8n itself says about a new database, Python and its own deprecated settings.
		const known =
			/^(Migrations in progress|Failed to start Python task runner|\nThere are deprecations)/;
		expect(complaints.filter(({ message }) => !known.test(message))).toEqual([]);
	});

	it('is a copy without sources, tests or a link to this clone', () => {
		const folder = path.join(
			String(process.env.SEEDANCE_E2E_FOLDER),
			'.n8n/nodes/node_modules',
			manifest.name,
		);
		expect(fs.lstatSync(folder).isSymbolicLink()).toBe(false);
		expect(fs.readdirSync(folder).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
	});

	it.each(NODES)('offers the node %s', (name) => {
		const full = `${manifest.name}.${name}`;
		const description = nodeTypes.find((type) => type.name === full);
		expect(description?.displayName).toMatch(/^Seedance /);
		const isTrigger = description?.group.includes('trigger');
		expect(nodeTypes.some((type) => type.name === `${full}Tool`)).toBe(!isTrigger);
	});

	it.each(CREDENTIALS)('offers the credential %s, bound to the nodes that use it', (name) => {
		const description = credentialTypes.find((type) => type.name === name);
		expect(description?.displayName).toMatch(/^Seedance .* API$/);
		// Joining clips needs no account.
		const users = NODES.filter((node) => node !== 'seedanceJoin');
		const own = users.map((node) => `${manifest.name}.${node}`);
		expect([...(description?.supportedNodes ?? [])].sort()).toEqual(own.sort());
	});

	it('serves every icon for light and dark screens', async () => {
		const own = [...nodeTypes, ...credentialTypes].filter(
			(type) => type.name.startsWith(`${manifest.name}.`) || CREDENTIALS.includes(type.name),
		);
		expect(own.length).toBeGreaterThanOrEqual(NODES.length + CREDENTIALS.length);
		for (const type of own) {
			const icon = typeof type.iconUrl === 'object' ? type.iconUrl : { light: '', dark: '' };
			for (const theme of ['light', 'dark'] as const) {
				const response = await client.get(`/${icon[theme]}`);
				expect([type.name, theme, response.status]).toEqual([type.name, theme, 200]);
				expect(response.headers.get('content-type')).toContain('image/svg+xml');
				expect(await response.text()).toContain('<svg');
			}
			expect(icon.light).not.toBe(icon.dark);
		}
	});
});
