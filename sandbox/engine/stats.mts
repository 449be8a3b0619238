import { PROVIDERS, perProvider } from '../providers.mts';
import { OPEN } from './tasks.mts';
import type { ProviderId, Operation, Task, TaskState } from './types.mts';
import type { CallbackRecord } from './callbacks.mts';

/** One request as it came and was answered; keys are redacted. */
export interface RequestRecord {
	/** Milliseconds since 1970. */
	at: number;
	provider: ProviderId | 'files';
	operation: Operation;
	method: string;
	/** Name of the account whose key came; null for a wrong one or none. */
	account: string | null;
	/** With the query, which on the file host holds a signature. */
	path: string;
	headers: Record<string, string>;
	body: unknown;
	/** Null when it was never answered. */
	status: number | null;
	ms: number | null;
	taskId: string | null;
	/** Kind of the fault that struck it. */
	fault: string | null;
	/** The provider's error code, when refused. */
	code: string | null;
}

export interface ProviderStats {
	requests: number;
	byOperation: Partial<Record<Operation, number>>;
	inFlight: number;
	maxInFlight: number;
	/** Jobs that exist because of a create, answered or not. */
	tasksAccepted: number;
	/** Accepted jobs that are open or succeeded; failed, cancelled and expired ones are refunded. */
	tasksBilled: number;
	tasksSucceeded: number;
	/** Of succeeded jobs. */
	unitsBilled: number;
	unit: string;
	openTasks: number;
	maxOpenTasks: number;
	/** Highest number of jobs that really ran at once. */
	maxRunning: number;
	/** Creates answered with an error. */
	createsRefused: number;
	/** Idempotency-like headers that were seen. */
	idempotencyFields: string[];
	/** Requests that carried another provider's key. */
	leakedKeys: number;
}

/** More than any test needs; older records fall out, so that a long demo does not grow without end. */
const MAX_RECORDS = 20000;

function zero(unit: string): ProviderStats {
	return {
		requests: 0,
		byOperation: {},
		inFlight: 0,
		maxInFlight: 0,
		tasksAccepted: 0,
		tasksBilled: 0,
		tasksSucceeded: 0,
		unitsBilled: 0,
		unit,
		openTasks: 0,
		maxOpenTasks: 0,
		maxRunning: 0,
		createsRefused: 0,
		idempotencyFields: [],
		leakedKeys: 0,
	};
}

function zeroFiles() {
	return { requests: 0, inFlight: 0, maxInFlight: 0, bytesSent: 0, leakedKeys: 0, expired: 0 };
}

/** Counts everything that tests want to prove. */
export function createStats() {
	let providers: Record<ProviderId, ProviderStats>;
	let running: Record<ProviderId, number>;
	let files = zeroFiles();
	let records: RequestRecord[] = [];
	let callbacks: CallbackRecord[] = [];

	function reset() {
		providers = Object.fromEntries(
			PROVIDERS.map(({ id, unit }) => [id, zero(unit)]),
		) as typeof providers;
		running = perProvider(() => 0);
		files = zeroFiles();
		records = [];
		callbacks = [];
	}
	reset();

	return {
		reset,
		begin(record: RequestRecord) {
			records.push(record);
			if (records.length > MAX_RECORDS) records.shift();
			const counted = record.provider === 'files' ? files : providers[record.provider];
			counted.requests += 1;
			counted.inFlight += 1;
			counted.maxInFlight = Math.max(counted.maxInFlight, counted.inFlight);
			if (record.provider !== 'files') {
				const { byOperation } = providers[record.provider];
				byOperation[record.operation] = (byOperation[record.operation] ?? 0) + 1;
			}
		},
		finish(record: RequestRecord) {
			record.ms = Date.now() - record.at;
			const counted = record.provider === 'files' ? files : providers[record.provider];
			counted.inFlight = Math.max(0, counted.inFlight - 1);
			if (record.provider === 'files') return;
			if (record.operation === 'create' && (record.status ?? 0) >= 400) {
				providers[record.provider].createsRefused += 1;
			}
		},
		sawIdempotencyField(provider: ProviderId, field: string) {
			const seen = providers[provider].idempotencyFields;
			if (!seen.includes(field)) seen.push(field);
		},
		leaked(place: ProviderId | 'files') {
			if (place === 'files') files.leakedKeys += 1;
			else providers[place].leakedKeys += 1;
		},
		sent(bytes: number) {
			files.bytesSent += bytes;
		},
		linkExpired() {
			files.expired += 1;
		},
		calledBack(record: CallbackRecord) {
			callbacks.push(record);
		},
		taskChanged(task: Task, previous: TaskState | null) {
			const counted = providers[task.provider];
			if (previous === null) {
				counted.tasksAccepted += 1;
				counted.tasksBilled += 1;
				counted.openTasks += 1;
				counted.maxOpenTasks = Math.max(counted.maxOpenTasks, counted.openTasks);
			} else if (OPEN.includes(previous) && !OPEN.includes(task.state)) {
				counted.openTasks -= 1;
				if (task.state === 'succeeded') {
					counted.tasksSucceeded += 1;
					counted.unitsBilled += task.units;
				} else counted.tasksBilled -= 1;
			}
			if (previous === 'running') running[task.provider] -= 1;
			if (task.state === 'running') {
				running[task.provider] += 1;
				counted.maxRunning = Math.max(counted.maxRunning, running[task.provider]);
			}
		},
		records: () => records,
		/** A copy of every counter. */
		read() {
			const copy = perProvider((id) => structuredClone(providers[id]));
			return {
				...copy,
				files: { ...files },
				callbacks: structuredClone(callbacks),
				leakedKeys: PROVIDERS.reduce(
					(sum, { id }) => sum + providers[id].leakedKeys,
					files.leakedKeys,
				),
			};
		},
	};
}

export type Stats = ReturnType<typeof createStats>;
