import type { IExecuteFunctions } from 'n8n-workflow';
import { cleanText } from '../../shared/cells/invisible';
import type { ModeChoice } from '../../shared/domain/vocabulary';
import type { RowMedia } from './media/media';

export type RowContext = Pick<IExecuteFunctions, 'getInputData' | 'getNode'>;

export const BLANK_ROW =
	'This row of the sheet is blank. Take it out, for example with a Filter node behind the sheet.';

const NO_PRODUCT =
	'This row has neither a Product Name nor a picture, so the look has no product to show. Fill in one of them, or take the row out.';

/** The fields that say what the video shows. */
const SAYING = ['prompt', 'media', 'mediaJson'];

/**
 * A row that a spreadsheet node read without finding anything in it, while the fields are made from the row:
 * what is left of the prompt then is the fixed text of an expression.
 */
export function isBlankRow(context: RowContext, itemIndex: number): boolean {
	const { json, binary } = context.getInputData()[itemIndex];
	const { row_number: rowNumber, ...cells } = json;
	if (rowNumber === undefined || binary !== undefined) return false;
	const isEmpty = (cell: unknown) => cell === null || cleanText(String(cell)) === '';
	const { parameters } = context.getNode();
	const typed = JSON.stringify(SAYING.map((name) => parameters[name]));
	return typed.includes('$json') && Object.values(cells).every(isEmpty);
}

/** A look shows a product: one that has a name, a picture, or a video that is worked on. */
export function nothingToShow(
	prompt: { text: string } | { productName: string },
	{ media, problems, empty }: RowMedia,
	mode: ModeChoice,
): [field: string, message: string] | null {
	if ('text' in prompt || prompt.productName !== '' || problems.length + empty.length > 0)
		return null;
	const shows = mode === 'videoEdit' || mode === 'videoExtend' ? ['image', 'video'] : ['image'];
	return media.some(({ kind }) => shows.includes(kind)) ? null : ['Product Name', NO_PRODUCT];
}
