import type { JsonObject } from '../../shared/domain/json';
import type { Problem, RequestOptions } from '../../shared/domain/request';
import { strayWarning } from '../../shared/cells/cell';
import { ASPECT_RATIOS, MODES, MODEL_FAMILIES, RESOLUTIONS } from '../../shared/domain/vocabulary';
import type {
	AspectRatio,
	ModeChoice,
	ModelChoice,
	Resolution,
} from '../../shared/domain/vocabulary';
import { MODEL_NAMES } from '../../shared/fields/modelNames';
import { ParameterReader } from '../../shared/n8n/reader';
import { generateFields } from '../fields';
import { SERVICE_TIER_CHOICES } from '../fields/choices';
import { TEMPLATES } from './prompt/templates';
import type { TemplateName } from './prompt/templates';
import type { RowContext } from './blankRow';
import { BLANK_ROW, isBlankRow, nothingToShow } from './blankRow';
import { readMedia } from './media/media';
import type { RowMedia } from './media/media';
import { RATIO_WORDS, RESOLUTION_WORDS, ratioFromCell, resolutionFromCell } from './shapes';

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
	/** The field of the item that the finished video is stored in; null = it is not stored. */
	videoField: string | null;
	problems: Problem[];
	warnings: string[];
}

const NO_KEY =
	'Idempotency Key is empty in this row, so a later execution would order its video again.';

const DEFAULT_CURRENCY = 'USD';

/** "2.0 Fast", without the word that all models share. */
const MODEL_WORDS = Object.fromEntries(
	MODEL_FAMILIES.map((family) => [MODEL_NAMES[family], family]),
);

type Context = Parameters<typeof readMedia>[0] & RowContext;

/** Reads every video parameter of one item. Never throws: bad values and expressions become problems. */
export function readInputs(context: Context, itemIndex: number): RowInputs {
	const reader = new ParameterReader(context, itemIndex);
	const option = (name: string) => reader.option(name);
	const mode = reader.listed('mode', 'Mode', ['auto', ...MODES], generateFields) ?? 'auto';
	const models: readonly ModelChoice[] = [...MODEL_FAMILIES, 'custom'];
	const model =
		reader.listed('model', 'Model', models, generateFields, { aliases: MODEL_WORDS }) ??
		'seedance-2.0';
	const customModel =
		model === 'custom' ? reader.text(reader.value('customModel'), 'Custom Model') : '';
	const media = readMedia(context, itemIndex, reader);
	const costPerSecond = reader.number(option('costPerSecond'), 'Cost per Second', 'money');
	if (Number(costPerSecond) < 0)
		reader.report('Cost per Second', `Cost per Second is ${costPerSecond}, but the least is 0.`);
	const prompt = readPrompt(reader);
	const nothing = nothingToShow(prompt, media, mode);
	if (nothing !== null && reader.problems.length === 0) reader.report(...nothing);
	else if (isBlankRow(context, itemIndex)) reader.report('Prompt', BLANK_ROW);
	return {
		mode,
		model,
		customModel,
		prompt,
		media,
		durationSeconds: reader.number(reader.value('duration'), 'Duration', 'seconds'),
		resolution: reader.listed('resolution', 'Resolution', RESOLUTIONS, generateFields, {
			aliases: RESOLUTION_WORDS,
			read: resolutionFromCell,
		}),
		aspectRatio: reader.listed('aspectRatio', 'Aspect Ratio', ASPECT_RATIOS, generateFields, {
			aliases: RATIO_WORDS,
			read: ratioFromCell,
		}),
		generateAudio: reader.boolean(reader.value('generateAudio'), 'Generate Audio'),
		...(reader.value('operation') === 'finishDraft' && {
			draftId: reader.text(reader.value('draftId'), 'Draft ID'),
		}),
		options: readOptions(reader),
		callbackUrl: reader.text(option('callbackUrl'), 'Callback URL'),
		metadata: reader.jsonObject(option('metadata'), 'Metadata') ?? null,
		translateTags: reader.boolean(option('translateTags'), 'Translate Tags') ?? true,
		promptAdvice: reader.boolean(option('promptAdvice'), 'Prompt Advice') ?? true,
		checkMedia: reader.boolean(option('checkMedia'), 'Check Media') ?? false,
		costPerSecond: costPerSecond === 0 ? undefined : costPerSecond,
		costCurrency: readCurrency(reader),
		idempotencyKey: reader.text(option('idempotencyKey'), 'Idempotency Key', 'key'),
		includeRaw: reader.boolean(option('includeRawResponse'), 'Include Raw Response') ?? false,
		videoField: readVideoField(reader),
		problems: [...reader.problems, ...media.problems],
		warnings: [
			...media.warnings,
			...strayWords(prompt),
			...(reader.isOptionEmpty('idempotencyKey') ? [NO_KEY] : []),
		],
	};
}

/** Where the finished video goes, for rows that ask for it. */
function readVideoField(reader: ParameterReader): string | null {
	const isWanted = reader.boolean(reader.option('downloadVideo'), 'Download Video') ?? false;
	if (!isWanted) return null;
	const name = 'Put Output File in Field';
	const field = reader.text(reader.option('binaryProperty') ?? 'data', name);
	if (field === '' && !reader.isFaulty(name)) {
		reader.report(name, `${name} is empty. Enter a name, for example data.`);
	}
	return field;
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
		serviceTier: reader.choice(option('serviceTier'), 'Service Tier', ['default', 'flex'], {
			list: SERVICE_TIER_CHOICES,
		}),
		extraBody: reader.jsonObject(option('extraBody'), 'Extra Body'),
	};
}

function readPrompt(reader: ParameterReader): RowInputs['prompt'] {
	const sources = ['text', 'template'] as const;
	const source = reader.listed('promptSource', 'Prompt From', sources, generateFields) ?? 'text';
	if (source === 'text') return { text: reader.text(reader.value('prompt'), 'Prompt', 'prompt') };
	return {
		template: reader.listed('promptTemplate', 'Look', TEMPLATES, generateFields) ?? 'rotation360',
		productName: reader.text(reader.value('productName'), 'Product Name', 'name'),
	};
}

function strayWords(prompt: RowInputs['prompt']): string[] {
	const warning =
		'text' in prompt
			? strayWarning('Prompt', prompt.text)
			: strayWarning('Product Name', prompt.productName);
	return warning === null ? [] : [warning];
}
