import { createRequire } from 'node:module';
import type { GenerateRun, Lab, ProviderId } from '../support/lab.mts';

const require = createRequire(import.meta.url);

/** Every row has its own prompt. */
export const fromRows = { prompt: '={{ $json.prompt }}' };

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Presses Stop and tells the tasks apart by their prompts, in the laboratory of a test file.
 *
 * @param open gives the laboratory, which is there when the first test begins
 */
export function stopTools(open: () => Lab) {
	const tasks = () => open().sandbox.tasks();

	/** What n8n logs as a warning from now on. */
	const listenToWarnings = () => {
		const { Logger } = createRequire(require.resolve('n8n-core'))('@n8n/backend-common');
		const warned = jest.spyOn(open().engine.platform.container.get(Logger), 'warn');
		warned.mockClear();
		return warned;
	};

	/** Runs the node and presses Stop as soon as `ready` says so. */
	async function stopWhen(provider: ProviderId, run: GenerateRun, ready: () => boolean) {
		const warned = listenToWarnings();
		const stop = new AbortController();
		const running = open().generate(provider, { ...run, signal: stop.signal });
		while (!ready()) await pause(10);
		// What the provider has answered should have arrived.
		await pause(50);
		const pressedAt = Date.now();
		stop.abort();
		const result = await running;
		const tookMs = Date.now() - pressedAt;
		const creates = open().requests(provider, 'create').length;
		await pause(300);
		expect(open().requests(provider, 'create').length).toBe(creates);
		expect(result.status).toBe('canceled');
		expect(tookMs).toBeLessThan(1000);
		const logged = warned.mock.calls.map(([text]) => String(text)).join('\n');
		/** What the list of executions can be searched by. */
		const custom = String(result.data.resultData.metadata?.seedanceTasks);
		return { message: String(result.error?.message), logged, custom, creates };
	}

	const idOf = (prompt: string) => String(tasks().find((task) => task.prompt.includes(prompt))?.id);
	const stateOf = (prompt: string) => tasks().find((task) => task.prompt.includes(prompt))?.state;

	return { idOf, stateOf, stopWhen };
}
