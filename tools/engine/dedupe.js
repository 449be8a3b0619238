'use strict';

/**
 * The store behind `helpers.checkProcessedAndRecord`. n8n keeps it in its database, one record per
 * workflow and node; here it is a map that can be written to a file, so that it outlives a killed
 * process exactly like the database does. Entries are hashes, as in n8n.
 */

const { createHash } = require('crypto');
const fs = require('fs');

/**
 * @typedef {{ mode: string, data: string[] }} DedupeRecord
 * @typedef {object} DedupeStorage
 * @property {(key: string) => DedupeRecord | undefined} read
 * @property {(key: string, record: DedupeRecord | undefined) => void} write
 */

/**
 * Keeps records in memory.
 *
 * @returns {DedupeStorage}
 */
function memoryDedupeStorage() {
	/** @type {Map<string, string>} */
	const records = new Map();
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
 *
 * @param {string} file
 * @returns {DedupeStorage}
 */
function fileDedupeStorage(file) {
	/** @returns {Record<string, DedupeRecord>} */
	const readAll = () => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {});
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

/** @param {unknown} value */
const hashOf = (value) => createHash('md5').update(String(value)).digest('base64');

/**
 * @param {'node' | 'workflow'} scope
 * @param {any} context
 */
function recordKey(scope, context) {
	return `${context.workflow.id}|${scope === 'node' ? `n:${context.node.id}` : ''}`;
}

/** The time n8n's database takes between reading the record and writing it back. */
const databaseTurn = async () => await new Promise((resolve) => setImmediate(resolve));

/**
 * n8n's deduplicator interface over a storage, with n8n's own weakness: each call reads the whole
 * record and writes it back without a transaction, so two calls at once on a new record collide, and
 * two later ones lose each other's entries. Only mode `entries` is offered: the "latest" modes
 * cannot tell one paid task from another.
 *
 * @param {DedupeStorage} storage
 */
function createDeduplicator(storage) {
	return {
		/**
		 * @param {unknown[]} items
		 * @param {'node' | 'workflow'} scope
		 * @param {any} context
		 * @param {{ mode: string, maxEntries?: number }} options
		 */
		async checkProcessedAndRecord(items, scope, context, options) {
			if (options.mode !== 'entries') throw new Error(`Mode "${options.mode}" is not offered here`);
			const key = recordKey(scope, context);
			const known = storage.read(key);
			const record = known ?? { mode: options.mode, data: [] };
			await databaseTurn();
			if (known === undefined && storage.read(key) !== undefined) {
				throw new Error('UNIQUE constraint failed: processed_data');
			}
			const seen = new Set(record.data);
			/** @type {{ new: any[], processed: any[] }} */
			const outcome = { new: [], processed: [] };
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
		/**
		 * @param {unknown[]} items
		 * @param {'node' | 'workflow'} scope
		 * @param {any} context
		 */
		async removeProcessed(items, scope, context) {
			const key = recordKey(scope, context);
			const record = storage.read(key);
			if (record === undefined) return;
			await databaseTurn();
			const gone = new Set(items.map(hashOf));
			storage.write(key, { ...record, data: record.data.filter((hash) => !gone.has(hash)) });
		},
		/**
		 * @param {'node' | 'workflow'} scope
		 * @param {any} context
		 */
		async clearAllProcessedItems(scope, context) {
			storage.write(recordKey(scope, context), undefined);
		},
		/**
		 * @param {'node' | 'workflow'} scope
		 * @param {any} context
		 */
		async getProcessedDataCount(scope, context) {
			return storage.read(recordKey(scope, context))?.data.length ?? 0;
		},
	};
}

/** Which engine a running workflow belongs to: n8n has one deduplication service per process. */
const storageByWorkflow = new WeakMap();

/**
 * Makes n8n's process-wide service ask the engine that runs the workflow in question.
 *
 * @param {any} core n8n-core
 */
function installDeduplication(core) {
	if (core.DataDeduplicationService.instance !== undefined) return;
	/** @param {string} method @param {number} contextIndex */
	const routed =
		(method, contextIndex) =>
		/** @param {any[]} args */
		async (...args) => {
			const storage = storageByWorkflow.get(args[contextIndex].workflow);
			/** @type {any} */
			const deduplicator = createDeduplicator(storage);
			return await deduplicator[method](...args);
		};
	core.DataDeduplicationService.instance = new core.DataDeduplicationService({
		checkProcessedAndRecord: routed('checkProcessedAndRecord', 2),
		removeProcessed: routed('removeProcessed', 2),
		clearAllProcessedItems: routed('clearAllProcessedItems', 1),
		getProcessedDataCount: routed('getProcessedDataCount', 1),
	});
}

/**
 * @param {object} workflow
 * @param {DedupeStorage} storage
 */
function bindDeduplication(workflow, storage) {
	storageByWorkflow.set(workflow, storage);
}

module.exports = {
	bindDeduplication,
	fileDedupeStorage,
	installDeduplication,
	memoryDedupeStorage,
};
