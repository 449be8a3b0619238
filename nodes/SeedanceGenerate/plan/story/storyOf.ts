import { cleanWord } from '../../../shared/cells/invisible';
import type { ParameterReader } from '../../../shared/n8n/reader';
import type { OptionsPer } from '../../options';

const NO_STORY =
	'Story Key is empty in this row, so it cannot be told which story the row belongs to. Fill in the cell, or take the row out. (Without the option Story Key all rows are one story.)';

const NOT_CONTINUED =
	'Story Key is filled in, but Continue From is not among the options, so the shots of the story would not continue each other. Add the option Continue From and set it to "Last Frame", or remove Story Key.';

/**
 * Which story a row may be a shot of. Without a story key all rows are one story; an expression that gives none in one row
 * is a problem of that row, which may belong to any.
 * @returns the same for keys that look the same; null where it cannot be told
 */
export function storyOf(
	{ continueFrom, storyKey }: Pick<OptionsPer<'row'>, 'continueFrom' | 'storyKey'>,
	reader: ParameterReader,
): string | null {
	if (reader.isFaulty('Story Key')) return null;
	const isAdded =
		reader.option('continueFrom') !== undefined || reader.isOptionEmpty('continueFrom');
	if (storyKey !== '' && !isAdded) reader.report('Story Key', NOT_CONTINUED);
	const isMissing =
		storyKey === '' && reader.isOptionEmpty('storyKey') && !reader.isFixed('options', 'storyKey');
	if (isMissing && continueFrom === 'lastFrame') reader.report('Story Key', NO_STORY);
	return isMissing ? null : cleanWord(storyKey).normalize('NFC');
}
