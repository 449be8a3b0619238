/** What tests of Seedance Generate say in many places. */

import FIXTURES from '../contract/fixtures/index.mts';
import { perProvider } from '../../sandbox/providers.mts';
import type { RequestRecord } from '../../sandbox/engine/stats.mts';
import type { GenerateRun, Lab, NodeParameters, ProviderId } from '../support/lab.mts';

/** Words in a prompt that keep a task in one state for longer than any test takes. */
export const QUEUED = '[[slow:60000]] [[queue:50000]]';
export const RUNNING = '[[slow:60000]] [[queue:1]]';

/** Why tasks end badly for good, in the words of each provider. */
export const FINAL = perProvider((id) => FIXTURES[id].contentCode);

/** Why they end badly so that a new try may work. */
export const PASSING = perProvider((id) => FIXTURES[id].passingCode);

/** The fields of a paid request that tests look into, under the names of all providers. */
export interface SentBody {
	model?: string;
	callback_url?: string;
	webhook?: string;
	generate_audio?: boolean;
	metadata?: { generate_audio?: boolean };
	input?: { generate_audio?: boolean };
	image_urls?: string[];
	video_urls?: string[];
	audio_urls?: string[];
	safety_identifier?: string;
}

/** Some providers have the fields in an object of their own. */
export const bodyOf = ({ body }: RequestRecord): SentBody => {
	const sent = body as SentBody & { input?: SentBody };
	return { ...sent, ...sent.input };
};

/** The one paid request that reached the provider. */
export function sentBody(lab: Lab, provider: ProviderId) {
	const requests = lab.requests(provider, 'create');
	expect(requests.map(({ status }) => [200, 201, 202].includes(Number(status)))).toEqual([true]);
	return bodyOf(requests[0]);
}

/** The model that a paid request names, which some providers have in the address. */
export const modelOf = (request: RequestRecord): string =>
	bodyOf(request).model ??
	/\/models\/(.+)\/predictions$/.exec(request.path)?.[1] ??
	request.path.replace(/^\/[^/]+\/(?:api\/v3\/)?|\?.*$/g, '');

/** The model of the one paid request. */
export function sentModel(lab: Lab, provider: ProviderId): string {
	sentBody(lab, provider);
	return modelOf(lab.requests(provider, 'create')[0]);
}

/** The address on this n8n that the one paid request names, in its body or in its own address. */
export function sentCallback(lab: Lab, provider: ProviderId): URL {
	const body = JSON.stringify(sentBody(lab, provider));
	const { path } = lab.requests(provider, 'create')[0];
	const inQuery = [...new URL(path, 'http://sandbox').searchParams.values()];
	const found = [...inQuery, ...(body.match(/(?<=")https:[^"]*(?=")/g) ?? [])];
	const [address] = found.filter((text) => text.startsWith('https://n8n.'));
	return new URL(address);
}

/**
 * Orders tasks, waits for their states and runs operations on them, in the laboratory of a test file.
 *
 * @param open gives the laboratory, which is there when the first test begins
 */
export function taskTools(open: () => Lab) {
	const tasks = () => open().sandbox.tasks();

	/** Orders videos without waiting for them, and gives their task ids. */
	async function order(
		provider: ProviderId,
		prompts: string[],
		parameters: NodeParameters = {},
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
