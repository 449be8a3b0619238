import { createRequire } from 'node:module';
import { SeedanceTaskTrigger } from '../../nodes/SeedanceTaskTrigger/SeedanceTaskTrigger.node.ts';
import { PROCESS } from '../../nodes/SeedanceTaskTrigger/session.ts';
import { buildCallbackUrl } from '../../nodes/shared/callback/address.ts';
import { createEngine } from '../../tools/engine/index.mts';
import { startSandbox } from '../../sandbox/index.mts';
import { requestFor } from '../contract/requests.mts';
import type { ProviderId } from '../support/providers.mts';
import type { SandboxOptions } from '../../sandbox/engine/options.mts';

const require = createRequire(import.meta.url);

/** A trigger of an activated workflow on n8n's engine, with the sandbox as its provider. */

export type Engine = Awaited<ReturnType<typeof createEngine>>;

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

const CREDENTIALS: Record<ProviderId, string> = {
	evolink: 'SeedanceEvoLinkApi',
	ark: 'SeedanceArkApi',
	twelveAi: 'SeedanceTwelveAiApi',
	ink: 'SeedanceInkApi',
};

function typeNameOf(className: string) {
	return className.charAt(0).toLowerCase() + className.slice(1);
}

let workflowCount = 0;

export async function openWorld(options: Partial<SandboxOptions> = {}) {
	const sandbox = await startSandbox({
		fetchMedia: false,
		jobMs: 60,
		parallel: 1000,
		callbackRetryMs: 60,
		creditsPerAccount: 1e9,
		...options,
	});
	const credentialTypes: Record<string, any> = {};
	const credentials: Record<string, any> = {};
	for (const [provider, className] of Object.entries(CREDENTIALS)) {
		const module = require(`../../credentials/${className}.credentials`);
		const name = typeNameOf(className);
		credentialTypes[name] = new module[className]();
		const id = provider as ProviderId;
		credentials[name] = { apiKey: sandbox.keys[id], baseUrl: sandbox.baseUrls[id] };
		if (id === 'ark') credentials[name].region = 'custom';
	}
	const engine = await createEngine({
		nodeTypes: { 'n8n-nodes-seedance.seedanceTaskTrigger': new SeedanceTaskTrigger() },
		credentialTypes,
		credentials,
	});
	await engine.listen();

	return {
		sandbox,
		engine,

		trigger(
			provider: ProviderId,
			parameters: Record<string, any> = {},
			rest: { staticData?: any; credentials?: any } = {},
		) {
			workflowCount += 1;
			return engine.trigger({
				nodeName: 'Trigger',
				workflow: {
					id: `workflow-${workflowCount}`,
					nodes: [
						{
							id: 'trigger-node',
							name: 'Trigger',
							type: 'n8n-nodes-seedance.seedanceTaskTrigger',
							typeVersion: 1,
							position: [0, 0],
							webhookId: `hook-${workflowCount}`,
							parameters: { provider, ...parameters },
						},
					],
					connections: {},
				},
				...rest,
			});
		},

		/**
		 * Submits a paid task, as Seedance Generate would.
		 *
		 * @returns the task id
		 */
		async submit(
			provider: ProviderId,
			{
				prompt,
				callbackUrl,
				model,
				serviceTier,
			}: { prompt?: string; callbackUrl?: string; model?: any; serviceTier?: string } = {},
		): Promise<string> {
			const built = requestFor(provider, {
				...(model === undefined ? {} : { model }),
				durationSeconds: 5,
				resolution: '720p',
				prompt: prompt ?? 'A paper boat',
				options: { callbackUrl, serviceTier },
			});
			const call = built.provider.create(built.request);
			const response = await fetch(sandbox.baseUrls[provider] + call.path, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					authorization: `Bearer ${sandbox.keys[provider]}`,
				},
				body: JSON.stringify(call.body),
			});
			const task = built.provider.readCreated(await response.json(), Date.now());
			if (task === null) throw new Error(`not accepted: ${response.status}`);
			return task.taskId;
		},

		address(provider: ProviderId, base: string | undefined, metadata: any) {
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
			PROCESS.memory.clear();
			PROCESS.activations.clear();
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

/**
 * @param items what a poll gave
 * @returns sorted task ids
 */
export const idsOf = (items: any[] | null): string[] =>
	(items ?? []).map(({ json }) => String(json.taskId)).sort();

/** Republishing and switching on again make n8n load the workflow anew. */
export async function switchOnAgain(trigger: ReturnType<World['trigger']>) {
	await trigger.deactivate();
	trigger.restart();
	return await trigger.activate();
}
