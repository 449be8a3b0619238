import type { Cost } from '../../domain/cost';
import { roundCost } from '../../domain/cost';
import type { VideoRequest } from '../../domain/request';
import type { Task } from '../../domain/task';
import { ASPECT_RATIOS, RESOLUTIONS } from '../../domain/vocabulary';
import type { ModelFamily } from '../../domain/vocabulary';
import { hasEndedBadly } from '../cost';
import { readWord } from '../reading/reading';
import type { CostQuestion } from '../types';
import { ARK_CAPABILITIES } from './capabilities';
import { arkPixels, arkTokens, ARK_CURRENCIES, price, pricePerMillion } from './price';

/** Above the formula by more than this, the length of input videos was billed, too; the shortest adds 6 %. */
const WITH_VIDEO = 1.03;

/**
 * What a task costs by the price list: the tokens really used, or as many as its request is estimated at. A task
 * without a video costs nothing (docs/providers.md 1.12). Null where the model, its price or the tokens are not known.
 */
export function cost(task: Task, { request, region }: CostQuestion): Cost | null {
	if (region === undefined || region === 'custom') return null;
	const currency = ARK_CURRENCIES[region];
	if (hasEndedBadly(task)) return { amount: 0, currency, basis: 'listPrice' };
	const family = familyOf(task, request);
	if (family === null) return null;
	const tokens = task.usage.completionTokens ?? 0;
	// No video takes none: they are not counted yet.
	if (!(tokens > 0)) return estimated(request, family, region);
	const resolution = readWord(task.resolution?.toLowerCase() ?? request?.resolution, RESOLUTIONS);
	// A request that finishes a draft does not repeat its media.
	const hasVideoInput =
		request === null || request.draftId !== undefined
			? usedVideo(task, family, tokens)
			: takesVideo(request);
	if (resolution === null || hasVideoInput === null) return null;
	const perMillion = pricePerMillion({
		family,
		resolution,
		region,
		hasVideoInput,
		generateAudio: task.generateAudio ?? request?.generateAudio,
		serviceTier: request?.options.serviceTier ?? tierOf(task),
	});
	if (perMillion === null) return null;
	return { amount: roundCost((tokens / 1e6) * perMillion), currency, basis: 'listPrice' };
}

/** An endpoint id is told by its task where Ark names the model behind it. */
function familyOf({ model }: Task, request: VideoRequest | null): ModelFamily | null {
	if (request !== null && request.model !== 'custom') return request.model;
	const { models } = ARK_CAPABILITIES;
	const isIt = (id: string | null | undefined) =>
		models.find(
			({ ids }) => 'byRegion' in ids && Object.values(ids.byRegion).some((one) => one === id),
		);
	return (isIt(request?.modelId) ?? isIt(model))?.family ?? null;
}

function estimated(
	request: VideoRequest | null,
	family: ModelFamily,
	region: 'china' | 'international',
): Cost | null {
	const seconds = Number(request?.options.extraBody?.duration ?? request?.durationSeconds ?? 5);
	if (request === null || request.draftId !== undefined || !(seconds > 0)) return null;
	const listed = price(request, { family, seconds, region })?.cost ?? null;
	return listed === null ? null : { ...listed, basis: 'listPrice' };
}

function takesVideo({ media }: VideoRequest): boolean {
	return media.some(({ kind }) => kind === 'video');
}

/** Of a task that was read by its id, the tokens tell; null where they cannot be compared. */
function usedVideo(task: Task, family: ModelFamily, tokens: number): boolean | null {
	const resolution = readWord(task.resolution?.toLowerCase(), RESOLUTIONS);
	const ratio = readWord(task.aspectRatio, ASPECT_RATIOS);
	if (resolution === null || ratio === null || task.durationSeconds === null) return null;
	const pixels = arkPixels(family, resolution, ratio);
	if (pixels === null) return null;
	return tokens > WITH_VIDEO * arkTokens(pixels[0], pixels[1], task.durationSeconds);
}

/** docs/providers.md 1.2 */
function tierOf({ taskId }: Task): string | undefined {
	return taskId.startsWith('cgt-batch-') ? 'flex' : undefined;
}
