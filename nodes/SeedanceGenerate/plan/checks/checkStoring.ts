import type { RunSettings } from '../../runSettings';
import type { PlannedRow } from '../plan';

const NEEDS_WAIT =
	'Download Video stores each video as soon as it is ready, so this node has to wait for it. Set When to Continue to "When the Videos Are Ready"; or switch Download Video off and put Seedance Download behind this node, which waits as well.';

/** A row whose video is to be stored by a run that does not wait for it has a problem. */
export function checkStoring(plan: PlannedRow, { completion }: RunSettings): PlannedRow {
	if (!plan.inputs.downloadVideo || completion === 'wait') return plan;
	const problem = { field: 'Download Video', message: NEEDS_WAIT };
	return { ...plan, problems: [...plan.problems, problem] };
}
