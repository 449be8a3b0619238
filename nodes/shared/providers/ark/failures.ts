import { HINTS } from '../reading/failureRules';
import type { FailureRule } from '../reading/failureRules';
import type { TaskDialect } from '../reading/task';
import { ARK_CAPABILITIES } from './capabilities';
import { ARK_FACTS } from './facts';

const MODEL_HINT =
	'Check the Model or Custom Model field: Ark wants full ids such as doubao-seedance-2-0-260128 (China), dreamina-seedance-2-0-260128 (international) or an endpoint id that begins with ep-. The Region in the credential decides which of them exist.';

const MODEL_CLOSED_HINT =
	'Open the chosen Model in the Ark console first (it wants a balance of 200 CNY in China, and for 2.5 more than $30 or a plan at BytePlus), or type your endpoint id (ep-…) in Custom Model.';

const KEY_HINT =
	'Check the API Key and the Region in the credential. A key works in one region only: keys from console.volcengine.com want China, keys from console.byteplus.com want International.';

const OVERDUE_HINT = 'Pay or top up the account in the Ark console, then submit the row again.';

const STATE_HINT =
	'The task is in a state that does not allow this: only queued tasks can be cancelled, and only finished ones deleted.';

/** Texts that tell more than their code (docs/providers.md 1.9). */
const MIXED_MEDIA: ReadonlyArray<readonly [text: string, hint: string]> = [
	[
		'cannot be mixed with reference',
		'Frames and references exclude each other. Set Mode to First Frame or First and Last Frame for pictures alone, or to Reference for all media.',
	],
	[
		'cannot be the only reference',
		'This Model takes audio only along with an image or a video. Add one to Media.',
	],
	[
		'invalid role specified',
		'This Model does not take the Media in this way. Set Mode to Auto, or choose another Model.',
	],
];

function account(code: string, hint: string): FailureRule {
	return { code, category: 'account', hint, retryable: false };
}

function busy(code: string): FailureRule {
	return { code, category: 'rateLimit', hint: HINTS.rateLimit, retryable: true };
}

/** The codes of Ark, most special first (docs/providers.md 1.9; volcengine 82379/1299023 as quoted there). */
const RULES: readonly FailureRule[] = [
	account('authenticationerror', KEY_HINT),
	account('invalidaccountstatus', KEY_HINT),
	account('accountoverdue', OVERDUE_HINT),
	account('serviceoverdue', OVERDUE_HINT),
	account('servicenotopen', MODEL_CLOSED_HINT),
	account('modelnotopen', MODEL_CLOSED_HINT),
	account('modelidaccessdisabled', MODEL_CLOSED_HINT),
	{
		code: 'operationdenied.invalidstate',
		category: 'input',
		hint: STATE_HINT,
		retryable: false,
	},
	{ code: 'invalidaction', category: 'input', hint: STATE_HINT, retryable: false },
	account('operationdenied', HINTS.access),
	account('accessdenied', HINTS.access),
	{ code: 'invalidendpoint', category: 'input', hint: MODEL_HINT, retryable: false },
	{ code: 'notfound.model', category: 'input', hint: MODEL_HINT, retryable: false },
	{ code: 'invalidparameter.model', category: 'input', hint: MODEL_HINT, retryable: false },
	{ code: 'model_not_found', category: 'input', hint: MODEL_HINT, retryable: false },
	{
		code: 'invalidparameter',
		param: 'model',
		category: 'input',
		hint: MODEL_HINT,
		retryable: false,
	},
	account(
		'setlimitexceeded',
		'The spending limit that you set in the Ark console is reached. Raise it there, then submit the row again.',
	),
	{ ...busy('quotaexceeded'), message: 'queue' },
	account(
		'quotaexceeded',
		'The free quota of this model is used up. Open paid use of the Model in the Ark console.',
	),
	busy('ratelimitexceeded'),
	busy('inflightbatchsizeexceeded'),
	busy('serveroverloaded'),
	busy('requestbursttoofast'),
	{
		code: 'invalidimageurl',
		category: 'input',
		hint: 'Check the image addresses in Media: each must open without login and be a JPEG, PNG, WebP, BMP, TIFF or GIF.',
		retryable: false,
	},
	{
		code: 'tosurlinvalid',
		category: 'input',
		hint: 'Check the addresses in Media: each must open without login and lead straight to the file.',
		retryable: false,
	},
	{
		code: 'invalidresolution',
		category: 'input',
		hint: 'Change Resolution in this row: this Model does not make it for this kind of video.',
		retryable: false,
	},
	...MIXED_MEDIA.map(
		([message, hint]): FailureRule => ({
			code: '',
			message,
			category: 'input',
			hint,
			retryable: false,
		}),
	),
	{ code: 'missingparameter', category: 'input', hint: HINTS.input, retryable: false },
	{ code: 'invalidparameter', category: 'input', hint: HINTS.input, retryable: false },
	{ code: 'notfound', category: 'input', hint: HINTS.taskUnknown, retryable: false },
	{ code: 'internalserviceerror', category: 'provider', hint: HINTS.provider, retryable: true },
	{
		code: '',
		message: 'api key',
		where: 'answer',
		category: 'account',
		hint: KEY_HINT,
		retryable: false,
	},
];

export const ARK_DIALECT: TaskDialect = {
	provider: ARK_FACTS.id,
	displayName: ARK_FACTS.displayName,
	rules: RULES,
	fieldNames: [
		['image_url', 'Media'],
		['video_url', 'Media'],
		['audio_url', 'Media'],
		['text', 'Prompt'],
		['content', 'Media or Prompt'],
		['duration', 'Duration'],
		['ratio', 'Aspect Ratio'],
		['resolution', 'Resolution'],
		['generate_audio', 'Generate Audio'],
		['watermark', 'Watermark'],
		['seed', 'Seed'],
		['return_last_frame', 'Return Last Frame'],
		['service_tier', 'Service Tier'],
		['tools', 'Web Search'],
		['callback_url', 'Callback URL'],
		['execution_expires_after', 'execution_expires_after in Extra Body'],
		['frames', 'frames in Extra Body'],
		['priority', 'priority in Extra Body'],
	],
	resultLifetimeHours: ARK_CAPABILITIES.resultLifetimeHours,
	cancelledHint:
		'A task that is cancelled while it is queued is not billed. Submit the row again if the video is still wanted.',
};
