import type { ProviderId } from '../../shared/domain/vocabulary';
import { asReading } from '../../shared/providers/reading/reading';
import type { TriggerContext } from '../settings';
import { readDays } from './seen';
import { readState } from './state';
import type { TriggerState } from './state';

export interface TriggerStore {
	read(): TriggerState;
	/** Saved by n8n when something is emitted, after a webhook, and after activation. */
	write(state: TriggerState): void;
}

/** The memory of a trigger as it is saved, and whose it is: copies of a workflow can bring it along. */
interface SavedMemory extends TriggerState {
	workflow: string;
}

/**
 * Opens the memory of a trigger. It hangs on the ids of workflow and node, so that it follows a node that is renamed,
 * while a copy of either begins with none. What version 0.1 kept under the node's name is taken over once.
 */
export function openStore(context: TriggerContext, provider: ProviderId): TriggerStore {
	const { id: nodeId } = context.getNode();
	const workflow = context.getWorkflow().id ?? '';
	const place = `seedanceTrigger ${nodeId}`;
	const ofWorkflow = context.getWorkflowStaticData('global');
	const save = (state: TriggerState) => {
		// n8n notices assignments to the top level only.
		const memory: SavedMemory = { ...state, workflow };
		ofWorkflow[place] = { ...memory };
	};
	const own = () => {
		const saved = asReading(ofWorkflow[place]);
		return saved?.workflow === workflow ? saved : null;
	};
	if (own() === null) {
		const ofName = context.getWorkflowStaticData('node');
		const earlier = asReading(ofName.seedance);
		if (earlier !== null && readDays(earlier.seen) !== null) {
			save(earlier as unknown as TriggerState);
			// A copy of the workflow brings this along, too, and must not take it for its own.
			ofName.seedance = { movedTo: nodeId };
		}
	}
	return { read: () => readState(own(), provider), write: save };
}
