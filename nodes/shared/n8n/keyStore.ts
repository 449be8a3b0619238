import { createHash } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import type { KeyRecord, KeyStore } from '../jobs/keys';

/** Records kept per node; the oldest go first. */
const MOST_RECORDS = 5000;
const MOST_CLAIMS = 20_000;

const records = z.record(
	z.string(),
	z.object({ taskId: z.string(), fingerprint: z.string(), sentAtMs: z.number() }).passthrough(),
);

/** Keys are hashed: they are often product numbers, and n8n's stores need not hold those in clear. */
function nameOf(key: string): string {
	return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

function readRecords(stored: unknown): Record<string, KeyRecord> {
	const result = records.safeParse(stored);
	return result.success ? (result.data as Record<string, KeyRecord>) : {};
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
 * once, and task ids in the node's static data, which is written when an execution ends (not for
 * manual ones).
 */
export function createKeyStore(context: IExecuteFunctions): KeyStore {
	const staticData: IDataObject = context.getWorkflowStaticData('node');
	const place = `${context.getWorkflow().id} ${context.getNode().id}`;
	const dedupe = { mode: 'entries', maxEntries: MOST_CLAIMS } as const;
	return {
		recall: (key) => readRecords(staticData.seedanceKeys)[nameOf(key)] ?? null,
		async claim(key) {
			const { new: fresh } = await inTurn(
				place,
				async () => await context.helpers.checkProcessedAndRecord([nameOf(key)], 'node', dedupe),
			);
			return fresh.length > 0;
		},
		async release(key) {
			await inTurn(
				place,
				async () => await context.helpers.removeProcessed([nameOf(key)], 'node', dedupe),
			);
		},
		remember(key, record) {
			const known = Object.entries(readRecords(staticData.seedanceKeys)).filter(
				([name]) => name !== nameOf(key),
			);
			const kept = known.sort(([, a], [, b]) => a.sentAtMs - b.sentAtMs).slice(1 - MOST_RECORDS);
			// Assigned as a whole, because n8n only notices changes at the top level.
			staticData.seedanceKeys = Object.fromEntries([
				...kept,
				[nameOf(key), record],
			]) as unknown as IDataObject;
		},
	};
}
