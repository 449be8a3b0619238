import type { Failure } from '../../domain/task';
import { classifyAnswer } from '../reading/classify';
import { HINTS } from '../reading/failureRules';
import type { FailureRule } from '../reading/failureRules';
import { bodyOf, readNumber, readText } from '../reading/reading';
import type { Reading } from '../reading/reading';
import type { TaskDialect } from '../reading/task';
import { WAVESPEED_CAPABILITIES } from './capabilities';
import { WAVESPEED_FACTS } from './facts';

const MODEL_HINT =
	'Check the Model or Custom Model field: WaveSpeed wants the path of a model, such as bytedance/seedance-2.0/text-to-video or bytedance/seedance-2.5/image-to-video. Choosing a Model from the list picks the right one.';

const MEDIA_HINT =
	'Check Media: WaveSpeed could not fetch or read a file. Each link has to open without login, as JPEG, PNG or WebP, MP4 or MOV, MP3 or WAV.';

function rule(code: string, parts: Omit<FailureRule, 'code'>): FailureRule {
	return { code, ...parts };
}

/** The codes of WaveSpeed, most special first (docs/providers.md 12.7). */
const RULES: readonly FailureRule[] = [
	rule('1200', { category: 'content', hint: HINTS.content, retryable: false }),
	rule('1402', { category: 'input', hint: MEDIA_HINT, retryable: false }),
	rule('1400', { category: 'input', hint: HINTS.input, retryable: false }),
	rule('1401', { category: 'input', hint: HINTS.input, retryable: false }),
	rule('5004', { category: 'timeout', hint: HINTS.timeout, retryable: true }),
	rule('5000', { category: 'provider', hint: HINTS.provider, retryable: true }),
	rule('5003', { category: 'provider', hint: HINTS.provider, retryable: true }),
	rule('', { param: 'model', category: 'input', hint: MODEL_HINT, retryable: false }),
	rule('', {
		message: /\b(?:prediction|task)\b.{0,40}\bnot (?:found|exist)/i,
		where: 'answer',
		category: 'input',
		hint: HINTS.taskUnknown,
		retryable: false,
	}),
	rule('', {
		message: /\b(?:model|product)\b.{0,80}\b(?:not (?:found|exist|available)|unknown)/i,
		where: 'answer',
		category: 'input',
		hint: MODEL_HINT,
		retryable: false,
	}),
];

export const WAVESPEED_DIALECT: TaskDialect = {
	provider: WAVESPEED_FACTS.id,
	displayName: WAVESPEED_FACTS.displayName,
	rules: RULES,
	fieldNames: [
		['reference_images', 'Media'],
		['reference_videos', 'Media'],
		['reference_audios', 'Media'],
		['last_image', 'Media'],
		['image', 'Media'],
		['video', 'Media'],
		['prompt', 'Prompt'],
		['duration', 'Duration'],
		['resolution', 'Resolution'],
		['aspect_ratio', 'Aspect Ratio'],
		['generate_audio', 'Generate Audio'],
		['enable_web_search', 'Web Search'],
		['seed', 'Seed'],
		['webhook', 'Callback URL'],
	],
	statusWords: new Map([['deleted', 'cancelled']]),
	resultLifetimeHours: WAVESPEED_CAPABILITIES.resultLifetimeHours,
	cancelledHint:
		'Look at the billing page of WaveSpeed to see what was charged, and submit the row again if the video is still wanted.',
};

/** The code of the envelope is the HTTP status; one of its own stands beside it (docs/providers.md 12.7). */
function withOwnCode(reading: Reading): Reading {
	const own = readText(reading.error_code) ?? readNumber(reading.error_code);
	return own === null ? reading : { ...reading, code: own };
}

export function failureOf(httpStatus: number, body: unknown): Failure | null {
	const reading = bodyOf(body);
	const inside = readNumber(reading?.code) ?? 0;
	const isFine = httpStatus >= 200 && httpStatus < 300;
	// A refusal may come with HTTP 200, its status in the envelope.
	const status = isFine && inside >= 400 && inside < 600 ? inside : httpStatus;
	const isPlain = reading === null || (status >= 200 && status < 300);
	return classifyAnswer(status, isPlain ? body : withOwnCode(reading), WAVESPEED_DIALECT);
}
