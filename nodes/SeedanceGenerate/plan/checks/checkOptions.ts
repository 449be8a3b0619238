import type { Problem, VideoRequest } from '../../../shared/domain/request';
import { FEATURE_OPTIONS, PROVIDER_OPTIONS } from '../../../shared/domain/options';
import type { OptionalFeature } from '../../../shared/domain/options';
import { OPTIONS, labelOf } from '../../options';
import { MODE_LABELS } from '../mode';
import { checkDraft } from './checkDraft';
import type { CheckSubject } from './subject';

/** The largest seed there is (docs/providers.md 1.4); -1 means random. */
const SEED_MAX = 2 ** 32 - 1;

/** What not every model honours, with the value that asks for nothing the provider would not do anyway. */
const FEATURES: ReadonlyArray<[feature: OptionalFeature, label: string, usual: unknown]> = [
	// On everywhere; only an explicit off is a wish that would be lost.
	['generateAudio', 'Generate Audio', true],
	...FEATURE_OPTIONS.map((name): [OptionalFeature, string, unknown] => {
		const option = PROVIDER_OPTIONS[name];
		return [name, labelOf(option), option.default];
	}),
	['callbackUrl', labelOf(OPTIONS.callbackUrl), undefined],
];

const valueOf = (feature: OptionalFeature, { generateAudio, options }: VideoRequest): unknown =>
	feature === 'generateAudio' ? generateAudio : options[feature];

function without(request: VideoRequest, feature: OptionalFeature): VideoRequest {
	const copy: VideoRequest = { ...request, options: { ...request.options } };
	if (feature === 'generateAudio') delete copy.generateAudio;
	else delete copy.options[feature];
	return copy;
}

/** For an unknown custom id everything counts as honoured that any model of the provider honours. */
function honouredFeatures(subject: CheckSubject): readonly OptionalFeature[] {
	const { request, model, provider, context } = subject;
	if (model === null) return provider.capabilities.models.flatMap((known) => known.features);
	const { features, featureModes, chinaOnlyFeatures } = model;
	return features.filter((feature) => {
		const isElsewhere =
			context.region === 'international' && chinaOnlyFeatures?.includes(feature) === true;
		return !isElsewhere && featureModes?.[feature]?.includes(request.mode) !== false;
	});
}

/** Why an option is not honoured, where another region or mode would have it. */
function whereNot(feature: OptionalFeature, { request, model, context }: CheckSubject): string {
	if (model?.featureModes?.[feature]?.includes(request.mode) === false) {
		return ` in mode ${MODE_LABELS[request.mode]}`;
	}
	const isElsewhere = model?.chinaOnlyFeatures?.includes(feature) === true;
	return isElsewhere && context.region === 'international' ? ' outside the China region' : '';
}

function checkWebSearch(subject: CheckSubject): Problem[] {
	const { request, model, name } = subject;
	if (request.options.webSearch !== true || request.media.length === 0) return [];
	if (model === null || !model.webSearchTextOnly) return [];
	const message = `Web Search works on ${name} only without media. Turn off Web Search, or remove the media.`;
	return [{ field: 'Web Search', message }];
}

function checkSeed({ request }: CheckSubject): Problem[] {
	const { seed } = request.options;
	if (seed === undefined || (Number.isInteger(seed) && seed >= -1 && seed <= SEED_MAX)) return [];
	const message = `Seed is ${seed}. Choose a whole number from 0 to ${SEED_MAX}, or -1 for a random one.`;
	return [{ field: 'Seed', message }];
}

/** A length that follows the source video is not sent, and the user is told; another may have to be named. */
function lengthSent(subject: CheckSubject, warnings: string[]): VideoRequest {
	const { request, model, name } = subject;
	if (!model?.sourceLengthModes?.includes(request.mode)) {
		const { durationSeconds = model?.sentSeconds } = request;
		return durationSeconds === undefined ? request : { ...request, durationSeconds };
	}
	if (request.durationSeconds === undefined || request.durationSeconds === -1) return request;
	warnings.push(
		`Duration was not sent: in mode ${MODE_LABELS[request.mode]} ${name} keeps the length of the source video.`,
	);
	const copy = { ...request };
	delete copy.durationSeconds;
	return copy;
}

/** Where the picture follows the media, a fixed shape is known to be refused. */
function followMediaShape(subject: CheckSubject, warnings: string[]): VideoRequest {
	const { request, model, name } = subject;
	if (!model?.adaptiveOnlyModes?.includes(request.mode)) return request;
	if (request.aspectRatio === undefined || request.aspectRatio === 'adaptive') return request;
	warnings.push(
		`Aspect Ratio was sent as adaptive instead of ${request.aspectRatio}: in mode ${MODE_LABELS[request.mode]} ${name} follows the shape of the media.`,
	);
	return { ...request, aspectRatio: 'adaptive' };
}

/**
 * Takes out of a request what its model cannot honour, with one warning per setting that would
 * have changed the result, and refuses values that a model which honours the option refuses.
 */
export function honourOptions(subject: CheckSubject): {
	request: VideoRequest;
	problems: Problem[];
	warnings: string[];
} {
	const warnings: string[] = [];
	const honoured = honouredFeatures(subject);
	const shaped = followMediaShape(subject, warnings);
	let request = lengthSent({ ...subject, request: shaped }, warnings);
	for (const [feature, label, usual] of FEATURES) {
		if (honoured.includes(feature)) continue;
		const value = valueOf(feature, request);
		if (value !== undefined && value !== usual) {
			const where = whereNot(feature, subject);
			warnings.push(`${label} was not sent: ${subject.name} does not offer it${where}.`);
		}
		request = without(request, feature);
	}
	const drafted = checkDraft({ ...subject, request });
	const kept = { ...subject, request: drafted.request };
	return {
		request: drafted.request,
		problems: [...drafted.problems, ...checkWebSearch(kept), ...checkSeed(kept)],
		warnings: [...warnings, ...drafted.warnings],
	};
}
