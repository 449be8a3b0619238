/**
 * The store behind `helpers.checkProcessedAndRecord`. n8n keeps it in its database, one record per
 * workflow and node; here it is a map that can be written to a file, so that it outlives a killed
 * process exactly like the database does. Entries are hashes, as in n8n.
 */

import { createHash } from 'node:crypto';
import fs from 'node:fs';

export type DedupeRecord = { mode: string; data: string[] };

export interface DedupeStorage {
	read: (key: string) => DedupeRecord | undefined;
	write: (key: string, record: DedupeRecord | undefined) => void;
}

/** Keeps records in memory. */
export function memoryDedupeStorage(): DedupeStorage {
	const records: Map<string, string> = new Map();
	return {
		read: (key) => {
			const text = records.get(key);
			return text === undefined ? undefined : JSON.parse(text);
		},
		write: (key, record) => {
			if (record === undefined) records.delete(key);
			else records.set(key, JSON.stringify(record));
		},
	};
}

/**
 * Keeps records in one JSON file. Each write is on disk before the call returns, because the
 * database row is committed before n8n answers the node.
 */
export function fileDedupeStorage(file: string): DedupeStorage {
	const readAll = (): Record<string, DedupeRecord> =>
		fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
	return {
		read: (key) => readAll()[key],
		write: (key, record) => {
			const all = readAll();
			if (record === undefined) delete all[key];
			else all[key] = record;
			const next = `${file}.next`;
			fs.writeFileSync(next, JSON.stringify(all));
			fs.renameSync(next, file);
		},
	};
}

const hashOf = (value: unknown) => createHash('md5').update(String(value)).digest('base64');

function recordKey(scope: 'node' | 'workflow', context: any) {
	return `${context.workflow.id}|${scope === 'node' ? `n:${context.node.id}` : ''}`;
}

/** The time n8n's database takes between reading the record and writing it back. */
const databaseTurn = async () => await new Promise((resolve) => setImmediate(resolve));

/**
 * n8n's deduplicator interface over a storage, with n8n's own weakness: each call reads the whole
 * record and writes it back without a transaction, so two calls at once on a new record collide, and
 * two later ones lose each other's entries. Only mode `entries` is offered: the "latest" modes
 * cannot tell one paid task from another.
 */
function createDeduplicator(storage: DedupeStorage) {
	return {
		async checkProcessedAndRecord(
			items: unknown[],
			scope: 'node' | 'workflow',
			context: any,
			options: { mode: string; maxEntries?: number },
		) {
			if (options.mode !== 'entries') throw new Error(`Mode "${options.mode}" is not offered here`);
			const key = recordKey(scope, context);
			const known = storage.read(key);
			const record = known ?? { mode: options.mode, data: [] };
			await databaseTurn();
			if (known === undefined && storage.read(key) !== undefined) {
				throw new Error('UNIQUE constraint failed: processed_data');
			}
			const seen = new Set(record.data);
			const outcome: { new: any[]; processed: any[] } = { new: [], processed: [] };
			for (const item of items) {
				const hash = hashOf(item);
				if (seen.has(hash)) {
					outcome.processed.push(item);
				} else {
					outcome.new.push(item);
					record.data.push(hash);
				}
			}
			const surplus = record.data.length - (options.maxEntries || Infinity);
			if (surplus > 0) record.data.splice(0, surplus);
			storage.write(key, record);
			return outcome;
		},
		async removeProcessed(items: unknown[], scope: 'node' | 'workflow', context: any) {
			const key = recordKey(scope, context);
			const record = storage.read(key);
			if (record === undefined) return;
			await databaseTurn();
			const gone = new Set(items.map(hashOf));
			storage.write(key, { ...record, data: record.data.filter((hash) => !gone.has(hash)) });
		},
		async clearAllProcessedItems(scope: 'node' | 'workflow', context: any) {
			storage.write(recordKey(scope, context), undefined);
		},
		async getProcessedDataCount(scope: 'node' | 'workflow', context: any) {
			return storage.read(recordKey(scope, context))?.data.length ?? 0;
		},
	};
}

/** Which engine a running workflow belongs to: n8n has one deduplication service per process. */
const storageByWorkflow = new WeakMap();

/**
 * Makes n8n's process-wide service ask the engine that runs the workflow in question.
 *
 * @param core n8n-core
 */
export function installDeduplication(core: any) {
	if (core.DataDeduplicationService.instance !== undefined) return;
	const routed =
		(method: string, contextIndex: number) =>
		async (...args: any[]) => {
			const storage = storageByWorkflow.get(args[contextIndex].workflow);
			const deduplicator: any = createDeduplicator(storage);
			return await deduplicator[method](...args);
		};
	core.DataDeduplicationService.instance = new core.DataDeduplicationService({
		checkProcessedAndRecord: routed('checkProcessedAndRecord', 2),
		removeProcessed: routed('removeProcessed', 2),
		clearAllProcessedItems: routed('clearAllProcessedItems', 1),
		getProcessedDataCount: routed('getProcessedDataCount', 1),
	});
}

export function bindDeduplication(workflow: object, storage: DedupeStorage) {
	storageByWorkflow.set(workflow, storage);
}
