'use strict';

/**
 * A real n8n on 127.0.0.1, with this package installed in it: one process, or the queue mode with
 * Redis and workers. It can be stopped, killed as by a power cut, and started again on its folder.
 */

const fs = require('fs');
const os = require('os');
const path = require('path');
const { setTimeout: sleep } = require('timers/promises');
const { startChild } = require('./children');
const { N8nClient } = require('./client');
const { environmentFor } = require('./environment');
const { ensureInstalled } = require('./install');
const { installPackage } = require('./package');
const { RELEASES } = require('./places');
const { freePort } = require('./ports');
const { startRedis } = require('./redis');

/** Milliseconds that n8n gets to start; a first start also makes its database. */
const START_MS = 180_000;
const LOOK_AGAIN_MS = 200;
const WORKER_READY = 'n8n worker is now ready';

/**
 * @typedef {import('./children').Child} Child
 *
 * @typedef {object} ServerOptions
 * @property {string} [userFolder] a new one when absent, removed by dispose()
 * @property {number} [workers] 0 = everything in one process; otherwise queue mode
 * @property {number} [port] tried first
 * @property {Record<string, string>} [env] further settings
 * @property {import('./places').Release} [release] the current one when absent
 * @property {(text: string) => void} [say]
 */

class N8nServer {
	/** @param {ServerOptions} [options] */
	constructor(options = {}) {
		this.options = options;
		this.release = options.release ?? RELEASES.current;
		this.isTemporary = options.userFolder === undefined;
		this.userFolder = options.userFolder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-seedance-'));
		this.port = 0;
		this.hasPackage = false;
		this.client = new N8nClient('');
		/** @type {Child | null} */
		this.main = null;
		/** @type {Child[]} */
		this.workers = [];
		/** @type {{ port: number, stop: () => Promise<void> } | null} */
		this.redis = null;
	}

	get url() {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Everything that n8n has ever written, over all starts. */
	get logFile() {
		return path.join(this.userFolder, 'n8n.log');
	}

	/**
	 * Starts, or starts again after stop() or crash().
	 *
	 * @returns {Promise<this>}
	 * @throws with the last lines of n8n's log when it does not come up
	 */
	async start() {
		const { say, workers = 0 } = this.options;
		const { node, n8n } = await ensureInstalled(say, this.release);
		// After a crash n8n finds the package as it left it.
		if (!this.hasPackage) await installPackage(this.userFolder, say);
		this.hasPackage = true;
		if (this.port === 0) this.port = await freePort(this.options.port ?? 0);
		if (workers > 0 && this.redis === null) this.redis = await startRedis();
		const onLine = (/** @type {string} */ line) => fs.appendFileSync(this.logFile, `${line}\n`);
		this.main = startChild(node, [n8n, 'start'], { env: await this.environment(), onLine });
		await this.untilReady(this.main);
		for (let count = 0; count < workers; count++) {
			const env = await this.environment();
			this.workers.push(startChild(node, [n8n, 'worker', '--concurrency=5'], { env, onLine }));
		}
		for (const worker of this.workers) await this.untilSays(worker, WORKER_READY);
		const client = new N8nClient(this.url);
		await client.signIn();
		this.client = client;
		return this;
	}

	/** @returns {Promise<NodeJS.ProcessEnv>} of one process; each has ports of its own */
	async environment() {
		const { env, workers = 0 } = this.options;
		/** @type {Record<string, string>} */
		const queue = {};
		if (workers > 0) {
			queue.EXECUTIONS_MODE = 'queue';
			queue.QUEUE_BULL_REDIS_HOST = '127.0.0.1';
			queue.QUEUE_BULL_REDIS_PORT = String(this.redis?.port);
			queue.OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS = 'true';
			queue.QUEUE_HEALTH_CHECK_PORT = String(await freePort());
		}
		return environmentFor({
			userFolder: this.userFolder,
			port: this.port,
			brokerPort: await freePort(),
			more: { ...this.release.env, ...queue, ...env },
		});
	}

	/**
	 * @param {Child} child
	 * @param {() => Promise<boolean>} isReady
	 */
	async until(child, isReady) {
		const deadline = Date.now() + START_MS;
		while (!(await isReady())) {
			if (!child.isRunning() || Date.now() > deadline) {
				const tail = child.lines.slice(-20).join('\n');
				await this.stop();
				throw new Error(`n8n did not start:\n${tail}`);
			}
			await sleep(LOOK_AGAIN_MS);
		}
	}

	/** @param {Child} child */
	async untilReady(child) {
		await this.until(child, async () => {
			const answer = await fetch(`${this.url}/rest/settings`).catch(() => null);
			const type = answer?.headers.get('content-type') ?? '';
			await answer?.arrayBuffer();
			return answer?.status === 200 && type.includes('json');
		});
		// n8n answers a moment before the workflows that were active are active again.
		await this.untilSays(child, 'Editor is now accessible via');
	}

	/** @param {Child} child @param {string} text */
	async untilSays(child, text) {
		await this.until(child, async () => child.lines.some((line) => line.includes(text)));
	}

	/** @returns {string[]} everything that main and workers have written since their start */
	log() {
		return [...(this.main?.lines ?? []), ...this.workers.flatMap(({ lines }) => lines)];
	}

	/**
	 * @returns {Array<{ level: string, message: string }>} the warnings and errors of the log
	 */
	complaints() {
		return this.log().flatMap((line) => {
			if (!line.startsWith('{')) return [];
			const { level, message } = JSON.parse(line);
			return level === 'warn' || level === 'error' ? [{ level, message }] : [];
		});
	}

	/** Ends every process in an orderly way. */
	async stop() {
		await Promise.all(this.workers.map(async (worker) => await worker.stop()));
		await this.main?.stop();
		await this.redis?.stop();
		this.workers = [];
		this.main = null;
		this.redis = null;
	}

	/** kill -9 of main and workers; Redis stays. */
	async crash() {
		await Promise.all([this.main, ...this.workers].map(async (child) => await child?.crash()));
		this.workers = [];
		this.main = null;
	}

	/** stop(), and removes a folder that was made for this server. */
	async dispose() {
		await this.stop();
		if (this.isTemporary) fs.rmSync(this.userFolder, { recursive: true, force: true });
	}
}

module.exports = { N8nServer };
