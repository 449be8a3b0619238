'use strict';

/**
 * A headless Chromium that works n8n's editor as a person does. The browser is the machine's own,
 * its driver is fetched once into the cache.
 */

const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { runChild } = require('./children');
const { OWNER } = require('./client');
const { PLACES } = require('./places');

const DRIVER = 'playwright-core@1.65.1';
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome'];
const REMEDY =
	'Install Chromium so that the command chromium works (for example apt-get install chromium).';
/** Milliseconds until the editor has settled after a click. */
const SETTLE_MS = 1_500;

/** @returns {Promise<any>} the driver module */
async function ensureDriver() {
	const folder = path.join(PLACES.cache, 'browser');
	const target = path.join(folder, 'node_modules', 'playwright-core');
	if (!fs.existsSync(target)) {
		fs.mkdirSync(folder, { recursive: true });
		fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true }));
		await runChild('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', DRIVER], {
			cwd: folder,
		});
	}
	return require(target);
}

/** @returns {string} */
function findChromium() {
	for (const command of COMMANDS) {
		const found = spawnSync('which', [command], { encoding: 'utf8' });
		if (found.status === 0) return found.stdout.trim();
	}
	throw new Error(`The editor needs a browser. ${REMEDY}`);
}

/**
 * @param {string} url of n8n
 * @param {{ isDark?: boolean, width?: number, height?: number }} [options]
 */
async function openEditor(url, { isDark = false, width = 1280, height = 780 } = {}) {
	const { chromium } = await ensureDriver();
	const browser = await chromium.launch({
		executablePath: findChromium(),
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
		/** @param {string} id */
		async openWorkflow(id) {
			await page.goto(`${url}/workflow/${id}`);
			await page.waitForSelector('[data-test-id="canvas-node"]');
			await settle();
		},
		/** @param {number} waitMs until the run can be expected to have ended */
		async execute(waitMs) {
			await page.click('[data-test-id="execute-workflow-button"]');
			await page.waitForTimeout(waitMs);
		},
		/** @param {string} nodeName */
		async openNode(nodeName) {
			await page.dblclick(`[data-test-id="canvas-node"][data-node-name="${nodeName}"]`);
			await settle();
		},
		async closeNode() {
			await page.keyboard.press('Escape');
			await settle();
		},
		/**
		 * @param {string} file
		 * @param {number} [left] what lies left of here is left out, pixels
		 */
		shoot: async (file, left = 0) =>
			await page.screenshot({ path: file, clip: { x: left, y: 0, width: width - left, height } }),
		close: async () => await browser.close(),
	};
}

module.exports = { openEditor };
