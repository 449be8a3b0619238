import { text } from './reasonParts.mts';
import type { Row } from './reasonParts.mts';

/** What validators answer to a refused call: HTTP status first. */
export const FIELD_ANSWERS: Array<[number, ...Row]> = [
	[
		422,
		'FastAPI',
		{
			detail: [
				{ loc: ['body', 'duration'], msg: 'value is not a valid integer', type: 'type_error' },
			],
		},
		'input',
		false,
		/^duration: value is not a valid integer$/,
		/Change Duration/,
	],
	[
		422,
		'FastAPI in a list',
		{
			detail: [
				{ loc: ['body', 'image_urls', 0], msg: 'field required' },
				{ loc: ['body', 'seed'], msg: 'too large' },
			],
		},
		'input',
		false,
		/^image_urls\.0: field required seed: too large$/,
		/Change Media/,
	],
	[
		422,
		'Laravel',
		{
			message: 'The given data was invalid.',
			errors: { duration: ['The duration must be at most 15.'] },
		},
		'input',
		false,
		/The duration must be at most 15\./,
		/Change Duration/,
	],
	[
		422,
		'JSON:API',
		{
			errors: [
				{
					status: '422',
					title: 'Invalid',
					detail: 'is too long',
					source: { pointer: '/data/attributes/prompt' },
				},
			],
		},
		'input',
		false,
		/is too long/,
		/Change Prompt/,
	],
	[
		400,
		'zod',
		{
			success: false,
			error: {
				name: 'ZodError',
				issues: [{ code: 'too_big', path: ['aspectRatio'], message: 'Invalid option' }],
			},
		},
		'input',
		false,
		/Invalid option/,
		/Change Aspect Ratio/,
	],
	[
		400,
		'zod as text',
		{
			error: {
				message: text([{ code: 'too_big', path: ['resolution'], message: 'Invalid option' }]),
			},
		},
		'input',
		false,
		/Invalid option/,
		/Change Resolution/,
	],
	[
		400,
		'express-validator',
		{ errors: [{ type: 'field', msg: 'Invalid value', path: 'prompt', location: 'body' }] },
		'input',
		false,
		/Invalid value/,
		/Change Prompt/,
	],
	[
		400,
		'problem details',
		{
			type: 'about:blank',
			title: 'Bad',
			status: 400,
			'invalid-params': [{ name: 'duration', reason: 'must be a number' }],
		},
		'input',
		false,
		/must be a number/,
		/Change Duration/,
	],
	[
		422,
		'a sentence',
		{ detail: 'Prompt is required' },
		'input',
		false,
		/^Prompt is required$/,
		/Change Prompt/,
	],
];
