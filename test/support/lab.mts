/** The node under test on n8n's own engine, against a sandbox of its own. */

import { createEngine } from '../../tools/engine/index.mts';
import { sandboxCredentials } from '../../tools/demo/run.mts';
import { startSandbox } from '../../sandbox/index.mts';
import { CREDENTIAL_TYPES } from './credentialTypes.mts';
import { SeedanceGenerate } from '../../nodes/SeedanceGenerate/SeedanceGenerate.node.ts';
import { withShownIds } from './shownIds.mts';
import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { SandboxOptions } from '../../sandbox/engine/options.mts';
import type { EngineOptions } from '../../tools/engine/index.mts';
import type { ProviderId } from './providers.mts';

export type { ProviderId };

/** The parameters of a node, as a saved workflow holds them. */
export interface NodeParameters extends INodeParameters {
	options?: INodeParameters;
}

/** The settings of a node that people repeat or route its failures with. */
export type NodeSettings = Pick<INode, 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>;

export interface GenerateRun {
	/** Over `{ provider, options: { pollInterval: 1 } }`. */
	parameters?: NodeParameters;
	/** Json of the input items. */
	rows?: IDataObject[];
	/** Whole input items, instead of rows. */
	items?: INodeExecutionData[];
	settings?: NodeSettings;
	staticData?: IDataObject;
	mode?: 'manual' | 'trigger';
	/** Aborting it presses Stop. */
	signal?: AbortSignal;
}

export const GENERATE = 'n8n-nodes-seedance.seedanceGenerate';
export { CREDENTIAL_TYPES };
export { PROVIDER_IDS } from './providers.mts';

export type Lab = Awaited<ReturnType<typeof openLab>>;

export async function openLab(
	sandboxOptions: Partial<SandboxOptions> = {},
	engineOptions: Partial<EngineOptions> = {},
) {
	const sandbox = withShownIds(await startSandbox({ jobMs: 60, ...sandboxOptions }));
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
