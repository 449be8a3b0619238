import { rowName } from '../../../shared/n8n/emitRows';
import type { Medium, Problem } from '../../../shared/domain/request';
import type { RowInputs } from '../inputs';
import { MODE_LABELS } from '../mode';
import type { Shot } from './shots';

/**
 * Stands in a request for the last frame of the shot before until there is one. The same in every row and every run:
 * what a row is known by must not change with a signed link or with its place in the sheet.
 */
export const FRAME_URL = 'n8n-last-frame:';

const FRAME: Medium = { kind: 'image', url: FRAME_URL, label: 'The last frame of the shot before' };

/**
 * What is asked for in one shot of a story: its last frame, and in all shots but the first that of the one before as
 * first picture. Media of its own that do not go together with that become a problem.
 */
export function asShot(inputs: RowInputs, { before }: Shot): RowInputs {
	const options = { ...inputs.options, returnLastFrame: true };
	if (before === null) return { ...inputs, options };
	const misfit = misfitOf(inputs, rowName(before));
	const { media, files, empty } = inputs.media;
	const isLast = inputs.mode === 'firstLastFrame' && misfit === null;
	// A medium that only the first row of a story has leaves its field empty in the others.
	const problems = inputs.problems.filter((problem) => !empty.includes(problem));
	return {
		...inputs,
		options,
		mode: isLast ? 'firstLastFrame' : 'firstFrame',
		media: {
			...inputs.media,
			media: isLast ? [FRAME, ...media] : [FRAME],
			files: isLast ? new Map([...files].map(([index, file]) => [index + 1, file])) : new Map(),
		},
		problems: misfit === null ? problems : [...problems, misfit],
	};
}

function misfitOf({ mode, media: { media } }: RowInputs, before: string): Problem | null {
	const begins = `This row begins with the last frame of ${before}`;
	const anew = 'or set Continue From of this row to "None", so that it begins anew';
	if (mode === 'reference' || mode === 'videoEdit' || mode === 'videoExtend') {
		const message = `${begins}, which does not go together with Mode ${MODE_LABELS[mode]}. Set Mode to Auto, ${anew}.`;
		return { field: 'Mode', message };
	}
	if (mode === 'firstLastFrame') {
		if (media.length === 1 && media[0].kind === 'image') return null;
		const message = `${begins}, so Mode First and Last Frame needs one image, the last picture, but Media has ${media.length === 0 ? 'none' : 'something else'}. Give that one image, set Mode to Auto, ${anew}.`;
		return { field: 'Media', message };
	}
	if (media.length === 0) return null;
	const message = `${begins}, so it takes no first picture and no references of its own. Take its media out, set Mode to First and Last Frame if its one image is to be the last picture, ${anew}.`;
	return { field: 'Media', message };
}
