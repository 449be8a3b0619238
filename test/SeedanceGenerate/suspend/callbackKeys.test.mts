import { PROVIDER_IDS } from '../../support/lab.mts';
import { callbackLab, until } from './callbackLab.mts';
import type { IDataObject } from 'n8n-workflow';
import type { RunResult } from '../../../tools/engine/execution.mts';

describe.each(PROVIDER_IDS)(
	'A task whose callback goes to an earlier execution, on %s',
	(provider) => {
		let lab: Awaited<ReturnType<typeof callbackLab>>;
		beforeAll(async () => {
			lab = await callbackLab({ jobMs: 1500 });
		});
		afterAll(async () => await lab.close());

		test('is waited for in the node, because nobody would wake this execution for it', async () => {
			const run = async (staticData: IDataObject, rows: IDataObject[]) =>
				await lab.generate(provider, {
					parameters: {
						completion: 'callback',
						prompt: '=Take {{ $json.sku }} of a boat that drifts',
						options: { idempotencyKey: '={{ $json.sku }}' },
					},
					rows,
					staticData,
				});
			const first = await run({}, [{ sku: 'A' }]);
			expect(first.status).toBe('waiting');
			const [second, third] = await Promise.all([
				run(first.staticData, [{ sku: 'A' }]),
				run(first.staticData, [{ sku: 'A' }, { sku: 'B' }]),
			]);
			const done = ({ executionId }: RunResult) => lab.engine.execution(executionId)?.result;
			await until(() => done(first)?.status === 'success', 'the first execution resumed');
			await until(() => done(third)?.status === 'success', 'the third execution ended');
			expect(second.status).toBe('success');
			const [item] = second.items('Node').map(({ json }) => json);
			expect(item).toMatchObject({ status: 'succeeded', taskId: lab.sandbox.tasks()[0].id });
			expect(item.videoUrl).toMatch(/^http/);
			const both = done(third)?.items('Node') ?? [];
			expect(both.map(({ json }) => json.status)).toEqual(['succeeded', 'succeeded']);
			expect(lab.requests(provider, 'create')).toHaveLength(2);
		});
	},
);
