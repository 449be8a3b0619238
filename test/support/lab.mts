import { createEngine } from '../../tools/engine/index.mts';
import { sandboxCredentials } from '../../tools/demo/run.mts';
import { startSandbox } from '../../sandbox/index.mts';
import { SeedanceArkApi } from '../../credentials/SeedanceArkApi.credentials.ts';
import { SeedanceEvoLinkApi } from '../../credentials/SeedanceEvoLinkApi.credentials.ts';
import { SeedanceInkApi } from '../../credentials/SeedanceInkApi.credentials.ts';
import { SeedanceTwelveAiApi } from '../../credentials/SeedanceTwelveAiApi.credentials.ts';
import type { ProviderId } from './providers.mts';
import { SeedanceGenerate } from '../../nodes/SeedanceGenerate/SeedanceGenerate.node.ts';

/** The node under test on n8n's own engine, against a sandbox of its own. */

export { PROVIDER_IDS } from './providers.mts';
export type { ProviderId } from './providers.mts';

export interface GenerateRun {
	/** Over `{ provider, options: { pollInterval: 1 } }` */
	parameters?: Record<string, any>;
	/** Json of the input items */
	rows?: any[];
	/** Whole input items, instead of rows */
	items?: any[];
	/** Node settings such as onError */
	settings?: Record<string, any>;
	staticData?: any;
	mode?: 'manual' | 'trigger';
	onStart?: (handle: any) => void;
	/** Stop */
	signal?: AbortSignal;
}

export const GENERATE = 'n8n-nodes-seedance.seedanceGenerate';

export const CREDENTIAL_TYPES = {
	seedanceEvoLinkApi: new SeedanceEvoLinkApi(),
	seedanceArkApi: new SeedanceArkApi(),
	seedanceTwelveAiApi: new SeedanceTwelveAiApi(),
	seedanceInkApi: new SeedanceInkApi(),
};

export async function openLab(
	sandboxOptions: Parameters<typeof startSandbox>[0] = {},
	engineOptions: Partial<Parameters<typeof createEngine>[0]> = {},
) {
	const sandbox = await startSandbox({ jobMs: 60, ...sandboxOptions });
	const engine = await createEngine({
		nodeTypes: { [GENERATE]: new SeedanceGenerate() },
		credentialTypes: CREDENTIAL_TYPES,
		credentials: sandboxCredentials(sandbox),
		...engineOptions,
	});
	return {
		sandbox,
		engine,

		/** Runs Seedance Generate once. */
		async generate(provider: ProviderId, run: GenerateRun = {}) {
			const { parameters = {}, rows = [{}], items, ...rest } = run;
			return await engine.runNode({
				type: GENERATE,
				parameters: {
					prompt: 'A paper boat drifts down a stream',
					...parameters,
					provider,
					options: { pollInterval: 1, ...parameters.options },
				},
				items: items ?? rows.map((json) => ({ json })),
				...rest,
			});
		},

		/** Requests that reached a provider since the last reset. */
		requests: (provider: ProviderId, operation?: string) =>
			sandbox.requests({ provider, ...(operation && { operation }) }),

		async close() {
			await engine.close();
			await sandbox.stop();
		},
	};
}

export { sandboxCredentials as credentialsFor };
