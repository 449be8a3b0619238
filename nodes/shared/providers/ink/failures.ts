import { HINTS } from '../reading/failureRules';
import type { FailureRule } from '../reading/failureRules';
import type { TaskDialect } from '../reading/task';
import { INK_CAPABILITIES } from './capabilities';
import { INK_FACTS } from './facts';

const MODEL_HINT =
	'Check the Model or Custom Model field: seedance2.ink knows seedance-2.0, seedance-2.0-fast and seedance-1.5-pro.';

/** Only `unauthorized` is documented (docs/providers.md 4.6); the rest is told by the common words. */
const RULES: readonly FailureRule[] = [
	{
		code: 'unauthorized',
		category: 'account',
		hint: 'Check the API Key in the credential: keys of seedance2.ink begin with sd2_live_ and can be revoked or expire.',
		retryable: false,
	},
	{ code: 'credits', category: 'account', hint: HINTS.balance, retryable: false },
	{ code: 'invalid_model', category: 'input', hint: MODEL_HINT, retryable: false },
	{ code: 'unsupported_model', category: 'input', hint: MODEL_HINT, retryable: false },
	{ code: 'model_not_found', category: 'input', hint: MODEL_HINT, retryable: false },
	{ code: '', param: 'model', category: 'input', hint: MODEL_HINT, retryable: false },
	{ code: '', message: 'unknown model', category: 'input', hint: MODEL_HINT, retryable: false },
	{ code: 'not_found', category: 'input', hint: HINTS.taskUnknown, retryable: false },
];

export const INK_DIALECT: TaskDialect = {
	provider: INK_FACTS.id,
	displayName: INK_FACTS.displayName,
	rules: RULES,
	fieldNames: [
		['model', 'Model or Custom Model'],
		['mediaurls', 'Media'],
		['prompt', 'Prompt'],
		['duration', 'Duration'],
		['resolution', 'Resolution'],
		['aspectratio', 'Aspect Ratio'],
		['webhookurl', 'Callback URL'],
	],
	resultLifetimeHours: INK_CAPABILITIES.resultLifetimeHours,
	cancelledHint:
		'seedance2.ink does not say whether a cancelled task is refunded; look at your credits there, and submit the row again if the video is still wanted.',
};
