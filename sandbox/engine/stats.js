const { PROVIDERS } = require('./options');
const { OPEN } = require('./tasks');

/**
 * @typedef {import('./types').ProviderId} ProviderId
 * @typedef {import('./types').Operation} Operation
 * @typedef {import('./types').Task} Task
 */

/**
 * @typedef {object} RequestRecord one request as it came and was answered; keys are redacted
 * @property {number} at milliseconds since 1970
 * @property {ProviderId | 'files'} provider
 * @property {Operation} operation
 * @property {string} method
 * @property {string} path with the query, which on the file host holds a signature
 * @property {Record<string, string>} headers
 * @property {unknown} body
 * @property {number | null} status null when it was never answered
 * @property {number | null} ms
 * @property {string | null} taskId
 * @property {string | null} fault kind of the fault that struck it
 * @property {string | null} code the provider's error code, when refused
 *
 * @typedef {object} ProviderStats
 * @property {number} requests
 * @property {Partial<Record<Operation, number>>} byOperation
 * @property {number} inFlight
 * @property {number} maxInFlight
 * @property {number} tasksAccepted jobs that exist because of a create, answered or not
 * @property {number} tasksBilled accepted jobs that are open or succeeded; failed, cancelled and expired ones are refunded
 * @property {number} tasksSucceeded
 * @property {number} unitsBilled of succeeded jobs
 * @property {string} unit
 * @property {number} openTasks
 * @property {number} maxOpenTasks
 * @property {number} maxRunning highest number of jobs that really ran at once
 * @property {number} createsRefused creates answered with an error
 * @property {string[]} idempotencyFields idempotency-like headers that were seen
 * @property {number} leakedKeys requests that carried another provider's key
 */

/** @type {Record<ProviderId, string>} */
const UNITS = { evolink: 'credits', ark: 'tokens', twelveAi: 'seconds', ink: 'credits' };

/** More than any test needs; older records fall out, so that a long demo does not grow without end. */
const MAX_RECORDS = 20000;

/**
 * @param {ProviderId} provider
 * @returns {ProviderStats}
 */
function zero(provider) {
	return {
		requests: 0,
		byOperation: {},
		inFlight: 0,
		maxInFlight: 0,
		tasksAccepted: 0,
		tasksBilled: 0,
		tasksSucceeded: 0,
		unitsBilled: 0,
		unit: UNITS[provider],
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
function createStats() {
	/** @type {Record<ProviderId, ProviderStats>} */
	let providers;
	/** @type {Record<ProviderId, number>} */
	let running;
	let files = zeroFiles();
	/** @type {RequestRecord[]} */
	let records = [];
	/** @type {import('./callbacks').CallbackRecord[]} */
	let callbacks = [];

	function reset() {
		providers = {
			evolink: zero('evolink'),
			ark: zero('ark'),
			twelveAi: zero('twelveAi'),
			ink: zero('ink'),
		};
		running = { evolink: 0, ark: 0, twelveAi: 0, ink: 0 };
		files = zeroFiles();
		records = [];
		callbacks = [];
	}
	reset();

	return {
		reset,
		/** @param {RequestRecord} record */
		begin(record) {
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
		/** @param {RequestRecord} record */
		finish(record) {
			record.ms = Date.now() - record.at;
			const counted = record.provider === 'files' ? files : providers[record.provider];
			counted.inFlight = Math.max(0, counted.inFlight - 1);
			if (record.provider === 'files') return;
			if (record.operation === 'create' && (record.status ?? 0) >= 400) {
				providers[record.provider].createsRefused += 1;
			}
		},
		/**
		 * @param {ProviderId} provider
		 * @param {string} field
		 */
		sawIdempotencyField(provider, field) {
			const seen = providers[provider].idempotencyFields;
			if (!seen.includes(field)) seen.push(field);
		},
		/** @param {ProviderId | 'files'} place */
		leaked(place) {
			if (place === 'files') files.leakedKeys += 1;
			else providers[place].leakedKeys += 1;
		},
		/** @param {number} bytes */
		sent(bytes) {
			files.bytesSent += bytes;
		},
		linkExpired() {
			files.expired += 1;
		},
		/** @param {import('./callbacks').CallbackRecord} record */
		calledBack(record) {
			callbacks.push(record);
		},
		/**
		 * @param {Task} task
		 * @param {import('./types').TaskState | null} previous
		 */
		taskChanged(task, previous) {
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
			const copy = /** @type {Record<ProviderId, ProviderStats>} */ ({});
			for (const provider of PROVIDERS) copy[provider] = structuredClone(providers[provider]);
			return {
				...copy,
				files: { ...files },
				callbacks: structuredClone(callbacks),
				leakedKeys:
					files.leakedKeys + PROVIDERS.reduce((sum, each) => sum + providers[each].leakedKeys, 0),
			};
		},
	};
}

/** @typedef {ReturnType<typeof createStats>} Stats */

module.exports = { createStats };
