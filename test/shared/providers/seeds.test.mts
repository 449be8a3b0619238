import { PROVIDERS, findModel, modelIdFor } from '../../../nodes/shared/providers/index.ts';
import { checkRequest } from '../../../nodes/SeedanceGenerate/plan/checks/check.ts';
import { SEED_REQUESTS, SEED_ROWS } from '../../contract/seeds.mts';
import { CREATE_PATHS, videoRequest } from '../../contract/seeds/rows.mts';
import type { SeedRow } from '../../contract/seeds/rows.mts';

const CHINA = 'china' as const;
const CONTEXT = { privateProvider: false, region: CHINA };

function requestOf(row: SeedRow) {
	const provider = PROVIDERS[row.provider];
	const found = findModel(provider, row.model, row.customModel ?? '');
	const modelId = modelIdFor(found, row.model, row.customModel ?? '', row.requestMode, CHINA);
	return { provider, found, request: videoRequest(row, modelId) };
}

describe('every request example of the provider documents', () => {
	test.each(SEED_ROWS.map((row) => [`seed ${row.seed}, ${row.title}`, row]))(
		'%s: the body is exactly the documented one',
		(_title, row) => {
			const { provider, request } = requestOf(row);
			const call = provider.create(request);
			expect(call.method).toBe('POST');
			expect(call.path).toBe(CREATE_PATHS[row.provider]);
			expect(call.body).toStrictEqual(row.expectedBody);
		},
	);

	test.each(SEED_ROWS.map((row) => [`seed ${row.seed}, ${row.title}`, row]))(
		'%s: the check lets it pass unchanged',
		(_title, row) => {
			const { provider, found, request } = requestOf(row);
			const result = checkRequest(request, provider, found.capability, CONTEXT);
			expect(result.problems).toEqual([]);
			expect(result.warnings).toEqual([]);
			expect(provider.create(result.request).body).toStrictEqual(row.expectedBody);
		},
	);

	test('all five documents are there, with every example they print', () => {
		const counts: Record<string, number> = {};
		for (const row of SEED_ROWS) counts[row.seed] = (counts[row.seed] ?? 0) + 1;
		expect(counts).toEqual({ '000': 18, '001': 3, '002': 14, '003': 7, '004': 1 });
	});

	test('the same table exists as node parameters', () => {
		expect(SEED_REQUESTS).toHaveLength(SEED_ROWS.length);
		for (const { parameters, media, expectedPath } of SEED_REQUESTS) {
			expect(parameters).toMatchObject({ resource: 'video', operation: 'generate' });
			expect(media.every((item) => item.source === 'url' || item.source === 'asset')).toBe(true);
			expect(expectedPath.startsWith('/')).toBe(true);
		}
	});
});

describe('status reads and cancels of the provider documents', () => {
	test('seed 000 and 004 read a task under /v1/tasks', () => {
		const id = 'task-unified-1774857405-abc123';
		expect(PROVIDERS.evolink.get(id)).toEqual({ method: 'GET', path: `/v1/tasks/${id}` });
	});

	test('seed 001 reads and cancels under the same path', () => {
		const path = '/api/open/v1/video/generations/req_1234567890';
		expect(PROVIDERS.ink.get('req_1234567890')).toEqual({ method: 'GET', path });
		expect(PROVIDERS.ink.cancel?.('req_1234567890')).toEqual({
			method: 'POST',
			path: `${path}/cancel`,
		});
	});

	test('seed 002 reads a task under /v1/videos', () => {
		const path = '/v1/videos/task_xxxxxxxxxxxx';
		expect(PROVIDERS.twelveAi.get('task_xxxxxxxxxxxx')).toEqual({ method: 'GET', path });
	});
});
