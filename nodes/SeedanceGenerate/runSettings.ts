import type { IExecuteFunctions } from 'n8n-workflow';
import { operationError } from '../shared/n8n/operationError';
import { ParameterReader } from '../shared/n8n/reader';
import { generateFields } from './fields';
import { COMPLETIONS } from './fields/completion';
import type { Completion } from './fields/completion';
import type { OptionsPer } from './options';
import { readOptions } from './readOptions';

/** What counts for the whole run rather than for one row; read from the first item. 0 = no cap, no limit of our own. */
export interface RunSettings
	extends Omit<OptionsPer<'run'>, 'pollInterval' | 'waitTimeout' | 'sleepMinutes'> {
	completion: Completion;
	pollIntervalMs: number;
	waitTimeoutMs: number;
	/** For `sleep`; null = as long as the provider says, or as is usual. */
	sleepMs: number | null;
}

/**
 * Reads the settings of the run.
 * @throws NodeOperationError naming the option when a value cannot be used
 */
export function readRunSettings(context: IExecuteFunctions): RunSettings {
	const reader = new ParameterReader(context, 0);
	const completion =
		reader.listed('completion', 'When to Continue', COMPLETIONS, generateFields) ?? 'wait';
	const { pollInterval, waitTimeout, sleepMinutes, ...options } = readOptions(reader, 'run');
	if (reader.problems.length > 0) {
		throw operationError(
			context,
			reader.problems.map((problem) => problem.message).join(' '),
			'Change the option and run the node again. Nothing was sent.',
		);
	}
	return {
		...options,
		completion,
		pollIntervalMs: pollInterval * 1000,
		waitTimeoutMs: waitTimeout * 60_000,
		sleepMs: sleepMinutes === undefined ? null : sleepMinutes * 60_000,
	};
}
