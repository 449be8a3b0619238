/** A trigger of an activated workflow on n8n's engine, with the sandbox as its provider. */

import { createRequire } from 'node:module';
import { buildCallbackUrl, withPlace } from '../../nodes/shared/callback/address.ts';
import { sandboxCredentials } from '../../tools/demo/run.mts';
import { createEngine } from '../../tools/engine/index.mts';
import { workflowPackage } from '../../tools/engine/workflowPackage.mts';
import { startSandbox } from '../../sandbox/index.mts';
import { requestFor } from '../contract/requests.mts';
import { CREDENTIAL_TYPES } from '../support/lab.mts';
import { sandboxClient } from '../support/sandboxClient.mts';
import { withShownIds } from '../support/shownIds.mts';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { SeedanceTaskTrigger as Trigger } from '../../nodes/SeedanceTaskTrigger/SeedanceTaskTrigger.node.ts';
import type { JsonObject } from '../../nodes/shared/domain/json.ts';
import type { ModelChoice } from '../../nodes/shared/domain/vocabulary.ts';
import type { ProviderId } from '../support/providers.mts';
import type { TriggerState } from '../../nodes/SeedanceTaskTrigger/known/state.ts';
import type { SandboxOptions } from '../../sandbox/engine/options.mts';

/** What is ordered; a short film about a paper boat unless told. */
export interface Wish {
	prompt?: string;
	callbackUrl?: string;
	model?: ModelChoice;
	serviceTier?: string;
}

const require = createRequire(import.meta.url);

const TRIGGER = 'n8n-nodes-seedance.seedanceTaskTrigger';

/** The trigger in a process that has just begun: all its code is loaded anew, n8n's is not. */
function freshTrigger() {
	let SeedanceTaskTrigger: typeof Trigger | undefined;
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => workflowPackage);
		const file = '../../nodes/SeedanceTaskTrigger/SeedanceTaskTrigger.node.ts';
		({ SeedanceTaskTrigger } = require(file));
		jest.dontMock('n8n-workflow');
	});
	if (SeedanceTaskTrigger === undefined) throw new Error('The trigger was not loaded');
	return new SeedanceTaskTrigger();
}

/** Which trigger is meant, where it is not one of its own. */
export interface TriggerPlace {
	/** What n8n has kept of the workflow. */
	staticData?: IDataObject;
	workflowId?: string;
	nodeId?: string;
	nodeName?: string;
}

let workflowCount = 0;

export async function openWorld(options: Partial<SandboxOptions> = {}) {
	const sandbox = withShownIds(
		await startSandbox({
			fetchMedia: false,
			jobMs: 60,
			parallel: 1000,
			callbackRetryMs: 60,
			creditsPerAccount: 1e9,
			...options,
		}),
	);
	const engine = await createEngine({
		nodeTypes: { [TRIGGER]: freshTrigger() },
		credentialTypes: CREDENTIAL_TYPES,
		credentials: sandboxCredentials(sandbox),
	});
	await engine.listen();

	return {
		sandbox,
		engine,

		trigger(provider: ProviderId, parameters: INodeParameters = {}, rest: TriggerPlace = {}) {
			workflowCount += 1;
			const { workflowId, nodeId, nodeName = 'Trigger', staticData } = rest;
			return engine.trigger({
				nodeName,
				workflow: {
					id: workflowId ?? `workflow-${workflowCount}`,
					nodes: [
						{
							id: nodeId ?? 'trigger-node',
							name: nodeName,
							type: TRIGGER,
							typeVersion: 1,
							position: [0, 0],
							webhookId: `hook-${workflowCount}`,
							parameters: { provider, ...parameters },
						},
					],
					connections: {},
				},
				staticData,
			});
		},

		/** Submits a paid task, as Seedance Generate would, and gives its id. */
		async submit(
			provider: ProviderId,
			{ prompt, callbackUrl, model, serviceTier }: Wish = {},
		): Promise<string> {
			const wish = (address?: string) =>
				requestFor(provider, {
					...(model === undefined ? {} : { model }),
					durationSeconds: 5,
					resolution: '720p',
					prompt: prompt ?? 'A paper boat',
					options: { callbackUrl: address, serviceTier },
				});
			const { provider: known, request } = wish();
			const address =
				known.place === undefined || callbackUrl === undefined
					? callbackUrl
					: withPlace(callbackUrl, known.place.of(request.modelId));
			const call = known.create(wish(address).request);
			const response = await sandboxClient(sandbox, provider).send(call);
			const task = known.readCreated(response.body, Date.now(), call);
			if (task === null) throw new Error(`not accepted: ${response.status}`);
			return task.taskId;
		},

		address(provider: ProviderId, base: string | undefined, metadata: JsonObject) {
			const parts = { metadata, apiKey: sandbox.keys[provider], provider };
			const built = buildCallbackUrl(String(base), parts);
			if ('problem' in built) throw new Error(built.problem.message);
			return built.url;
		},

		async ended(taskId: string) {
			await until(() =>
				sandbox.tasks().some(({ id, endedAtMs }) => id === taskId && endedAtMs !== null),
			);
		},

		reads: (provider: ProviderId) => sandbox.requests({ provider, operation: 'get' }).length,

		/** The process ends and begins again; what was not saved is gone. */
		restartProcess() {
			engine.state.nodeTypes.known[TRIGGER] = freshTrigger();
		},

		async close() {
			await engine.close();
			await sandbox.stop();
		},
	};
}

export type World = Awaited<ReturnType<typeof openWorld>>;

export async function until(isSo: () => boolean) {
	for (let look = 0; look < 2000; look += 1) {
		if (isSo()) return;
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	throw new Error('It did not happen within twenty seconds');
}

export const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** The parameters of a trigger that watches the recent tasks of an account. */
export const RECENT = { receive: 'polling', watch: 'recent' };

/** Sorted task ids of what a poll gave. */
export const idsOf = (items: INodeExecutionData[] | null): string[] =>
	(items ?? []).map(({ json }) => String(json.taskId)).sort();

/** What a trigger remembers, in its workflow's static data. */
export const memoryIn = (staticData: IDataObject, nodeId: string = 'trigger-node') =>
	(staticData.global as Record<string, TriggerState>)[`seedanceTrigger ${nodeId}`];

/** Republishing and switching on again make n8n load the workflow anew. */
export async function switchOnAgain(trigger: ReturnType<World['trigger']>) {
	await trigger.deactivate();
	trigger.restart();
	return await trigger.activate();
}
