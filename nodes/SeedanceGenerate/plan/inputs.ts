import { currencyFrom } from '../../shared/domain/cost';
import type { ProviderOptionValues } from '../../shared/domain/options';
import type { Problem } from '../../shared/domain/request';
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
import { OPTIONS } from '../options';
import type { OptionsPer } from '../options';
import { readOptions, readProviderOptions } from '../readOptions';
import { TEMPLATES } from './prompt/templates';
import type { TemplateName } from './prompt/templates';
import type { RowContext } from './blankRow';
import { BLANK_ROW, isBlankRow, nothingToShow } from './blankRow';
import { readMedia } from './media/media';
import type { RowMedia } from './media/media';
import { storyOf } from './story/storyOf';
import { RATIO_WORDS, RESOLUTION_WORDS, ratioFromCell, resolutionFromCell } from './shapes';

/** What the user asked for in one row, read and typed but not yet checked against any provider. */
export interface RowInputs extends OptionsPer<'row'> {
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
	options: ProviderOptionValues;
	/** Rows with the same one may be a story; null where it cannot be told. */
	story: string | null;
	problems: Problem[];
	warnings: string[];
}

const NO_KEY =
	'Idempotency Key is empty in this row, so a later execution would order its video again.';

/** No currency has such prices, and sums of them would no longer be sums. */
const MOST_PER_SECOND = 1_000_000;

/** "2.0 Fast", without the word that all models share. */
const MODEL_WORDS = Object.fromEntries(
	MODEL_FAMILIES.map((family) => [MODEL_NAMES[family], family]),
);

type Context = Parameters<typeof readMedia>[0] & RowContext;

/** Reads every video parameter of one item. Never throws: bad values and expressions become problems. */
export function readInputs(context: Context, itemIndex: number): RowInputs {
	const reader = new ParameterReader(context, itemIndex);
	const mode = reader.listed('mode', 'Mode', ['auto', ...MODES], generateFields) ?? 'auto';
	const models: readonly ModelChoice[] = [...MODEL_FAMILIES, 'custom'];
	const model =
		reader.listed('model', 'Model', models, generateFields, { aliases: MODEL_WORDS }) ??
		'seedance-2.0';
	const customModel =
		model === 'custom' ? reader.text(reader.value('customModel'), 'Custom Model') : '';
	const media = readMedia(context, itemIndex, reader);
	const prompt = readPrompt(reader);
	const nothing = nothingToShow(prompt, media, mode);
	if (nothing !== null && reader.problems.length === 0) reader.report(...nothing);
	else if (isBlankRow(context, itemIndex)) reader.report('Prompt', BLANK_ROW);
	const fields = {
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
		options: readProviderOptions(reader),
	};
	const options = readOptions(reader, 'row');
	const story = storyOf(options, reader);
	return {
		...fields,
		...options,
		// What cannot be read may be meant to continue, so that it keeps its story back.
		...(reader.isFaulty('Continue From') && { continueFrom: 'lastFrame' as const }),
		story,
		costPerSecond: priceOf(options.costPerSecond, reader),
		costCurrency: currencyOf(options.costCurrency, reader),
		problems: [...reader.problems, ...media.problems, ...media.empty],
		warnings: [
			...media.warnings,
			...strayWords(prompt),
			...(reader.isOptionEmpty('idempotencyKey') ? [NO_KEY] : []),
		],
	};
}

/** What a second costs; undefined where that is not said. */
function priceOf(price: number | undefined, reader: ParameterReader): number | undefined {
	if (price === undefined || price === 0) return undefined;
	if (price <= MOST_PER_SECOND) return price;
	const message = `Cost per Second is ${price}. Write what one second of video costs.`;
	reader.report('Cost per Second', message);
	return undefined;
}

/** The code of the user's own currency; sheets write `usd` and `€` as well. */
function currencyOf(cell: string, reader: ParameterReader): string {
	const currency = currencyFrom(cell);
	if (currency !== null) return currency;
	const message = `Cost Currency is “${cell.trim()}”. Write the code of three letters, such as USD, EUR or CNY, or credits.`;
	reader.report('Cost Currency', message);
	return OPTIONS.costCurrency.default;
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
