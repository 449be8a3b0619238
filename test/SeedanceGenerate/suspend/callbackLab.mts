import { request } from 'undici';
import { openLab } from '../../support/lab.mts';
import { bodyOf } from '../support.mts';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Dispatcher } from 'undici';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function until(condition: () => boolean, what: string, ms = 8000) {
	const end = Date.now() + ms;
	while (!condition()) {
		if (Date.now() > end) throw new Error(`It did not happen in time: ${what}`);
		await sleep(20);
	}
}

/** A lab whose n8n can be called back. */
export async function callbackLab(sandboxOptions?: Parameters<typeof openLab>[0]) {
	const lab = await openLab({ jobMs: 700, ...sandboxOptions });
	await lab.engine.listen();
	return lab;
}

export type CallbackLab = Awaited<ReturnType<typeof callbackLab>>;

/** Suspends rows on Ark, whose jobs never call back by themselves here. */
export async function suspend(
	lab: CallbackLab,
	prompt: string = 'A boat [[callbacks:0]]',
	rows: IDataObject[] = [{}],
) {
	lab.sandbox.reset();
	const parameters = { completion: 'callback', prompt };
	const result = await lab.generate('ark', { parameters, rows });
	expect(result.status).toBe('waiting');
	const [created] = lab.requests('ark', 'create');
	const url = String(bodyOf(created).callback_url);
	const parked = result.data.executionData?.nodeExecutionStack[0].data.main[0] ?? [];
	const taskIds = parked.map(({ json }: INodeExecutionData) => String(json.taskId));
	return { url, result, taskId: taskIds[0], taskIds };
}

/** Calls an address as a provider or an attacker would, and gives the status of the answer. */
export async function call(
	url: string,
	body: string,
	headers: Record<string, string> = { 'content-type': 'application/json' },
	method: Dispatcher.HttpMethod = 'POST',
): Promise<number> {
	const answer = await request(url, {
		method,
		headers,
		...(method === 'GET' ? {} : { body }),
	});
	await answer.body.dump();
	return answer.statusCode;
}

/** What Ark says of a task that has succeeded, as somebody else could say it too. */
export const ended = (id: string) =>
	JSON.stringify({
		id,
		status: 'succeeded',
		content: { video_url: 'https://evil.example.com/v.mp4' },
	});
