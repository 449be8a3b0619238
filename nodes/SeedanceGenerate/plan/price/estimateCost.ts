import type { ModelCapability } from '../../../shared/domain/capabilities';
import { roundCost } from '../../../shared/domain/cost';
import type { CostBasis } from '../../../shared/domain/cost';
import type { VideoRequest } from '../../../shared/domain/request';
import type { Usage } from '../../../shared/domain/task';
import type { Connection, Provider } from '../../../shared/providers/types';

/**
 * What a request asks for; one that names no length, 5 seconds unless the model is known to do otherwise
 * (docs/providers.md 1.4, 2.4, 3.3).
 */
function askedSeconds(request: VideoRequest, model: ModelCapability | null): number {
	// Extra Body has the last word, and every provider calls it so.
	const { duration = request.durationSeconds } = request.options.extraBody ?? {};
	return Number(duration ?? model?.ownSeconds ?? 5);
}

export interface CostQuestion {
	/** The user's own price; wins over any table. */
	costPerSecond?: number;
	/** Of that price. */
	costCurrency: string;
	/** Null for a custom model nobody knows. */
	model: ModelCapability | null;
	region: Connection['region'];
	/** The provider's own price list, where there is a public one. */
	price: Provider['price'];
}

/**
 * The longest video a request can lead to, in seconds: -1 lets the model choose, so its maximum
 * counts. Null when that is not known.
 */
function billableSeconds(
	request: VideoRequest,
	model: ModelCapability | null,
): number | null {
	const seconds = askedSeconds(request, model);
	if (seconds >= 0) return seconds;
	if (model === null) return null;
	return 'max' in model.duration ? model.duration.max : Math.max(...model.duration.oneOf);
}

export interface CostEstimate {
	usage: Pick<Usage, 'estimatedTokens' | 'estimatedCost'>;
	/** Undefined where the cost is not known. */
	basis?: Exclude<CostBasis, 'reported'>;
	/** What the numbers rest on and what is missing from them, in sentences for the user. */
	notes: string[];
	/** Set where the model chooses the length. */
	lengthNote?: string;
}

/** Tokens and cost of one row, as far as they can be known beforehand; only finished videos are billed. */
export function estimateCost(
	request: VideoRequest,
	{ costPerSecond, costCurrency, model, region, price }: CostQuestion,
): CostEstimate {
	const usage: CostEstimate['usage'] = {};
	const notes: string[] = [];
	let basis: CostEstimate['basis'];
	const seconds = billableSeconds(request, model);
	const hasVideoInput = request.media.some((medium) => medium.kind === 'video');
	if (model?.family && seconds !== null) {
		const listed = price?.(request, { family: model.family, seconds, region });
		if (listed && listed.tokens !== null) usage.estimatedTokens = listed.tokens;
		if (costPerSecond === undefined && listed?.cost) {
			usage.estimatedCost = listed.cost;
			basis = 'listPrice';
			notes.push(`The cost follows the price list of ${listed.pricesAsOf}.`);
		}
		if (costPerSecond === undefined && listed?.note) notes.push(listed.note);
	}
	if (costPerSecond !== undefined && seconds !== null) {
		const amount = roundCost(seconds * costPerSecond);
		usage.estimatedCost = { amount, currency: costCurrency };
		basis = 'costPerSecond';
		if (hasVideoInput) {
			notes.push('The length of reference videos may be billed too, which is not in this cost.');
		}
	}
	const isOpen = askedSeconds(request, model) < 0 && seconds !== null;
	const longest = Object.keys(usage).length > 0 ? 'this is for the longest,' : 'the longest is';
	const lengthNote = `The model chooses the length; ${longest} ${seconds} seconds.`;
	return { usage, basis, notes, ...(isOpen && { lengthNote }) };
}
