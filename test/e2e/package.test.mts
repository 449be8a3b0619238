import fs from 'node:fs';
import path from 'node:path';
import { sharedClient } from './support/stage.mts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const ownName = (file: string) => {
	const name = path.basename(file).split('.')[0];
	return name.charAt(0).toLowerCase() + name.slice(1);
};
const NODES: string[] = manifest.n8n.nodes.map(ownName);
const CREDENTIALS: string[] = manifest.n8n.credentials.map(ownName);

const client = sharedClient();
let nodeTypes: any[] = [];
let credentialTypes: any[] = [];

beforeAll(async () => {
	nodeTypes = (await (await client.get('/types/nodes.json')).json()) as any;
	credentialTypes = (await (await client.get('/types/credentials.json')).json()) as any;
});

describe('The packed package in a real n8n', () => {
	it('is loaded without a word of complaint in the log', () => {
		const complaints = JSON.parse(process.env.SEEDANCE_E2E_COMPLAINTS ?? 'null');
		// What n8n itself says about a new database, Python and its own deprecated settings.
		const known =
			/^(Migrations in progress|Failed to start Python task runner|\nThere are deprecations)/;
		expect(complaints.filter(({ message }: any) => !known.test(message))).toEqual([]);
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
		const isTrigger = description.group.includes('trigger');
		expect(nodeTypes.some((type) => type.name === `${full}Tool`)).toBe(!isTrigger);
	});

	it.each(CREDENTIALS)('offers the credential %s, bound to the nodes that use it', (name) => {
		const description = credentialTypes.find((type) => type.name === name);
		expect(description?.displayName).toMatch(/^Seedance .* API$/);
		for (const node of NODES) {
			expect(description.supportedNodes).toContain(`${manifest.name}.${node}`);
		}
	});

	it('serves every icon for light and dark screens', async () => {
		const own = [...nodeTypes, ...credentialTypes].filter(
			(type) => type.name.startsWith(`${manifest.name}.`) || CREDENTIALS.includes(type.name),
		);
		expect(own.length).toBeGreaterThanOrEqual(NODES.length + CREDENTIALS.length);
		for (const type of own) {
			for (const theme of ['light', 'dark']) {
				const response = await client.get(`/${type.iconUrl[theme]}`);
				expect([type.name, theme, response.status]).toEqual([type.name, theme, 200]);
				expect(response.headers.get('content-type')).toContain('image/svg+xml');
				expect(await response.text()).toContain('<svg');
			}
			expect(type.iconUrl.light).not.toBe(type.iconUrl.dark);
		}
	});
});
