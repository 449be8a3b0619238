import fs from 'node:fs';
import { SeedanceDownload } from '../../nodes/SeedanceDownload/SeedanceDownload.node.ts';
import { SeedanceGenerate } from '../../nodes/SeedanceGenerate/SeedanceGenerate.node.ts';
import { GENERATE, openLab } from '../support/lab.mts';
import { jsonOf } from '../support/items.mts';
import { clipOf } from '../../sandbox/engine/clips/index.mts';
import type { IDataObject } from 'n8n-workflow';
import type { Shape } from '../../sandbox/engine/clips/index.mts';
import type { SandboxOptions } from '../../sandbox/engine/options.mts';
import type { TaskJson } from '../support/items.mts';
import type { GenerateRun, NodeParameters, ProviderId } from '../support/lab.mts';

export const DOWNLOAD = 'n8n-nodes-seedance.seedanceDownload';

/** How the engine adds Seedance Download to the usual laboratory. */
const ENGINE_OPTIONS = {
	nodeTypes: { [GENERATE]: new SeedanceGenerate(), [DOWNLOAD]: new SeedanceDownload() },
};

/** Names of all files in a folder. */
function filesIn(folder: string): string[] {
	return fs
		.readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => entry.name);
}

export async function openDownloadLab(sandboxOptions: Partial<SandboxOptions> = {}) {
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

		/** Orders videos and lets them be made, without waiting for them in the node. */
		async order(
			provider: ProviderId,
			prompts: string[],
			parameters: NodeParameters = {},
		): Promise<TaskJson[]> {
			const result = await lab.generate(provider, {
				parameters: { completion: 'submit', prompt: '={{ $json.prompt }}', ...parameters },
				rows: prompts.map((prompt) => ({ prompt })),
			});
			if (result.error !== undefined) throw result.error;
			await new Promise((resolve) => setTimeout(resolve, 120));
			return jsonOf(result);
		},

		/** Runs Seedance Download once on rows, the json of the input items. */
		async download(
			provider: ProviderId,
			rows: IDataObject[],
			run: Pick<GenerateRun, 'parameters' | 'settings' | 'signal' | 'items'> = {},
		) {
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

export type DownloadLab = Awaited<ReturnType<typeof openDownloadLab>>;

/** The clip of the first job of a sandbox. */
export const clip = (shape: Shape) => clipOf(shape, 1);
