import type { IExecuteFunctions } from 'n8n-workflow';
import { runIndexOf } from '../../runIndex';
import type { PlannedRow } from '../plan';

const CUT =
	'Shots of the same Story Key came in an earlier pass of a loop, and stories are only told from the rows of one pass. Nothing is ordered, because this shot would begin anew. Take the loop (Loop Over Items) out, as this node makes all rows of a sheet by itself; or, where each pass is a story of its own, put {{ $runIndex }} into the Story Key.';

/** What n8n keeps of an execution for the node: stories that have begun, and in which run of the node. */
interface StoryMemory {
	seedanceStories?: Record<string, number>;
}

/**
 * Refuses shots whose story an earlier run of the node in this execution has begun: a loop that hands over row by row would
 * pay for shots that continue nothing. The same run again (Retry On Fail) is the same story.
 * @throws NodeOperationError when n8n does not say which run this is
 */
export function refuseCutStories(
	context: IExecuteFunctions,
	plans: readonly PlannedRow[],
): PlannedRow[] {
	const storyOf = ({ shot, inputs }: PlannedRow) =>
		shot === undefined ? '' : (inputs.story ?? '');
	if (plans.every((plan) => storyOf(plan) === '')) return [...plans];
	const pass = runIndexOf(context);
	const memory = context.getContext('node') as StoryMemory;
	const begun = new Map(Object.entries(memory.seedanceStories ?? {}));
	const isCut = (plan: PlannedRow) => (begun.get(storyOf(plan)) ?? pass) < pass;
	const checked = plans.map((plan) => {
		const problem = { field: 'Story Key', message: CUT };
		return isCut(plan) ? { ...plan, problems: [...plan.problems, problem] } : plan;
	});
	plans.map(storyOf).forEach((story) => {
		if (story !== '' && !begun.has(story)) begun.set(story, pass);
	});
	memory.seedanceStories = Object.fromEntries(begun);
	return checked;
}
