import { ODD_ANSWERS } from './odd-answers.mts';
import type { Fault, Operation, ProviderId } from './types.mts';

export interface ArmedFault {
	fault: Fault;
	/** Matching requests so far. */
	seen: number;
	hits: number;
}

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
	'odd',
];

/** Faults only the file host knows. */
const FILE_KINDS = ['cut', 'slow', 'ignoreRange', 'truncate'];

function matches(
	fault: Fault,
	providers: (ProviderId | 'files')[],
	operation: Operation,
	path: string,
) {
	if (fault.provider !== undefined && !providers.includes(fault.provider)) return false;
	if (fault.operation !== undefined && fault.operation !== operation) return false;
	if (fault.pathIncludes !== undefined && !path.includes(fault.pathIncludes)) return false;
	return true;
}

/** A refusal by its name is a status with a body. */
function odd(fault: Fault): Fault {
	const answer = fault.odd === undefined ? undefined : ODD_ANSWERS[fault.odd];
	if (answer === undefined) throw new Error(`Unknown odd answer "${String(fault.odd)}"`);
	return { ...fault, kind: 'status', ...answer };
}

/** True when this request, already counted in `seen`, is one it hits. */
function strikes({ fault, seen, hits }: ArmedFault): boolean {
	if (fault.nth !== undefined) return seen === fault.nth;
	if (seen <= (fault.skip ?? 0)) return false;
	const times = fault.times ?? 1;
	return times === 'always' || hits < times;
}

/** Scripted trouble: the first armed fault that matches a request strikes it. */
export function createFaults() {
	let armed: ArmedFault[] = [];
	return {
		/** @throws when the kind is unknown, a status fault names no status or an odd one no answer */
		add(given: Fault) {
			if (!KINDS.includes(given.kind)) throw new Error(`Unknown fault kind "${given.kind}"`);
			const fault = given.kind === 'odd' ? odd(given) : given;
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
		 * @param providers a result file belongs to the file host and to its provider
		 */
		take(providers: (ProviderId | 'files')[], operation: Operation, path: string): Fault | null {
			let struck: Fault | null = null;
			for (const entry of armed) {
				if (!matches(entry.fault, providers, operation, path)) continue;
				entry.seen += 1;
				if (struck || !strikes(entry)) continue;
				entry.hits += 1;
				struck = entry.fault;
			}
			return struck;
		},
		list: (): { fault: Fault; seen: number; hits: number }[] =>
			armed.map((entry) => ({ ...entry })),
		clear() {
			armed = [];
		},
	};
}

export type Faults = ReturnType<typeof createFaults>;
