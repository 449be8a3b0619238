import type { ParameterReader } from '../../../shared/n8n/reader';
import { CONTINUE_FROM_CHOICES } from '../../fields/choices';

const CONTINUE_FROM = ['none', 'lastFrame'] as const;
export type ContinueFrom = (typeof CONTINUE_FROM)[number];

const NO_STORY =
	'Story Key is empty in this row, so it cannot be told which story the row belongs to. Fill in the cell, or take the row out. (Without the option Story Key all rows are one story.)';

const NOT_CONTINUED =
	'Story Key is filled in, but Continue From is not among the options, so the shots of the story would not continue each other. Add the option Continue From and set it to "Last Frame", or remove Story Key.';

/**
 * Reads what makes a row a shot of a story. Without a story key all rows are one story; an expression that gives none in
 * one row is a problem of that row, which may belong to any.
 */
export function readStory(reader: ParameterReader): {
	continueFrom: ContinueFrom;
	storyKey: string | null;
} {
	const chosen = reader.option('continueFrom');
	const continueFrom =
		reader.choice(chosen, 'Continue From', CONTINUE_FROM, { list: CONTINUE_FROM_CHOICES }) ??
		'none';
	const storyKey = reader.text(reader.option('storyKey'), 'Story Key', 'key');
	const isFaulty = reader.isFaulty('Story Key');
	const isAdded = chosen !== undefined || reader.isOptionEmpty('continueFrom');
	if (storyKey !== '' && !isAdded) reader.report('Story Key', NOT_CONTINUED);
	const isMissing =
		storyKey === '' && reader.isOptionEmpty('storyKey') && !reader.isFixed('options', 'storyKey');
	if (isMissing && continueFrom === 'lastFrame' && !isFaulty) reader.report('Story Key', NO_STORY);
	return { continueFrom, storyKey: isMissing || isFaulty ? null : storyKey };
}
