import type { ProviderId, GenerateRun } from '../support/lab.mts';

/** What tests of Seedance Generate say in many places. */
export type Lab = Awaited<ReturnType<typeof import('../support/lab.mts').openLab>>;

/** Words in a prompt that keep a task in one state for longer than any test takes. */
export const QUEUED = '[[slow:60000]] [[queue:50000]]';
export const RUNNING = '[[slow:60000]] [[queue:1]]';

/** Why tasks end badly for good, in the words of each provider. */
export const FINAL = {
	ark: 'OutputVideoSensitiveContentDetected',
	evolink: 'content_policy_violation',
	twelveAi: 'content_filter',
	ink: 'content_policy_violation',
};

export const jsonOf = (result: any) => (result.items('Node') as any[]).map(({ json }) => json);

/** The one paid request that reached the provider. */
export function sentBody(lab: Lab, provider: ProviderId) {
	const requests = lab.requests(provider, 'create');
	expect(requests.map(({ status }) => status)).toEqual([200]);
	return requests[0].body as any;
}

/**
 * Orders tasks, waits for their states and runs operations on them, in the laboratory of a test file.
 *
 * @param open gives the laboratory, which is there when the first test begins
 */
export function taskTools(open: () => Lab) {
	const tasks = () => open().sandbox.tasks();

	/**
	 * Orders videos without waiting for them.
	 *
	 * @returns their task ids
	 */
	async function order(
		provider: ProviderId,
		prompts: string[],
		parameters: Record<string, any> = {},
	): Promise<string[]> {
		const result = await open().generate(provider, {
			parameters: { prompt: '={{ $json.prompt }}', completion: 'submit', ...parameters },
			rows: prompts.map((prompt) => ({ prompt })),
		});
		return result.items('Node').map(({ json }) => String(json.taskId));
	}

	/** Runs an operation on tasks. */
	async function onTasks(
		provider: ProviderId,
		operation: string,
		taskIds: string[],
		run: Partial<GenerateRun> = {},
	) {
		return await open().generate(provider, {
			...run,
			parameters: { resource: 'task', operation, ...run.parameters },
			rows: taskIds.map((taskId) => ({ taskId })),
		});
	}

	async function reached(id: string, state: string) {
		while (tasks().find((task) => task.id === id)?.state !== state) {
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
	}

	const stateOf = (id: string) => tasks().find((task) => task.id === id)?.state;

	return { onTasks, order, reached, stateOf };
}
