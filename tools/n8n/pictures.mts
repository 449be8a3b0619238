/**
 * Takes the pictures of the documentation in the real editor: `npx tsx tools/n8n/pictures.mts [folder]`.
 */

import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { startSandbox } from '../../sandbox/index.mts';
import { openEditor } from './browser.mts';
import { EXAMPLES, ensureCredentials, ensureExamples, withCredentials } from './examples.mts';
import { PLACES } from './places.mts';
import { N8nServer } from './server.mts';
import type { NewWorkflow } from './client.mts';

const CATALOG = 'Seedance: catalog to video';
/** Longer than the sandbox and n8n need for the catalog, milliseconds. */
const RUN_MS = 30_000;
/** Width of the left panel of an open node, pixels. */
const INPUT_PANEL = 440;
/** Where its right panel begins. */
const OUTPUT_PANEL = 850;
/** Ports that look the same on every picture. */
const PORTS = { n8n: 5678, api: 4310, files: 4311 };

export type Editor = Awaited<ReturnType<typeof openEditor>>;

async function shootCatalog(editor: Editor, id: string, file: (name: string) => string) {
	await editor.openWorkflow(id);
	await editor.execute(RUN_MS);
	await editor.shoot(file('catalog-canvas'));
	await editor.openNode('Seedance Generate');
	await editor.shoot(file('generate-output'));
	await editor.closeNode();
	await editor.openNode('Seedance Download');
	await editor.page.locator('button:has-text("View")').first().click();
	await editor.settle();
	await editor.shoot(file('download-video'), INPUT_PANEL);
	await editor.closeNode();
	await editor.openNode('Rows to look at');
	await editor.shoot(file('refused-row'), OUTPUT_PANEL);
}

async function shootNodeList(editor: Editor, server: N8nServer, file: (name: string) => string) {
	await editor.page.goto(`${server.url}/workflow/new`);
	await editor.settle();
	await editor.page.locator('[data-test-id="canvas-add-button"] button').first().click();
	await editor.settle();
	await editor.page.keyboard.type('seedance', { delay: 60 });
	await editor.settle();
	await editor.shoot(file('add-node'));
}

async function shootTrigger(editor: Editor, id: string, file: (name: string) => string) {
	await editor.openWorkflow(id);
	await editor.openNode('Seedance Task Trigger');
	await editor.page.click('text=Webhook URLs');
	await editor.page.click('text=Production URL');
	await editor.settle();
	await editor.shoot(file('trigger-webhook'));
}

/** A workflow with nothing but the trigger. */
const TRIGGER_WORKFLOW: NewWorkflow = {
	name: 'Finished videos',
	nodes: [
		{
			id: randomUUID(),
			webhookId: '5eeda9ce-0000-4000-8000-000000000077',
			name: 'Seedance Task Trigger',
			type: 'n8n-nodes-seedance.seedanceTaskTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: { receive: 'webhook' },
		},
	],
	connections: {},
};

async function main() {
	const folder = path.resolve(process.argv[2] ?? path.join(PLACES.root, 'docs', 'pictures'));
	fs.mkdirSync(folder, { recursive: true });
	const file = (name: string) => path.join(folder, `${name}.png`);
	const server = new N8nServer({ port: PORTS.n8n });
	const sandbox = await startSandbox({
		port: PORTS.api,
		filePort: PORTS.files,
		jobMs: 3000,
		parallel: 4,
		publicDir: EXAMPLES,
	});
	const editors: Editor[] = [];
	try {
		await server.start();
		const saved = await ensureCredentials(server.client, sandbox);
		await ensureExamples(server.client, sandbox, saved);
		const catalog = (await server.client.workflows()).find(({ name }) => name === CATALOG);
		const trigger = await server.client.createWorkflow(withCredentials(TRIGGER_WORKFLOW, saved));
		const light = await openEditor(server.url);
		editors.push(light);
		await shootCatalog(light, String(catalog?.id), file);
		await shootNodeList(light, server, file);
		await shootTrigger(light, trigger.id, file);
		await light.page.goto(`${server.url}/home/credentials`);
		await light.settle();
		await light.page.click('text=EvoLink (sandbox)');
		await light.settle();
		await light.shoot(file('credential'));
		const dark = await openEditor(server.url, { isDark: true });
		editors.push(dark);
		await dark.openWorkflow(String(catalog?.id));
		await dark.execute(RUN_MS);
		await dark.shoot(file('catalog-canvas-dark'));
	} finally {
		await Promise.all(editors.map(async (editor) => await editor.close()));
		await server.dispose();
		await sandbox.stop();
	}
}

main().catch((error) => {
	process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
