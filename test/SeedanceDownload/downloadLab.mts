import fs from 'node:fs';
import path from 'node:path';
import { SeedanceDownload } from '../../nodes/SeedanceDownload/SeedanceDownload.node.ts';
import { SeedanceGenerate } from '../../nodes/SeedanceGenerate/SeedanceGenerate.node.ts';
import { GENERATE, openLab } from '../support/lab.mts';
import type { ProviderId } from '../support/lab.mts';

export const DOWNLOAD = 'n8n-nodes-seedance.seedanceDownload';

/** How the engine adds Seedance Download to the usual laboratory. */
const ENGINE_OPTIONS = {
	nodeTypes: { [GENERATE]: new SeedanceGenerate(), [DOWNLOAD]: new SeedanceDownload() },
};

/** @returns names of all files in it */
function filesIn(folder: string): string[] {
	return fs
		.readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => entry.name);
}

export async function openDownloadLab(sandboxOptions: Parameters<typeof openLab>[0] = {}) {
	const lab = await openLab({ jobMs: 20, queueMs: 5, ...sandboxOptions }, ENGINE_OPTIONS);
	const fileRequests = () => lab.sandbox.requests({ provider: 'files' });
	return {
		...lab,

		/** Files of n8n's user folder that hold (parts of) videos. */
		storedFiles: () => filesIn(lab.engine.platform.userFolder).filter((name) => name !== 'config'),

		/** Requests that reached the host of the files since the last reset. */
		fileRequests,

		/** The canary: whatever a test does, no key may reach the host of the files. */
		expectNoKeyAtFiles() {
			expect(lab.sandbox.stats().leakedKeys).toBe(0);
			for (const request of fileRequests()) {
				expect(request.headers.authorization).toBeUndefined();
			}
		},

		/**
		 * Orders videos and lets them be made, without waiting for them in the node.
		 *
		 * @returns json of the items
		 */
		async order(
			provider: ProviderId,
			prompts: string[],
			parameters: Record<string, any> = {},
		): Promise<any[]> {
			const { error, items } = await lab.generate(provider, {
				parameters: { completion: 'submit', prompt: '={{ $json.prompt }}', ...parameters },
				rows: prompts.map((prompt) => ({ prompt })),
			});
			if (error !== undefined) throw error;
			const ordered = items('Node').map((item: any) => item.json);
			await new Promise((resolve) => setTimeout(resolve, 120));
			return ordered;
		},

		/** @param rows json of the input items */
		async download(
			provider: ProviderId,
			rows: any[],
			run: {
				parameters?: Record<string, any>;
				settings?: any;
				signal?: AbortSignal;
				items?: any[];
			} = {},
		): Promise<any> {
			const { parameters = {}, items, ...rest } = run;
			return await lab.engine.runNode({
				type: DOWNLOAD,
				parameters: { ...parameters, provider },
				items: items ?? rows.map((json) => ({ json })),
				...rest,
			});
		},
	};
}

export const clip = (name: 'landscape' | 'portrait' | 'square') =>
	fs.readFileSync(path.join(import.meta.dirname, `../../sandbox/clips/${name}.mp4`));
