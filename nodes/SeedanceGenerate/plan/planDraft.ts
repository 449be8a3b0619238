import type { ModelCapability } from '../../shared/domain/capabilities';
import { PROVIDER_OPTIONS } from '../../shared/domain/options';
import type { ProviderOption, ProviderOptionValues } from '../../shared/domain/options';
import type { VideoRequest } from '../../shared/domain/request';
import { DRAFTING_PROVIDERS } from '../../shared/fields/offers';
import { findModel, modelIdFor } from '../../shared/providers';
import { draftingModels } from './checks/checkDraft';
import type { RowInputs } from './inputs';
import type { PlannedRow, PlanSetting } from './plan';
import { callbackFor, unplanned } from './plan';

const EMPTY =
	'Draft ID is empty. Use the field "draftId" of an item that was made with the option Draft, e.g. {{ $json.draftId }}.';

/** The options that count for the full video, too; an expression in Operation lets the others through. */
function inDraft(options: ProviderOptionValues): ProviderOptionValues {
	const counting = Object.entries<ProviderOption>(PROVIDER_OPTIONS)
		.filter(([, { operations }]) => operations.includes('finishDraft'))
		.map(([name]) => name);
	return Object.fromEntries(
		Object.entries(options).filter(
			([name, value]) => value !== undefined && counting.includes(name),
		),
	);
}

/** The model that makes the full videos of drafts; undefined where the provider makes none. */
export function finishingModel({
	provider,
}: Pick<PlanSetting, 'provider'>): ModelCapability | undefined {
	return draftingModels(provider)[0];
}

/**
 * Plans the full video of a draft, which has prompt, media, length and shape of the draft. Pure: whether the draft is
 * there and still good is looked at before paying.
 */
export function planDraft(itemIndex: number, inputs: RowInputs, setting: PlanSetting): PlannedRow {
	const { provider, connection } = setting;
	const row = unplanned(itemIndex, inputs, []);
	const model = finishingModel(setting);
	if (model?.drafts === undefined || model.family === null) {
		const message = `${provider.displayName} makes no drafts, so there is none to finish. Drafts are made by: ${DRAFTING_PROVIDERS}.`;
		row.problems.push({ field: 'Operation', message });
		return row;
	}
	const draftId = inputs.draftId?.trim() ?? '';
	const isFaulty = inputs.problems.some(({ field }) => field === 'Draft ID');
	if (draftId === '' && !isFaulty) row.problems.push({ field: 'Draft ID', message: EMPTY });
	const found = findModel(provider, model.family, '');
	const modelId = modelIdFor(found, model.family, '', 'textToVideo', connection.region);
	const callback = callbackFor(inputs, modelId, setting);
	if (callback.problem !== undefined) row.problems.push(callback.problem);
	const request: VideoRequest = {
		provider: provider.id,
		model: model.family,
		modelId,
		mode: 'textToVideo',
		modeIsAutomatic: true,
		prompt: '',
		media: [],
		draftId,
		resolution: model.drafts.finalResolution,
		options: {
			...inDraft(inputs.options),
			...(callback.url !== undefined && { callbackUrl: callback.url }),
		},
	};
	return { ...row, request };
}
