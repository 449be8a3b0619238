import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Failure } from '../../../shared/domain/task';
import type { ProviderId } from '../../../shared/domain/vocabulary';
import { PROVIDERS } from '../../../shared/providers';
import { asReading } from '../../../shared/providers/reading/reading';
import { hashOf } from './journal';

/** What is remembered of a row that was submitted under an idempotency key. JSON, kept by n8n. */
export interface KeyRecord {
	taskId: string;
	/** The id of the provider that has the task: no other can show it. Left out = the chosen one. */
	provider?: string;
	fingerprint: string;
	/** How often the row was submitted on purpose; left out = once. */
	submissions?: number;
	/** Epoch milliseconds. */
	sentAtMs: number;
	/** How the task ended, where it ended badly. */
	failure?: Failure | null;
}

/**
 * Storage that outlives the execution. A claim is written at once, so it survives a crash; the record
 * is written when the execution ends normally.
 */
export interface KeyStore {
	recall(key: string): KeyRecord | null;
	/**
	 * Writes down that a paid request is about to leave for this key, and which one.
	 * @param fingerprint of the request
	 * @returns false when an earlier execution has written that already
	 * @throws when n8n cannot store it; then nothing may be sent
	 */
	claim(key: string, fingerprint: string): Promise<boolean>;
	/** Takes a claim back, because the provider has provably not taken the request. */
	release(key: string, fingerprint: string): Promise<void>;
	/**
	 * Whether the claim of this key was made for this very request. A claim outlives the record of its task (crashes,
	 * manual tests), and the task that is found then may show what another request ordered.
	 */
	isFor(key: string, fingerprint: string): Promise<boolean>;
	remember(key: string, record: KeyRecord): void;
}

/**
 * The name under which one submission of a key is claimed and marked. A row that is submitted again
 * on purpose gets a new one, so that a crash in between neither pays a third time nor finds the old task.
 */
export function attemptKey(key: string, submission: number): string {
	return submission === 1 ? key : `${key} (submission ${submission})`;
}

/**
 * The key under which a row is on record. Another account finds nothing there, because two customers may well sell the
 * same product, and neither does the full video of a draft find the draft, which has the same column of the sheet.
 */
export function keyFor(
	key: string | undefined,
	account: string | undefined,
	finishesDraft = false,
): string | undefined {
	if (!key) return key;
	const whose = account === undefined ? key : `${key} (account ${account})`;
	return finishesDraft ? `${whose} (full video)` : whose;
}

/** Records kept per workflow; the oldest go first. */
const MOST_RECORDS = 5000;
/** Two for each key: one for it and one for its request. */
const MOST_CLAIMS = 40_000;

/** What `remember` has saved; anything else counts as nothing known. */
function isKeyRecord(value: unknown): value is KeyRecord {
	const record = asReading(value);
	return (
		typeof record?.taskId === 'string' &&
		typeof record.fingerprint === 'string' &&
		typeof record.sentAtMs === 'number'
	);
}

/** Version 0.1 wrote down how users knew the provider; its records outlive an update. */
function idOf(provider: string | undefined): ProviderId | undefined {
	return Object.values(PROVIDERS).find((known) => known.displayName === provider)?.id ?? provider;
}

/** The last step under way for each list of claims, by workflow and node. */
const lastSteps = new Map<string, Promise<unknown>>();

/**
 * Runs the steps of one place one after the other. n8n reads and writes the whole list of a node for
 * each call: two at once on an empty list collide, and two later ones lose each other's claim.
 */
async function inTurn<T>(place: string, step: () => Promise<T>): Promise<T> {
	const turn = (lastSteps.get(place) ?? Promise.resolve()).then(step, step);
	lastSteps.set(place, turn);
	try {
		return await turn;
	} finally {
		if (lastSteps.get(place) === turn) lastSteps.delete(place);
	}
}

/**
 * Keys in what n8n offers a community node: claims in its deduplication table, which is written at
 * once, and task ids in the workflow's static data, which is written when an execution ends (not for
 * manual ones). That of the node hangs on its name, and people rename nodes.
 */
export function createKeyStore(context: IExecuteFunctions): KeyStore {
	const staticData: IDataObject = context.getWorkflowStaticData('global');
	const nodeId = context.getNode().id;
	const place = `${context.getWorkflow().id} ${nodeId}`;
	const dedupe = { mode: 'entries', maxEntries: MOST_CLAIMS } as const;
	// Keys are often product numbers, and n8n's stores need not hold those in clear.
	const nameOf = (key: string) => hashOf([nodeId, key]).slice(0, 32);
	const requestOf = (key: string, fingerprint: string) => `${key} (request ${fingerprint})`;
	/** @returns false when it was written down before */
	const note = async (name: string) => {
		const { new: fresh } = await inTurn(
			place,
			async () => await context.helpers.checkProcessedAndRecord([name], 'node', dedupe),
		);
		return fresh.length > 0;
	};
	const erase = async (...names: string[]) =>
		await inTurn(place, async () => await context.helpers.removeProcessed(names, 'node', dedupe));
	const records = () => asReading(staticData.seedanceKeys) ?? {};
	return {
		recall(key) {
			const record = records()[nameOf(key)];
			if (!isKeyRecord(record)) return null;
			return { ...record, provider: idOf(record.provider) };
		},
		async claim(key, fingerprint) {
			if (!(await note(nameOf(key)))) return false;
			// Without this note a later run says that it was another request, which costs nothing.
			await note(nameOf(requestOf(key, fingerprint))).catch(() => false);
			return true;
		},
		async release(key, fingerprint) {
			await erase(nameOf(key), nameOf(requestOf(key, fingerprint)));
		},
		async isFor(key, fingerprint) {
			const name = nameOf(requestOf(key, fingerprint));
			const isNew = await note(name);
			if (isNew) await erase(name);
			return !isNew;
		},
		remember(key, record) {
			const all = records();
			delete all[nameOf(key)];
			all[nameOf(key)] = record;
			const names = Object.keys(all);
			if (names.length > MOST_RECORDS) delete all[names[0]];
			// Assigned as a whole, because n8n only notices changes at the top level.
			staticData.seedanceKeys = all as IDataObject;
		},
	};
}
