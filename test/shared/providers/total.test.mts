/**
 * Readers stand between a paid request and its task id, so none of them may throw, whatever the JSON.
 */

import fc from 'fast-check';
import { parseMediaJson } from '../../../nodes/SeedanceGenerate/plan/media/list.ts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../../support/providers.mts';
import { readParkedItems } from '../../../nodes/SeedanceGenerate/suspend/pendingItems.ts';
import { Seen } from '../../../nodes/SeedanceTaskTrigger/known/seen.ts';
import { readState } from '../../../nodes/SeedanceTaskTrigger/known/state.ts';

const FIELDS =
	'id task_id taskId data status error errors code message msg detail param type content video_url usage results items total metadata url urls output task_info created_at updated_at duration progress seen provider json pairedItem item details warnings kind name file_url'.split(
		' ',
	);
const WORDS = ['', ' ', 'succeeded', 'failed', 'cancelled', 'expired', 'queued', 'ark', 'image'];

const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
	value: fc.oneof(
		{ depthSize: 'medium' },
		fc.constantFrom(...WORDS),
		fc.jsonValue(),
		fc.array(tie('value'), { maxLength: 3 }),
		fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 8 }),
	),
})).value;

function readEverything(value: unknown) {
	for (const id of PROVIDER_IDS) {
		const provider = PROVIDERS[id];
		for (const body of [value, { data: value }, JSON.stringify(value)?.slice(0, 2000)]) {
			provider.readTask(body);
			provider.readCreated(body, 0);
			provider.readList?.({ items: [body] });
			provider.upload?.read(body);
			for (const status of [200, 400, 429, 503]) provider.failureOf(status, body);
		}
		readState(value, id);
	}
	parseMediaJson(value);
	readParkedItems([value]);
	Seen.from(value);
}

describe('P16 The readers of answers and saved data', () => {
	test('throw at no JSON', () => {
		fc.assert(fc.property(json, readEverything), { numRuns: 500 });
	});

	test.each([
		['lists', '[', ']'],
		['errors', '{"error":', '}'],
		['data', '{"data":', '}'],
	])('throw at no %s that are nested without end', (_, open, close) => {
		const abyss = JSON.parse(`${open.repeat(60_000)}1${close.repeat(60_000)}`);
		for (const id of PROVIDER_IDS) {
			const { readCreated, readTask, failureOf } = PROVIDERS[id];
			for (const field of FIELDS.slice(4)) {
				const body = { id: 'task-1', [field]: abyss };
				expect(readCreated(body, 0)?.taskId).toBe('task-1');
				readTask({ status: 'failed', ...body });
				for (const status of [200, 400]) failureOf(status, { [field]: abyss });
			}
		}
	});

	const BIG = 300_000;
	test.each<[string, Record<string, unknown>]>([
		[
			'a code without end',
			{ error: { code: `${'Aa'.repeat(3000)}!`, message: 'InputAudioFoo: x' } },
		],
		['a sentence without end', { error: { message: 'violating '.repeat(BIG) } }],
		['brackets without end', { id: 'task-1', status: 'succeeded', data: '['.repeat(BIG * 6) }],
		['complaints without end', { error: Array.from({ length: BIG }, () => ({})) }],
		['a tree of lists', { error: treeOf(4) }],
		['links without end', { id: 'task-1', status: 'failed', links: manyLinks(20_000) }],
		['a status without end', { id: 'task-1', status: 'y'.repeat(BIG * 10) }],
	])('are done at once with %s', (_, body) => {
		for (const id of PROVIDER_IDS) {
			const { readCreated, readTask, failureOf } = PROVIDERS[id];
			const startMs = performance.now();
			readTask(body);
			readCreated(body, 0);
			for (const status of [200, 400]) {
				expect(failureOf(status, body)?.message.length ?? 0).toBeLessThan(1500);
			}
			expect(performance.now() - startMs).toBeLessThan(3000);
		}
	});
});

function treeOf(levels: number): unknown {
	return levels === 0 ? {} : Array.from({ length: 20 }, () => ({ errors: treeOf(levels - 1) }));
}

function manyLinks(count: number): string[] {
	return Array.from({ length: count }, (_, index) => `https://files.example.com/${index}/a.mp4`);
}
