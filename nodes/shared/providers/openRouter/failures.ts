import type { Failure } from '../../domain/task';
import { classifyAnswer } from '../reading/classify';
import { HINTS } from '../reading/failureRules';
import type { FailureRule } from '../reading/failureRules';
import type { TaskDialect } from '../reading/task';
import { noLimit } from './balance';
import { OPENROUTER_CAPABILITIES } from './capabilities';
import { OPENROUTER_FACTS } from './facts';

const MODEL_HINT =
	'Check the Model or Custom Model field: OpenRouter wants ids such as bytedance/seedance-2.0, bytedance/seedance-2.0-fast or bytedance/seedance-2.5. Choosing a Model from the list picks the right one.';

/** Its codes are HTTP statuses, so sentences decide; most special first (docs/providers.md 14.7). */
const RULES: readonly FailureRule[] = [
	{
		code: '',
		message: /\bkey limit\b.{0,40}\b(?:exceeded|reached)\b/i,
		category: 'account',
		hint: 'This API key has used up its limit. Raise the limit under Keys on openrouter.ai, or wait until it begins anew.',
		retryable: false,
	},
	{
		code: '',
		message: /\b(?:zero[ -]data[ -]retention|data policy)\b/i,
		where: 'answer',
		category: 'account',
		hint: 'The privacy settings of this OpenRouter account exclude the makers of this Model. Change them under Privacy on openrouter.ai, or choose another Model.',
		retryable: false,
	},
	{
		code: '',
		message: /\b(?:input|prompt|request|image|content)s? (?:was|were|is|are|has been) flagged\b/i,
		category: 'content',
		hint: HINTS.content,
		retryable: false,
	},
	{ code: '', param: 'model', category: 'input', hint: MODEL_HINT, retryable: false },
	{
		code: '',
		message:
			/\bnot a valid model\b|\bno endpoints\b|\bmodel\b.{0,80}\b(?:not (?:found|exist|available|supported)|unknown|invalid)\b/i,
		where: 'answer',
		category: 'input',
		hint: MODEL_HINT,
		retryable: false,
	},
];

export const OPENROUTER_DIALECT: TaskDialect = {
	provider: OPENROUTER_FACTS.id,
	displayName: OPENROUTER_FACTS.displayName,
	rules: RULES,
	fieldNames: [
		['frame_images', 'Media'],
		['input_references', 'Media'],
		['prompt', 'Prompt'],
		['duration', 'Duration'],
		['resolution', 'Resolution'],
		['aspect_ratio', 'Aspect Ratio'],
		['size', 'Resolution'],
		['generate_audio', 'Generate Audio'],
		['seed', 'Seed'],
		['callback_url', 'Callback URL'],
	],
	resultLifetimeHours: OPENROUTER_CAPABILITIES.resultLifetimeHours,
	cancelledHint:
		'Look at Activity on openrouter.ai to see what was charged, and submit the row again if the video is still wanted.',
};

export function failureOf(httpStatus: number, body: unknown): Failure | null {
	const isFine = httpStatus >= 200 && httpStatus < 300;
	return (isFine ? noLimit(body) : null) ?? classifyAnswer(httpStatus, body, OPENROUTER_DIALECT);
}
