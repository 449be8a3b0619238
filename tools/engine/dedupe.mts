/**
 * The store behind `helpers.checkProcessedAndRecord`. n8n keeps it in its database, one record per
 * workflow and node; here it is a map that can be written to a file, so that it outlives a killed
 * process exactly like the database does. Entries are hashes, as in n8n.
 */

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type {
	DeduplicationScope,
	ICheckProcessedContextData,
	IDataDeduplicator,
	IDeduplicationOutput,
	Workflow,
} from 'n8n-workflow';
import type { Platform } from './environment.mts';

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

function recordKey(scope: DeduplicationScope, { workflow, node }: ICheckProcessedContextData) {
	return `${workflow.id}|${scope === 'node' ? `n:${node?.id}` : ''}`;
}

/** Which engine a running workflow belongs to: n8n has one deduplication service per process. */
const storages: WeakMap<ICheckProcessedContextData['workflow'], DedupeStorage> = new WeakMap();

/** Lets a running workflow use the storage of its engine. */
export function bindDeduplication(workflow: Workflow, storage: DedupeStorage) {
	storages.set(workflow, storage);
}

function storageOf({ workflow }: ICheckProcessedContextData): DedupeStorage {
	const storage = storages.get(workflow);
	if (storage === undefined) throw new Error(`Workflow "${workflow.id}" belongs to no engine`);
	return storage;
}

/** The time n8n's database takes between reading the record and writing it back. */
const databaseTurn = async () => await new Promise((resolve) => setImmediate(resolve));

/**
 * n8n's deduplicator interface over the storages, with n8n's own weakness: each call reads the whole
 * record and writes it back without a transaction, so two calls at once on a new record collide, and
 * two later ones lose each other's entries. Only mode `entries` is offered: the "latest" modes
 * cannot tell one paid task from another.
 */
const DEDUPLICATOR: IDataDeduplicator = {
	async checkProcessedAndRecord(items, scope, context, options) {
		if (options.mode !== 'entries') throw new Error(`Mode "${options.mode}" is not offered here`);
		const storage = storageOf(context);
		const key = recordKey(scope, context);
		const known = storage.read(key);
		const record = known ?? { mode: options.mode, data: [] };
		await databaseTurn();
		if (known === undefined && storage.read(key) !== undefined) {
			throw new Error('UNIQUE constraint failed: processed_data');
		}
		const seen = new Set(record.data);
		const outcome: IDeduplicationOutput = { new: [], processed: [] };
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

	async removeProcessed(items, scope, context) {
		const storage = storageOf(context);
		const key = recordKey(scope, context);
		const record = storage.read(key);
		if (record === undefined) return;
		await databaseTurn();
		const gone = new Set(items.map(hashOf));
		storage.write(key, { ...record, data: record.data.filter((hash) => !gone.has(hash)) });
	},

	async clearAllProcessedItems(scope, context) {
		storageOf(context).write(recordKey(scope, context), undefined);
	},

	async getProcessedDataCount(scope, context) {
		return storageOf(context).read(recordKey(scope, context))?.data.length ?? 0;
	},
};

let installing: Promise<void> | undefined;

/** Makes n8n's process-wide service ask the engine that runs the workflow in question. */
export async function installDeduplication(core: Platform['core']) {
	installing ??= core.DataDeduplicationService.init(DEDUPLICATOR);
	await installing;
}
