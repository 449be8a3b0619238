import type { JsonObject } from '../../shared/domain/json';
import type { Problem, RequestOptions } from '../../shared/domain/request';
import { ASPECT_RATIOS, MODES, MODEL_FAMILIES, RESOLUTIONS } from '../../shared/domain/vocabulary';
import type {
	AspectRatio,
	ModeChoice,
	ModelChoice,
	Resolution,
} from '../../shared/domain/vocabulary';
import { ParameterReader, ratioFromCell, resolutionFromCell } from '../../shared/n8n/reader';
import { TEMPLATES } from './prompt/templates';
import type { TemplateName } from './prompt/templates';
import { readMedia } from './media/media';
import type { RowMedia } from './media/media';

/** What the user asked for in one row, read and typed but not yet checked against any provider. */
export interface RowInputs {
	mode: ModeChoice;
	model: ModelChoice;
	customModel: string;
	prompt: { text: string } | { template: TemplateName; productName: string };
	media: RowMedia;
	durationSeconds?: number;
	resolution?: Resolution;
	aspectRatio?: AspectRatio;
	generateAudio?: boolean;
	/** Set for rows that are to finish a draft; empty where the cell is. */
	draftId?: string;
	/** What goes to the provider as it was typed. */
	options: Omit<RequestOptions, 'callbackUrl' | 'mark'>;
	/** As typed; the request carries the metadata in it. */
	callbackUrl: string;
	metadata: JsonObject | null;
	translateTags: boolean;
	promptAdvice: boolean;
	checkMedia: boolean;
	costPerSecond?: number;
	/** A code. */
	costCurrency: string;
	/** Empty = none. */
	idempotencyKey: string;
	includeRaw: boolean;
	problems: Problem[];
	warnings: string[];
}

const NO_KEY =
	'Idempotency Key is empty in this row, so a later execution would order its video again.';

const DEFAULT_CURRENCY = 'USD';

type Context = Parameters<typeof readMedia>[0];

/** Reads every video parameter of one item. Never throws: bad values and expressions become problems. */
export function readInputs(context: Context, itemIndex: number): RowInputs {
	const reader = new ParameterReader(context, itemIndex);
	const option = (name: string) => reader.option(name);
	const mode = reader.choice(reader.value('mode'), 'Mode', ['auto', ...MODES] as const) ?? 'auto';
	const model =
		reader.choice(reader.value('model'), 'Model', [...MODEL_FAMILIES, 'custom'] as const) ??
		'seedance-2.0';
	const customModel = reader.text(reader.value('customModel'), 'Custom Model').trim();
	const media = readMedia(context, itemIndex, reader);
	const costPerSecond = reader.number(option('costPerSecond'), 'Cost per Second');
	if (Number(costPerSecond) < 0)
		reader.report('Cost per Second', `Cost per Second is ${costPerSecond}, but the least is 0.`);
	return {
		mode,
		model,
		customModel,
		prompt: readPrompt(reader),
		media,
		durationSeconds: reader.number(reader.value('duration'), 'Duration'),
		resolution: reader.choice(
			resolutionFromCell(reader.value('resolution')),
			'Resolution',
			RESOLUTIONS,
		),
		aspectRatio: reader.choice(
			ratioFromCell(reader.value('aspectRatio')),
			'Aspect Ratio',
			ASPECT_RATIOS,
		),
		generateAudio: reader.boolean(reader.value('generateAudio'), 'Generate Audio'),
		...(reader.value('operation') === 'finishDraft' && {
			draftId: reader.text(reader.value('draftId'), 'Draft ID'),
		}),
		options: readOptions(reader),
		callbackUrl: reader.text(option('callbackUrl'), 'Callback URL').trim(),
		metadata: reader.jsonObject(option('metadata'), 'Metadata') ?? null,
		translateTags: reader.boolean(option('translateTags'), 'Translate Tags') ?? true,
		promptAdvice: reader.boolean(option('promptAdvice'), 'Prompt Advice') ?? true,
		checkMedia: reader.boolean(option('checkMedia'), 'Check Media') ?? false,
		costPerSecond: costPerSecond === 0 ? undefined : costPerSecond,
		costCurrency: readCurrency(reader),
		idempotencyKey: reader.text(option('idempotencyKey'), 'Idempotency Key').trim(),
		includeRaw: reader.boolean(option('includeRawResponse'), 'Include Raw Response') ?? false,
		problems: [...reader.problems, ...media.problems],
		warnings: reader.isOptionEmpty('idempotencyKey') ? [...media.warnings, NO_KEY] : media.warnings,
	};
}

/** What the user's own price is in; sheets write `usd` as well. */
function readCurrency(reader: ParameterReader): string {
	const typed = reader.text(reader.option('costCurrency'), 'Cost Currency').trim();
	if (/^credits?$/i.test(typed)) return 'credits';
	if (/^[a-z]{3}$/i.test(typed)) return typed.toUpperCase();
	if (typed !== '') {
		const message = `Cost Currency is “${typed}”. Write the code of three letters, such as USD, EUR or CNY, or credits.`;
		reader.report('Cost Currency', message);
	}
	return DEFAULT_CURRENCY;
}

function readOptions(reader: ParameterReader): RowInputs['options'] {
	const option = (name: string) => reader.option(name);
	const seed = reader.number(option('seed'), 'Seed');
	return {
		watermark: reader.boolean(option('watermark'), 'Watermark'),
		// -1 is how the field says "any", on Ark too (docs/providers.md 1.4).
		seed: seed === -1 ? undefined : seed,
		webSearch: reader.boolean(option('webSearch'), 'Web Search'),
		returnLastFrame: reader.boolean(option('returnLastFrame'), 'Return Last Frame'),
		draft: reader.boolean(option('draft'), 'Draft'),
		serviceTier: reader.text(option('serviceTier'), 'Service Tier') || undefined,
		extraBody: reader.jsonObject(option('extraBody'), 'Extra Body'),
	};
}

function readPrompt(reader: ParameterReader): RowInputs['prompt'] {
	const source =
		reader.choice(reader.value('promptSource'), 'Prompt From', ['text', 'template'] as const) ??
		'text';
	if (source === 'text') return { text: reader.text(reader.value('prompt'), 'Prompt') };
	return {
		template: reader.choice(reader.value('promptTemplate'), 'Look', TEMPLATES) ?? 'rotation360',
		productName: reader.text(reader.value('productName'), 'Product Name').trim(),
	};
}
