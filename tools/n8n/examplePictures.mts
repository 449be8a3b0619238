/**
 * Takes a picture of every example on the canvas, or of those that are named, for docs/examples.md:
 * `npx tsx tools/n8n/examplePictures.mts [example …]`.
 */

import fs from 'node:fs';
import path from 'node:path';
import { startSandbox } from '../../sandbox/index.mts';
import { openEditor } from './browser.mts';
import { EXAMPLES, ensureCredentials, ensureExamples, readExampleFiles } from './examples.mts';
import { PLACES } from './places.mts';
import { N8nServer } from './server.mts';
import type { NewWorkflow } from './client.mts';

const FOLDER = path.join(PLACES.root, 'docs', 'pictures', 'examples');
/** Pixels of the picture for one of the canvas. */
const SCALE = 0.62;
/** What the editor keeps around the canvas, pixels. */
const AROUND = { left: 42, top: 84, bottom: 38 };
/** What "Zoom to fit" leaves free, as a share. */
const FREE = 1.1;
/** A node with its name, pixels of the canvas. */
const NODE = { width: 160, height: 150 };
/** The buttons on the canvas, and the signs that no account has been chosen yet. */
const NO_CONTROLS = `
	[class*="executionButtons"], [class*="nodeButtonsWrapper"], .vue-flow__panel, .el-notification,
	[data-test-id="node-issues"] { display: none !important; }`;

/** How large the workflow is, pixels of the picture. */
function sizeOf({ nodes }: NewWorkflow) {
	const boxes = nodes.map(({ position: [x, y], parameters }) => ({
		...{ left: x, top: y },
		right: x + Number(parameters.width ?? NODE.width),
		bottom: y + Number(parameters.height ?? NODE.height),
	}));
	const span = (from: number[], to: number[]) => (Math.max(...to) - Math.min(...from)) * SCALE;
	return {
		width: span(
			boxes.map(({ left }) => left),
			boxes.map(({ right }) => right),
		),
		height: span(
			boxes.map(({ top }) => top),
			boxes.map(({ bottom }) => bottom),
		),
	};
}

async function main() {
	const named = process.argv.slice(2);
	const wanted = readExampleFiles().filter(
		({ file }) => named.length === 0 || named.includes(file),
	);
	fs.mkdirSync(FOLDER, { recursive: true });
	const server = new N8nServer();
	const sandbox = await startSandbox({ publicDir: EXAMPLES });
	try {
		await server.start();
		const saved = await ensureCredentials(server.client, sandbox);
		await ensureExamples(server.client, sandbox, saved);
		const known = await server.client.workflows();
		const editor = await openEditor(server.url);
		for (const { file, workflow } of wanted) {
			const size = sizeOf(workflow);
			const width = Math.round(AROUND.left + size.width * FREE);
			const height = Math.round(AROUND.top + size.height * FREE + AROUND.bottom);
			await editor.page.setViewportSize({ width, height });
			await editor.openWorkflow(String(known.find(({ name }) => name === workflow.name)?.id));
			await editor.page.addStyleTag({ content: NO_CONTROLS });
			await editor.page.keyboard.press('1');
			await editor.settle();
			await editor.page.screenshot({
				path: path.join(FOLDER, `${file}.png`),
				clip: {
					...{ x: AROUND.left, y: AROUND.top },
					width: width - AROUND.left,
					height: height - AROUND.top - AROUND.bottom,
				},
			});
		}
		await editor.close();
	} finally {
		await server.dispose();
		await sandbox.stop();
	}
}

main().catch((error) => {
	process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
