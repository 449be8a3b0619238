/**
 * @typedef {import('./types').Fault} Fault
 * @typedef {import('./types').Operation} Operation
 * @typedef {import('./types').ProviderId} ProviderId
 */

/**
 * @typedef {object} ArmedFault
 * @property {Fault} fault
 * @property {number} seen matching requests so far
 * @property {number} hits
 */

const KINDS = [
	'status',
	'html',
	'delay',
	'resetBefore',
	'resetAfter',
	'brokenBody',
	'timeout',
	'cut',
	'slow',
	'ignoreRange',
	'truncate',
];

/** Faults only the file host knows. */
const FILE_KINDS = ['cut', 'slow', 'ignoreRange', 'truncate'];

/**
 * @param {Fault} fault
 * @param {(ProviderId | 'files')[]} providers
 * @param {Operation} operation
 * @param {string} path
 */
function matches(fault, providers, operation, path) {
	if (fault.provider !== undefined && !providers.includes(fault.provider)) return false;
	if (fault.operation !== undefined && fault.operation !== operation) return false;
	if (fault.pathIncludes !== undefined && !path.includes(fault.pathIncludes)) return false;
	return true;
}

/**
 * @param {ArmedFault} armed
 * @returns {boolean} true when this request, already counted in `seen`, is one it hits
 */
function strikes({ fault, seen, hits }) {
	if (fault.nth !== undefined) return seen === fault.nth;
	if (seen <= (fault.skip ?? 0)) return false;
	const times = fault.times ?? 1;
	return times === 'always' || hits < times;
}

/** Scripted trouble: the first armed fault that matches a request strikes it. */
function createFaults() {
	/** @type {ArmedFault[]} */
	let armed = [];
	return {
		/**
		 * @param {Fault} fault
		 * @throws when the kind is unknown or a status fault names no status
		 */
		add(fault) {
			if (!KINDS.includes(fault.kind)) throw new Error(`Unknown fault kind "${fault.kind}"`);
			if (fault.kind === 'status' && typeof fault.status !== 'number') {
				throw new Error('A fault of kind "status" needs a status');
			}
			if (FILE_KINDS.includes(fault.kind) && fault.operation !== 'file') {
				throw new Error(`A fault of kind "${fault.kind}" needs operation "file"`);
			}
			armed.push({ fault, seen: 0, hits: 0 });
		},
		/**
		 * Counts a request against every fault and returns the one that strikes it.
		 *
		 * @param {(ProviderId | 'files')[]} providers a result file belongs to the file host and to its provider
		 * @param {Operation} operation
		 * @param {string} path
		 * @returns {Fault | null}
		 */
		take(providers, operation, path) {
			/** @type {Fault | null} */
			let struck = null;
			for (const entry of armed) {
				if (!matches(entry.fault, providers, operation, path)) continue;
				entry.seen += 1;
				if (struck || !strikes(entry)) continue;
				entry.hits += 1;
				struck = entry.fault;
			}
			return struck;
		},
		/** @returns {{ fault: Fault, seen: number, hits: number }[]} */
		list: () => armed.map((entry) => ({ ...entry })),
		clear() {
			armed = [];
		},
	};
}

/** @typedef {ReturnType<typeof createFaults>} Faults */

module.exports = { createFaults };
