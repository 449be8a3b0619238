import { Activations } from '../../../nodes/SeedanceTaskTrigger/known/activations.ts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { ReadBudget } from '../../../nodes/shared/callback/readBudget.ts';
import { screenCallback } from '../../../nodes/SeedanceTaskTrigger/callback/screen.ts';
import { taskIdsFrom, turnOf } from '../../../nodes/SeedanceTaskTrigger/reading/namedTasks.ts';
import type { ProviderId } from '../../support/providers.mts';
import type { Connection } from '../../../nodes/shared/providers/types.ts';
import type { CallbackHint } from '../../../nodes/SeedanceTaskTrigger/callback/screen.ts';

const UNSIGNED = { headers: {}, rawBody: null };

describe('named tasks', () => {
	it.each([
		['a,b;c\nd  e', ['a', 'b', 'c', 'd', 'e']],
		[' a , a ,, ', ['a']],
		['["a", "b"]', ['a', 'b']],
		['甲，乙；丙、丁', ['甲', '乙', '丙', '丁']],
		[
			['a ', 5, null, { x: 1 }, ''],
			['a', '5'],
		],
		['', []],
		[undefined, []],
		[null, []],
		[42, ['42']],
	] as [unknown, string[]][])('are read as people write them: %j', (given, ids) => {
		expect(taskIdsFrom(given)).toEqual(ids);
	});

	it('have their turn one after the other', () => {
		expect(turnOf(['a', 'b', 'c'], 2, 2)).toEqual(['c', 'a']);
		expect(turnOf(['a', 'b', 'c'], 7, 5)).toEqual(['b', 'c', 'a']);
		expect(turnOf([], 3, 2)).toEqual([]);
	});
});

describe('the read budget', () => {
	it('lets a burst through, then a trickle, and never more than a burst after a rest', () => {
		const budget = new ReadBudget({ burst: 3, perSecond: 0.5 });
		const taken = (nowMs: number, tries: number) =>
			Array.from({ length: tries }, () => budget.take(nowMs)).filter(Boolean).length;
		expect(taken(0, 10)).toBe(3);
		expect(taken(1000, 10)).toBe(0);
		expect(taken(2000, 10)).toBe(1);
		expect(taken(1_000_000, 10)).toBe(3);
		budget.giveBack();
		expect(taken(1_000_000, 10)).toBe(1);
		expect(taken(0, 10)).toBe(0);
	});
});

describe('which poll is the first after switching on', () => {
	const [contextA, contextB] = [{}, {}];

	const poll = (activations: Activations, mode: string, context: object) => {
		const first = activations.isFirstPoll('t', mode, context);
		activations.polled('t', mode, context);
		return first;
	};

	it('as n8n does it: one context per activation, the same mode at every poll', () => {
		const activations = new Activations();
		expect(poll(activations, 'activate', contextA)).toBe(true);
		expect(poll(activations, 'activate', contextA)).toBe(false);
		expect(poll(activations, 'activate', contextA)).toBe(false);
		expect(poll(activations, 'activate', contextB)).toBe(true);
		expect(poll(activations, 'activate', contextB)).toBe(false);
	});

	it('is none after a restart, a change of leader or a new version of an active workflow', () => {
		for (const mode of ['init', 'leadershipChange', 'update']) {
			expect(poll(new Activations(), mode, contextA)).toBe(false);
		}
	});

	it('is not every poll where n8n makes a new context each time: then nothing is lost', () => {
		const activations = new Activations();
		expect(poll(activations, 'activate', {})).toBe(true);
		expect(poll(activations, 'activate', {})).toBe(false);
		expect(poll(activations, 'activate', {})).toBe(false);
	});

	it('stays the first until it has done its work', () => {
		const activations = new Activations();
		expect(activations.isFirstPoll('t', 'activate', contextA)).toBe(true);
		expect(activations.isFirstPoll('t', 'activate', contextA)).toBe(true);
	});
});

describe('which task a callback is about', () => {
	it.each([
		[
			'an event in the form of OpenAI',
			{ id: 'evt_1', object: 'event', type: 'video.completed', data: { id: 'task_ab12' } },
			{ taskId: 'task_ab12', namesStatus: false },
		],
		[
			'a wrapped task',
			{ code: 'success', data: { task_id: 'task_ab12', status: 'SUCCESS' } },
			{ taskId: 'task_ab12', status: 'succeeded' },
		],
		['a number', { id: 4711, status: 'completed' }, { taskId: '4711', status: 'succeeded' }],
		[
			'JSON under another content type',
			'\ufeff{"id":"task_ab12","status":"failed"}',
			{ taskId: 'task_ab12', status: 'failed' },
		],
	] as [string, unknown, Partial<CallbackHint>][])('%s', (_name, body, hint) => {
		const screened = screenCallback(
			{ method: 'POST', size: 10, body, query: {}, ...UNSIGNED },
			{ provider: PROVIDERS.twelveAi, connection: { baseUrl: 'https://t' }, apiKey: 'k' },
		);
		expect(screened).toMatchObject({ hint });
	});
});

describe('the form of task ids', () => {
	const china = { baseUrl: 'https://ark.example.com', region: 'china' as const };
	const relay = { baseUrl: 'https://relay.example.com', region: 'custom' as const };

	const passes = (id: ProviderId, connection: Connection, taskId: string) =>
		'hint' in
		screenCallback(
			{
				method: 'POST',
				size: 10,
				body: { id: taskId, status: 'succeeded' },
				query: {},
				...UNSIGNED,
			},
			{ provider: PROVIDERS[id], connection, apiKey: 'k' },
		);

	it('is that of the provider, and any plausible one for a relay', () => {
		expect(passes('ark', china, 'cgt-20260701120000-ab1cd')).toBe(true);
		expect(passes('ark', china, 'relay_77')).toBe(false);
		expect(passes('ark', relay, 'relay_77')).toBe(true);
		expect(passes('ark', relay, '../credits')).toBe(false);
		expect(passes('evolink', { baseUrl: 'https://e' }, 'task-unified-1774857405-abc123')).toBe(
			true,
		);
		expect(passes('evolink', { baseUrl: 'https://e' }, 'task_ab12')).toBe(false);
		expect(passes('twelveAi', { baseUrl: 'https://t' }, 'task_ab12')).toBe(true);
		expect(passes('ink', { baseUrl: 'https://i' }, 'req_123')).toBe(true);
		expect(passes('ink', { baseUrl: 'https://i' }, '..')).toBe(false);
	});
});
