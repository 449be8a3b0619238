/** A provider that nobody has heard of, with words, places and limits of its own: all that a new one consists of. */

export const ID = 'madeUp';

export const FOLDER: Record<string, string> = {
	'facts.ts': `import { MB, UNLISTED_EVERYWHERE, USUAL_FILE_SIZES } from '../files';
import type { ProviderFacts } from '../types';

export const MADE_UP_FACTS: ProviderFacts = {
	id: 'madeUp',
	displayName: 'Made-Up Films',
	shortName: 'MadeUp',
	secondName: 'Dreamt',
	suits: 'For people who dream',
	credentialType: 'seedanceMadeUpApi',
	taskIdForm: /^film-\\d+$/,
	cancelsRunning: true,
	fileNotes: [
		...UNLISTED_EVERYWHERE,
		{ kind: 'image', extensions: ['png'], message: 'Made-Up Films sees no colours in PNG.' },
	],
	fileSizes: { ...USUAL_FILE_SIZES, image: { most: 5 * MB, safe: 5 * MB } },
};
`,
	'capabilities.ts': `import type { ProviderCapabilities, ModelCapability } from '../../domain/capabilities';
import { capabilitiesById } from '../knownModels';

const BASE = {
	modes: ['textToVideo', 'firstFrame', 'reference'],
	resolutions: ['480p', '720p'],
	aspectRatios: ['16:9', '9:16'],
	duration: { min: 3, max: 7, auto: false },
	mediaLimits: { image: 3, video: 0, audio: 0 },
	audioAlone: false,
	assets: false,
	dataUrls: [],
	features: ['watermark', 'callbackUrl'],
	webSearchTextOnly: true,
	modeByCount: false,
	tags: { write: (kind, number) => \`<\${kind} no. \${number}>\`, native: /^<image no\\. \\d>$/ },
} satisfies Partial<ModelCapability>;

const MODELS: readonly ModelCapability[] = [
	{ ...BASE, family: 'seedance-2.0', ids: { any: 'film-2' } },
	{ ...BASE, family: 'seedance-2.5', ids: { any: 'film-25' }, features: [...BASE.features, 'seed'] },
];

export const MADE_UP_CAPABILITIES: ProviderCapabilities = {
	models: MODELS,
	knownCustomModels: capabilitiesById(MODELS),
	mediaHttpsOnly: false,
	ratePerSecond: {},
	resultLifetimeHours: 6,
};
`,
	'failures.ts': `import { HINTS } from '../reading/failureRules';
import type { TaskDialect } from '../reading/task';
import { MADE_UP_CAPABILITIES } from './capabilities';
import { MADE_UP_FACTS } from './facts';

const MODEL_HINT = 'Check the Model or Custom Model field: Made-Up Films knows film-2 and film-25.';

export const MADE_UP_DIALECT: TaskDialect = {
	provider: MADE_UP_FACTS.id,
	displayName: MADE_UP_FACTS.displayName,
	rules: [
		{ code: 'censored', category: 'content', hint: HINTS.content, retryable: false },
		{ code: '', param: 'model', category: 'input', hint: MODEL_HINT, retryable: false },
		{ code: '', message: 'unknown model', category: 'input', hint: MODEL_HINT, retryable: false },
	],
	fieldNames: [
		['seconds', 'Duration'],
		['prompt', 'Prompt'],
	],
	statusWords: new Map([
		['simmering', 'running'],
		['served', 'succeeded'],
	]),
	resultLifetimeHours: MADE_UP_CAPABILITIES.resultLifetimeHours,
	cancelledHint: 'Cancelled films cost nothing.',
};
`,
	'request.ts': `import type { VideoRequest } from '../../domain/request';
import { finishBody, urlsOf } from '../body';
import { encodeTaskId } from '../reading/taskId';
import type { HttpCall } from '../types';

export function create(request: VideoRequest): HttpCall {
	const body = finishBody(
		{
			model: request.modelId,
			prompt: request.prompt,
			pictures: urlsOf(request.media, 'image'),
			seconds: request.durationSeconds,
			height: request.resolution,
			shape: request.aspectRatio,
			watermark: request.options.watermark,
			seed: request.options.seed,
			call: request.options.callbackUrl,
		},
		request,
	);
	return { method: 'POST', path: '/films', body };
}

export function get(taskId: string): HttpCall {
	return { method: 'GET', path: \`/films/\${encodeTaskId(taskId)}\` };
}

export function cancel(taskId: string): HttpCall {
	return { method: 'DELETE', path: \`/films/\${encodeTaskId(taskId)}\` };
}
`,
	'response.ts': `import type { Task } from '../../domain/task';
import { readAt, readText } from '../reading/reading';
import { readErrorField } from '../reading/reportedError';
import { httpUrl } from '../reading/resultUrl';
import { buildTask, withSubmission } from '../reading/task';
import { findTask } from '../reading/taskBody';
import { MADE_UP_DIALECT } from './failures';

export function readTask(answer: unknown): Task | null {
	const found = findTask(answer, MADE_UP_DIALECT.statusWords);
	if (found === null) return null;
	const { body, taskId, rawStatus } = found;
	return buildTask(
		{
			taskId,
			rawStatus,
			model: readText(body.model),
			videoUrl: httpUrl(readAt(body, ['film', 'reel'])),
			reportedError: readErrorField(body.error),
			raw: answer,
		},
		MADE_UP_DIALECT,
	);
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}
`,
	'index.ts': `import { classifyAnswer } from '../reading/classify';
import type { Provider } from '../types';
import { MADE_UP_CAPABILITIES } from './capabilities';
import { MADE_UP_FACTS } from './facts';
import { MADE_UP_DIALECT } from './failures';
import { cancel, create, get } from './request';
import { readCreated, readTask } from './response';

export const madeUp: Provider = {
	...MADE_UP_FACTS,
	capabilities: MADE_UP_CAPABILITIES,
	create,
	get,
	cancel,
	readCreated,
	readTask,
	failureOf: (httpStatus, body) => classifyAnswer(httpStatus, body, MADE_UP_DIALECT),
};
`,
};

export const CREDENTIAL = `import type { IAuthenticateGeneric, ICredentialType, INodeProperties } from 'n8n-workflow';
import { BEARER_HEADER } from './shared/expressions';

export class SeedanceMadeUpApi implements ICredentialType {
	name = 'seedanceMadeUpApi';

	displayName = 'Seedance (Made-Up Films) API';

	properties: INodeProperties[] = [
		{ displayName: 'API Key', name: 'apiKey', type: 'string', default: '' },
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: 'https://films.example' },
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: BEARER_HEADER } },
	};
}
`;

/** Recorded answers, which the tests of every provider ask for. */
export const FIXTURE = `const ID = 'film-7';

export default {
	id: ID,
	created: { id: ID },
	task: (status: string) => ({ id: ID, status }),
	succeeded: { id: ID, status: 'served', film: { reel: 'https://films.example/7.mp4' } },
	failed: (code: string, message: string) => ({ id: ID, status: 'failed', error: { code, message } }),
	refusal: (code: string, message: string, param?: string) => ({ error: { code, message, param } }),
	wrongModel: { status: 400, body: { error: { code: 'odd', message: 'No.', param: 'model' } } },
	statusWords: { queued: 'queued', simmering: 'running', served: 'succeeded', failed: 'failed' },
	contentCode: 'censored',
};
`;
