import type { IExecuteFunctions } from 'n8n-workflow';
import type { Unit } from '../shared/cells/numbers';
import { operationError } from '../shared/n8n/operationError';
import { ParameterReader } from '../shared/n8n/reader';
import { generateFields } from './fields';
import { isSimplified } from './simplify';

export const COMPLETIONS = ['wait', 'callback', 'sleep', 'submit'] as const;
export type Completion = (typeof COMPLETIONS)[number];

/** What counts for the whole run rather than for one row; read from the first item. */
export interface RunSettings {
	completion: Completion;
	maxConcurrency: number;
	/** 0 = no limit of our own. */
	maxOpenTasks: number;
	pollIntervalMs: number;
	waitTimeoutMs: number;
	/** For `sleep`; null = as long as the provider says, or as is usual. */
	sleepMs: number | null;
	/** 0 = no cap. */
	maxTasks: number;
	/** 0 = no cap. */
	maxCost: number;
	includeRaw: boolean;
	/** Cancel what can be cancelled when the user presses Stop. */
	cancelOnStop: boolean;
}

const DEFAULTS = { maxConcurrency: 10, pollInterval: 10, waitTimeout: 30 } as const;

interface Bounds {
	field: string;
	fallback: number;
	least: number;
	unit?: Unit;
}

/**
 * Reads the settings of the run.
 * @throws NodeOperationError naming the option when a value cannot be used
 */
export function readRunSettings(context: IExecuteFunctions): RunSettings {
	const reader = new ParameterReader(context, 0);
	const number = (name: string, { field, fallback, least, unit }: Bounds): number => {
		const value = reader.number(reader.option(name), field, unit) ?? fallback;
		if (value < least) reader.report(field, `${field} is ${value}, but the least is ${least}.`);
		return value;
	};
	const cap = (name: string, field: string, unit?: Unit): number => {
		// A cap that vanishes with an empty cell is none.
		if (reader.isOptionEmpty(name)) reader.report(field, `${field} is empty; 0 means no limit.`);
		return number(name, { field, fallback: 0, least: 0, unit });
	};
	const completion =
		reader.listed('completion', 'When to Continue', COMPLETIONS, generateFields) ?? 'wait';
	const sleepMinutes = reader.number(reader.option('sleepMinutes'), 'Sleep (Minutes)', 'minutes');
	const settings: RunSettings = {
		completion,
		maxConcurrency: number('maxConcurrency', {
			field: 'Max Concurrency',
			fallback: DEFAULTS.maxConcurrency,
			least: 1,
		}),
		maxOpenTasks: number('maxOpenTasks', { field: 'Max Open Tasks', fallback: 0, least: 0 }),
		pollIntervalMs:
			1000 *
			number('pollInterval', {
				field: 'Poll Interval',
				fallback: DEFAULTS.pollInterval,
				least: 1,
				unit: 'seconds',
			}),
		waitTimeoutMs:
			60_000 *
			number('waitTimeout', {
				field: 'Wait Timeout',
				fallback: DEFAULTS.waitTimeout,
				least: 0,
				unit: 'minutes',
			}),
		sleepMs: sleepMinutes === undefined ? null : sleepMinutes * 60_000,
		maxTasks: cap('maxTasks', 'Max Tasks'),
		maxCost: cap('maxCost', 'Max Cost', 'money'),
		cancelOnStop: reader.boolean(reader.option('cancelOnStop'), 'Cancel on Stop') ?? false,
		includeRaw:
			reader.boolean(reader.option('includeRawResponse'), 'Include Raw Response') ?? false,
	};
	// Read where the rows are handed over; what cannot be understood is told before anything is sent.
	isSimplified(context, reader);
	if (reader.problems.length > 0) {
		throw operationError(
			context,
			reader.problems.map((problem) => problem.message).join(' '),
			'Change the option and run the node again. Nothing was sent.',
		);
	}
	return settings;
}
