import { buildCallbackUrl, withPlace } from '../../shared/callback/address';
import type { Cost } from '../../shared/domain/cost';
import type { Problem, VideoRequest } from '../../shared/domain/request';
import type { Usage } from '../../shared/domain/task';
import type { AspectRatio } from '../../shared/domain/vocabulary';
import { findModel, modelIdFor } from '../../shared/providers';
import { priceNotes } from '../../shared/providers/cost';
import type { Connection, Provider } from '../../shared/providers/types';
import { isPrivateConnection } from '../../shared/net/connection';
import { checkCallbackAddress } from './checks/addressRule';
import { checkRequest } from './checks/check';
import { resolveMode } from './mode';
import { mediaWarnings } from './media/limits';
import { checkMediaUrl } from './media/url';
import { promptAdvice, unmentionedMedia } from './prompt/advice';
import { hasTaggedImage, translateTags } from './prompt/tags';
import { renderTemplate } from './prompt/templates';
import { checkFiles } from './media/binary';
import type { FileRoute } from './media/binary';
import { estimateCost } from './price/estimateCost';
import type { RowInputs } from './inputs';
import { BINARY_SCHEME } from './media/media';
import { FRAME_URL } from './story/asShot';
import type { Shot } from './story/shots';

/** One row with everything decided that can be decided without sending anything. */
export interface PlannedRow {
	itemIndex: number;
	inputs: RowInputs;
	/** Null when the row is too broken to build a request from. */
	request: VideoRequest | null;
	problems: Problem[];
	warnings: string[];
	estimate: Pick<Usage, 'estimatedTokens' | 'estimatedCost'>;
	/** The same as one number, with what it rests on. */
	estimatedCost: Cost | null;
	/** Shown by Estimate only. */
	estimateNotes: string[];
	/** Left out where the row neither continues another nor is continued. */
	shot?: Shot;
}

export interface PlanSetting {
	provider: Provider;
	connection: Connection;
	route: FileRoute;
	/** Tells how old a price list is; epoch milliseconds. */
	nowMs: number;
	/** Signs the metadata in a callback address. */
	apiKey: string;
	/** The resume address of this execution, which takes the place of the Callback URL option. */
	resumeUrl?: string;
	/** Of the picture that a shot of a story will begin with, where that is known. */
	shape?: AspectRatio;
}

/**
 * Resolves mode, media, tags and model of one row and checks the result against what the provider
 * accepts. Pure: sends nothing, spends nothing, never throws for bad input.
 */
export function planRow(itemIndex: number, inputs: RowInputs, setting: PlanSetting): PlannedRow {
	const { provider, connection } = setting;
	const row = unplanned(itemIndex, inputs, []);
	const { problems, warnings } = row;
	const { media } = inputs.media;
	// A field that could not be read counts as empty, of which nothing more needs to be said.
	const unread = new Set(inputs.problems.map(({ field }) => field));
	if (unread.has('Prompt From')) unread.add('Prompt');
	const isNews = ({ field }: Problem) => !unread.has(field);
	const hasAllMedia = !inputs.problems.some(({ field }) => field.startsWith('Media'));

	const found = findModel(provider, inputs.model, inputs.customModel);
	const model = found.capability;
	if (found.problem !== null) {
		problems.push(...[found.problem].filter(isNews));
		return row;
	}

	// How a provider chooses the mode and spells tags holds for ids that nobody knows, too.
	const likely = model ?? provider.capabilities.models[0];
	const prompt =
		'text' in inputs.prompt
			? inputs.prompt.text
			: renderTemplate(inputs.prompt.template, { productName: inputs.prompt.productName, media });
	const mode = resolveMode({
		choice: inputs.mode,
		media,
		hasTaggedImage: hasTaggedImage(prompt, media),
		modeByCount: likely.modeByCount,
		chooser:
			inputs.model === 'custom'
				? `${inputs.customModel} on ${provider.displayName}`
				: provider.displayName,
	});
	const tags = translateTags(prompt, media, likely.tags, {
		enabled: inputs.translateTags,
	});
	if (hasAllMedia) problems.push(...[...mode.problems, ...tags.problems].filter(isNews));
	warnings.push(...mode.warnings, ...tags.warnings);

	const modelId = modelIdFor(found, inputs.model, inputs.customModel, mode.mode, connection.region);
	const callback = callbackFor(inputs, modelId, setting);
	if (callback.problem !== undefined) problems.push(callback.problem);
	const request: VideoRequest = {
		provider: provider.id,
		model: inputs.model,
		modelId,
		mode: mode.mode,
		modeIsAutomatic: inputs.mode === 'auto',
		prompt: tags.prompt,
		media,
		durationSeconds: inputs.durationSeconds,
		resolution: inputs.resolution,
		aspectRatio: inputs.aspectRatio,
		generateAudio: inputs.generateAudio,
		options: {
			...inputs.options,
			...(callback.url !== undefined && { callbackUrl: callback.url }),
		},
	};
	// A link to a file of n8n has no ending; where files are sent, their names tell what they are.
	const addressed = media.map((medium) =>
		setting.route.by === 'link' && medium.url.startsWith(BINARY_SCHEME)
			? { ...medium, url: '' }
			: medium,
	);
	// A model with a total of its own needs no guess.
	const totalWarning =
		model?.mediaLimits.total ?? provider.capabilities.mediaTotalWarning ?? Infinity;
	const checked = checkRequest(request, provider, model, {
		privateProvider: isPrivateConnection(connection),
		region: connection.region,
	});
	problems.push(...checked.problems.filter(isNews), ...urlProblems(request, setting, warnings));
	problems.push(...checkFiles(inputs.media, setting, warnings));
	warnings.push(...checked.warnings, ...mediaWarnings(addressed, provider, totalWarning));
	const question = {
		prompt,
		media,
		mode: mode.mode,
		durationSeconds: inputs.durationSeconds,
		spelling: likely.tags,
	};
	warnings.push(...unmentionedMedia(question));
	if (inputs.promptAdvice) warnings.push(...promptAdvice(question));
	const { request: sent } = checked;
	const { shape } = setting;
	const isShaped = shape !== undefined && sent.aspectRatio === 'adaptive';
	const priced = isShaped ? { ...sent, aspectRatio: shape } : sent;
	return withEstimate({ ...row, request: sent }, priced, setting);
}

/**
 * The row with its tokens and its cost.
 * @param priced what is paid for
 */
export function withEstimate(
	row: PlannedRow,
	priced: VideoRequest,
	{ provider, connection, nowMs }: Pick<PlanSetting, 'provider' | 'connection' | 'nowMs'>,
): PlannedRow {
	const { costPerSecond, costCurrency, durationSeconds } = row.inputs;
	const model = findModel(provider, priced.model, priced.modelId).capability;
	const { region } = connection;
	const cost = estimateCost(priced, {
		costPerSecond,
		costCurrency,
		model,
		region,
		price: provider.price,
	});
	const warnings = [...row.warnings];
	const estimateNotes = [...cost.notes];
	const { estimatedCost: sum } = cost.usage;
	const estimatedCost =
		sum === undefined || cost.basis === undefined ? null : { ...sum, basis: cost.basis };
	warnings.push(...priceNotes(estimatedCost, provider, nowMs));
	const { lengthNote } = cost;
	// The full video of a draft is as long as the draft.
	if (lengthNote !== undefined && priced.draftId === undefined) {
		const isForgotten =
			durationSeconds === undefined && !model?.sourceLengthModes?.includes(priced.mode);
		if (isForgotten) warnings.push(`${lengthNote} Fill in Duration to decide it yourself.`);
		else estimateNotes.push(lengthNote);
	}
	return { ...row, warnings, estimate: cost.usage, estimatedCost, estimateNotes };
}

/** A row of which nothing but the inputs is known, and what stands against going on. */
export function unplanned(
	itemIndex: number,
	inputs: RowInputs,
	problems: readonly Problem[],
): PlannedRow {
	return {
		itemIndex,
		inputs,
		request: null,
		problems: [...inputs.problems, ...problems],
		warnings: [...inputs.warnings],
		estimate: {},
		estimatedCost: null,
		estimateNotes: [],
	};
}

/** Where the provider reports the end of the task, with the metadata on board. */
export function callbackFor(
	inputs: RowInputs,
	modelId: string,
	{ provider, connection, apiKey, resumeUrl }: PlanSetting,
): { url?: string; problem?: Problem } {
	const { place } = provider;
	const placed = (address: string) =>
		place === undefined ? address : withPlace(address, place.of(modelId));
	if (resumeUrl !== undefined) return { url: placed(resumeUrl) };
	if (inputs.callbackUrl === '') return {};
	const rule = {
		privateAllowed: isPrivateConnection(connection),
		providerName: provider.displayName,
	};
	const problem = checkCallbackAddress(inputs.callbackUrl, rule);
	if (problem !== null) return { problem };
	return buildCallbackUrl(placed(inputs.callbackUrl), {
		metadata: inputs.metadata ?? null,
		apiKey,
		provider: provider.id,
	});
}

function urlProblems(
	request: VideoRequest,
	{ provider, connection }: PlanSetting,
	warnings: string[],
): Problem[] {
	const privateAllowed = isPrivateConnection(connection);
	const problems: Problem[] = [];
	for (const medium of request.media) {
		if (medium.url.startsWith(BINARY_SCHEME) || medium.url === FRAME_URL) continue;
		const finding = checkMediaUrl(
			medium.url,
			{ httpsOnly: provider.capabilities.mediaHttpsOnly && !privateAllowed, privateAllowed },
			medium.label,
		);
		if (finding?.severity === 'problem')
			problems.push({ field: medium.label, message: finding.message });
		if (finding?.severity === 'warning') warnings.push(finding.message);
	}
	return problems;
}
