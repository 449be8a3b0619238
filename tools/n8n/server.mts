/**
 * A real n8n on 127.0.0.1, with this package installed in it: one process, or the queue mode with
 * Redis and workers. It can be stopped, killed as by a power cut, and started again on its folder.
 */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './children.mts';
import { N8nClient } from './client.mts';
import { environmentFor } from './environment.mts';
import { ensureInstalled } from './install.mts';
import { installPackage } from './package.mts';
import { RELEASES } from './places.mts';
import { freePort } from './ports.mts';
import { startRedis } from './redis.mts';
import type { Child } from './children.mts';
import type { Release } from './places.mts';

/** Milliseconds that n8n gets to start; a first start also makes its database. */
const START_MS = 180_000;
const LOOK_AGAIN_MS = 200;
const WORKER_READY = 'n8n worker is now ready';

export interface ServerOptions {
	/** A new one when absent, removed by dispose() */
	userFolder?: string;
	/** 0 = everything in one process; otherwise queue mode */
	workers?: number;
	/** Tried first */
	port?: number;
	/** Further settings */
	env?: Record<string, string>;
	/** The current one when absent */
	release?: Release;
	say?: (text: string) => void;
}

/** A line of n8n's log that is a warning or an error. */
export interface Complaint {
	level: string;
	message: string;
}

export class N8nServer {
	port = 0;
	client = new N8nClient('');
	main: Child | null = null;
	workers: Child[] = [];
	readonly userFolder: string;
	private readonly options: ServerOptions;
	private readonly release: Release;
	private readonly isTemporary: boolean;
	private hasPackage = false;
	private redis: { port: number; stop: () => Promise<void> } | null = null;

	constructor(options: ServerOptions = {}) {
		this.options = options;
		this.release = options.release ?? RELEASES.current;
		this.isTemporary = options.userFolder === undefined;
		this.userFolder = options.userFolder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-seedance-'));
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
	 * @throws with the last lines of n8n's log when it does not come up
	 */
	async start(): Promise<this> {
		const { say, workers = 0 } = this.options;
		const { node, n8n } = await ensureInstalled(say, this.release);
		// After a crash n8n finds the package as it left it.
		if (!this.hasPackage) await installPackage(this.userFolder, say);
		this.hasPackage = true;
		if (this.port === 0) this.port = await freePort(this.options.port ?? 0);
		if (workers > 0 && this.redis === null) this.redis = await startRedis();
		const onLine = (line: string) => fs.appendFileSync(this.logFile, `${line}\n`);
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

	/** The settings of one process; each has ports of its own. */
	async environment(): Promise<NodeJS.ProcessEnv> {
		const { env, workers = 0 } = this.options;
		const queue: Record<string, string> = {};
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

	async until(child: Child, isReady: () => Promise<boolean>) {
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

	async untilReady(child: Child) {
		await this.until(child, async () => {
			const answer = await fetch(`${this.url}/rest/settings`).catch(() => null);
			const type = answer?.headers.get('content-type') ?? '';
			await answer?.arrayBuffer();
			return answer?.status === 200 && type.includes('json');
		});
		// n8n answers a moment before the workflows that were active are active again.
		await this.untilSays(child, 'Editor is now accessible via');
	}

	async untilSays(child: Child, text: string) {
		await this.until(child, async () => child.lines.some((line) => line.includes(text)));
	}

	/** Everything that main and workers have written since their start. */
	log(): string[] {
		return [...(this.main?.lines ?? []), ...this.workers.flatMap(({ lines }) => lines)];
	}

	/** The warnings and errors of the log. */
	complaints(): Complaint[] {
		return this.log().flatMap((line) => {
			if (!line.startsWith('{')) return [];
			const { level, message } = JSON.parse(line) as Complaint;
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
