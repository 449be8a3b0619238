/**
 * A headless Chromium that works n8n's editor as a person does. Its driver is fetched once into the
 * cache.
 */

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runChild } from './children.mts';
import { ensureChromium } from './chromium.mts';
import { OWNER } from './client.mts';
import { PLACES } from './places.mts';

const require = createRequire(import.meta.url);

const DRIVER = 'playwright-core@1.65.1';
/** Milliseconds until the editor has settled after a click. */
const SETTLE_MS = 1_500;

/** What is used of Playwright, which is not among the packages of this repository. */
interface Playwright {
	chromium: {
		launch: (options: {
			executablePath: string;
			env: NodeJS.ProcessEnv;
			args: string[];
		}) => Promise<Browser>;
	};
}

interface Browser {
	newPage: (options: {
		viewport: { width: number; height: number };
		colorScheme: 'dark' | 'light';
	}) => Promise<Page>;
	close: () => Promise<void>;
}

interface Page {
	addStyleTag: (options: { content: string }) => Promise<unknown>;
	setViewportSize: (size: { width: number; height: number }) => Promise<void>;
	goto: (url: string) => Promise<unknown>;
	fill: (selector: string, text: string) => Promise<void>;
	click: (selector: string) => Promise<void>;
	dblclick: (selector: string) => Promise<void>;
	locator: (selector: string) => { first: () => { click: () => Promise<void> } };
	keyboard: {
		press: (key: string) => Promise<void>;
		type: (text: string, options: { delay: number }) => Promise<void>;
	};
	waitForURL: (pattern: RegExp) => Promise<void>;
	waitForSelector: (selector: string, options?: { timeout: number }) => Promise<unknown>;
	waitForTimeout: (ms: number) => Promise<void>;
	screenshot: (options: {
		path: string;
		clip: { x: number; y: number; width: number; height: number };
	}) => Promise<Buffer>;
}

/** Installs the driver once. */
async function ensureDriver(): Promise<Playwright> {
	const folder = path.join(PLACES.cache, 'browser');
	const target = path.join(folder, 'node_modules', 'playwright-core');
	if (!fs.existsSync(target)) {
		fs.mkdirSync(folder, { recursive: true });
		fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true }));
		await runChild('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', DRIVER], {
			cwd: folder,
		});
	}
	return require(target) as Playwright;
}

/**
 * Opens a browser and signs in.
 *
 * @param url of n8n
 */
export async function openEditor(
	url: string,
	{
		isDark = false,
		width = 1280,
		height = 780,
	}: { isDark?: boolean; width?: number; height?: number } = {},
) {
	const { chromium } = await ensureDriver();
	const { command, env } = await ensureChromium();
	const browser = await chromium.launch({
		executablePath: command,
		env,
		args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
	});
	const page = await browser.newPage({
		viewport: { width, height },
		colorScheme: isDark ? 'dark' : 'light',
	});
	await page.goto(`${url}/signin`);
	await page.fill('input[type=email]', OWNER.email);
	await page.fill('input[type=password]', OWNER.password);
	await page.keyboard.press('Enter');
	await page.waitForURL(/home|workflow/);
	const settle = async () => await page.waitForTimeout(SETTLE_MS);

	return {
		page,
		settle,
		async openWorkflow(id: string) {
			await page.goto(`${url}/workflow/${id}`);
			await page.waitForSelector('[data-test-id="canvas-node"]');
			await settle();
		},
		/** Presses "Execute workflow" and waits so long that the run can be expected to have ended. */
		async execute(waitMs: number) {
			await page.click('[data-test-id="execute-workflow-button"]');
			await page.waitForTimeout(waitMs);
		},
		async openNode(nodeName: string) {
			await page.dblclick(`[data-test-id="canvas-node"][data-node-name="${nodeName}"]`);
			await settle();
		},
		async closeNode() {
			await page.keyboard.press('Escape');
			await settle();
		},
		/** Takes a picture; what lies left of `left` (pixels) is left out. */
		shoot: async (file: string, left: number = 0) =>
			await page.screenshot({ path: file, clip: { x: left, y: 0, width: width - left, height } }),
		close: async () => await browser.close(),
	};
}
