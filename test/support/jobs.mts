/**
 * What tests of the money code share: the modules under test, a provider that answers by a script,
 * and keys that live in memory.
 */

import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { Governor } from '../../nodes/shared/tasks/governor.ts';
import { Journal, markOf } from '../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { Ledger } from '../../nodes/SeedanceGenerate/pay/ledger/ledger.ts';
import { decideRows, ordersOf } from '../../nodes/SeedanceGenerate/pay/decide.ts';
import { payOrders } from '../../nodes/SeedanceGenerate/pay/pay.ts';
import { DIALECTS } from '../../tools/simulation/dialects.mts';
import { requestFor } from '../../tools/simulation/run.mts';
import { createVirtualClock } from '../../tools/simulation/virtualClock.mts';
import type { Failure } from '../../nodes/shared/domain/task.ts';
import type { ProviderId } from '../../nodes/shared/domain/vocabulary.ts';
import type { Submission } from '../../nodes/SeedanceGenerate/pay/submit.ts';
import type { WaitEnd } from '../../nodes/shared/tasks/wait.ts';
import type { HttpCall } from '../../nodes/shared/providers/types.ts';
import type { HttpClient, Reply } from '../../nodes/shared/net/reply.ts';
import type { LedgerBooks } from '../../nodes/SeedanceGenerate/pay/ledger/ledger.ts';
import type { PayDependencies } from '../../nodes/SeedanceGenerate/pay/pay.ts';
import type { Row } from '../../nodes/SeedanceGenerate/pay/row.ts';
import type { KeyRecord } from '../../nodes/SeedanceGenerate/pay/ledger/keys.ts';
import type { VirtualClock } from '../../tools/simulation/virtualClock.mts';
import type { SimulatedTask } from '../../tools/simulation/dialects.mts';

export type SentCall = HttpCall & { atMs: number };

type Answer = Extract<Reply, { kind: 'answer' }>;

/** Everything that rows are submitted and waited for with. */

export { PROVIDER_IDS, findsLost } from './providers.mts';

export { MODULES } from '../../tools/simulation/modules.mts';

export const answer = (
	status: number,
	body: unknown = {},
	headers: Record<string, string> = {},
): Answer => ({ kind: 'answer', status, headers, body });

const objectAnswer = (body: Record<string, unknown>) => ({ ...answer(200), body });

export const noAnswer = (): Reply => ({
	kind: 'noAnswer',
	reason: 'the connection was closed before the answer came',
});

export const notSent = (): Reply => ({
	kind: 'notSent',
	reason: 'nothing is listening at that address',
});

/** A task as the dialects write it. */
export function simulatedTask(parts: Partial<SimulatedTask> = {}): SimulatedTask {
	const acceptedMs = Date.UTC(2026, 0, 5, 9);
	return {
		id: 'task-1',
		acceptedMs,
		startMs: acceptedMs,
		endMs: acceptedMs + 60_000,
		end: 'succeeded',
		body: { model: 'simulated-model' },
		...parts,
	};
}

/** The answer to a submission that was taken. */
export const createdAnswer = (
	provider: ProviderId,
	id: string = 'task-1',
	estimateSeconds: number | null = null,
) => objectAnswer(DIALECTS[provider].created(simulatedTask({ id }), estimateSeconds));

/**
 * The answer to a look at a task.
 *
 * @param word the provider's own
 */
export const taskAnswer = (provider: ProviderId, word: string, id: string = 'task-1') =>
	objectAnswer(DIALECTS[provider].task(simulatedTask({ id }), word));

/** Why a request or a wait did not come to a video; throws when it did. */
export function failureOf(end: Submission | WaitEnd): Failure {
	if (!('failure' in end)) throw new Error(`There is no failure, it is ${end.kind}`);
	return end.failure;
}

/** A provider that does what the script says and keeps a list of what reached it. */
export function scriptedProvider(
	clock: VirtualClock,
	script: (
		call: SentCall,
		count: { create: number; get: number; list: number },
	) => Reply | Promise<Reply>,
	latencyMs: number = 100,
) {
	const calls: SentCall[] = [];
	const count = { create: 0, get: 0, list: 0 };
	return {
		calls,
		count,
		client: {
			async send(call: HttpCall): Promise<Reply> {
				const isTask = Object.values(DIALECTS).some(({ taskPath }) => taskPath.test(call.path));
				const kind = call.method === 'POST' ? 'create' : isTask ? 'get' : 'list';
				count[kind] += 1;
				const sent = { ...call, atMs: clock.now() };
				calls.push(sent);
				const reply = await script(sent, { ...count });
				await clock.sleep(latencyMs);
				return reply;
			},
		},
		/** Epoch milliseconds at which status reads left. */
		looks: () =>
			calls
				.filter(
					({ method, path }) => method === 'GET' && /task-1(\/(?:status|result))?$/.test(path),
				)
				.map(({ atMs }) => atMs),
	};
}

/** What a run needs, with the books that its ledger is made of. */
export type RunParts = Omit<PayDependencies, 'ledger'> & Omit<LedgerBooks, 'provider'>;

/** Everything a run needs, on a virtual clock. */
export function dependenciesFor(
	provider: ProviderId,
	clock: VirtualClock,
	client: HttpClient,
	over: Partial<RunParts> = {},
): RunParts {
	return {
		provider: PROVIDERS[provider],
		client,
		clock,
		stop: clock.stop,
		governor: new Governor({
			clock,
			stop: clock.stop,
			maxConcurrency: 10,
			maxOpenTasks: 0,
			rates: PROVIDERS[provider].capabilities.ratePerSecond,
		}),
		journal: new Journal({}, 0, 'execution-1'),
		pollIntervalMs: 10_000,
		deadlineMs: clock.now() + 30 * 60_000,
		completion: 'wait',
		isUserRetry: false,
		markFor: (row, submission) => markOf([row.key ?? String(row.itemIndex), String(submission)]),
		...over,
	};
}

/** Decides about rows and pays for them, one after the other as the node does. */
export async function runRows(rows: readonly Row[], parts: RunParts) {
	const { id, displayName } = parts.provider;
	const ledger = new Ledger({ ...parts, provider: id });
	return await payOrders(ordersOf(decideRows(rows, ledger, displayName)), { ...parts, ledger });
}

/** A row that is ready to be paid for. */
export function rowFor(provider: ProviderId, over: Partial<Row> = {}): Row {
	const itemIndex = over.itemIndex ?? 0;
	const request = requestFor(provider, itemIndex);
	return {
		itemIndex,
		request,
		fingerprint: `row ${itemIndex}`,
		prepare: async () => ({ request }),
		...over,
	};
}

/** Idempotency keys as n8n keeps them: claims at once, records when an execution ends well. */
export function createKeyVault() {
	const claims: Map<string, string> = new Map();
	const saved: Map<string, KeyRecord> = new Map();
	return {
		claims,
		saved,
		/** The task of a key turns out to have ended badly. */
		fail(key: string, failure: Failure) {
			const record = saved.get(key);
			if (record === undefined) throw new Error(`Nothing is saved for ${key}`);
			saved.set(key, { ...record, failure });
		},
		/** One execution's view. */
		open() {
			const records = new Map(saved);
			return {
				recall: (key: string) => records.get(key) ?? null,
				async claim(key: string, fingerprint: string) {
					if (claims.has(key)) return false;
					claims.set(key, fingerprint);
					return true;
				},
				async release(key: string) {
					claims.delete(key);
				},
				isFor: async (key: string, fingerprint: string) => claims.get(key) === fingerprint,
				remember: (key: string, record: KeyRecord) => void records.set(key, record),
				/** The execution ended normally; without this it crashed. */
				save: () => records.forEach((record, key) => saved.set(key, record)),
			};
		},
	};
}

export type KeyVault = ReturnType<typeof createKeyVault>;

export const newClock = (options?: { seed?: number }) => createVirtualClock(options);
