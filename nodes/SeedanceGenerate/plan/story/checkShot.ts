import { whoHas } from '../../../shared/fields/offers';
import type { Provider } from '../../../shared/providers/types';
import type { PlannedRow } from '../plan';
import type { Shot } from './shots';

const FIELD = 'Continue From';

const NONE = `set ${FIELD} to "None"`;

const ALONE =
	'No other row of this run has the same Story Key, so this shot continues nothing and nothing continues it. The rows of a story have to come into the node together, not one by one out of a loop.';

/** What the plan of a row has with which a story can go on, or why it cannot. */
export function checkShot(
	plan: PlannedRow,
	{ count }: Shot,
	{ displayName }: Pick<Provider, 'displayName'>,
	obstacle: string | null,
): PlannedRow {
	const { request, inputs, problems, warnings } = plan;
	if (obstacle !== null) {
		return { ...plan, problems: [...problems, { field: FIELD, message: obstacle }] };
	}
	if (request !== null && request.options.returnLastFrame !== true) {
		const model = inputs.model === 'custom' ? inputs.customModel : inputs.model;
		const message =
			request.options.draft === true
				? `Draft is on, but a draft has no last frame, with which the next shot could begin. Turn off Draft, or ${NONE}.`
				: `${FIELD} is "Last Frame", but ${model} on ${displayName} does not hand over the last frame of its videos. Choose a Provider and Model that does (${whoHas('returnLastFrame')}), or ${NONE}.`;
		return { ...plan, problems: [...problems, { field: FIELD, message }] };
	}
	return count > 1 ? plan : { ...plan, warnings: [...warnings, ALONE] };
}

/**
 * Why a run cannot make stories at all, in words for the user; null when it can.
 * @param completion what the user chose
 */
export function storyObstacle(completion: string, isTool: boolean): string | null {
	if (isTool) {
		return `As the tool of an AI agent this node makes one video per call, so that no shot continues another. Let the agent fill Media with the field "lastFrameUrl" of the video before (option Return Last Frame), and ${NONE}.`;
	}
	if (completion === 'wait') return null;
	return `${FIELD} needs When to Continue set to "When the Videos Are Ready": a shot can only be ordered when the one before it is ready, so the node has to wait for it. Set it so, or ${NONE}.`;
}
