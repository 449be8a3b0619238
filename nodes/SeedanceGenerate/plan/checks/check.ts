import type { DurationRule, ModelCapability } from '../../../shared/domain/capabilities';
import type { Problem, VideoRequest } from '../../../shared/domain/request';
import { modelRegion } from '../../../shared/providers';
import { MODE_LABELS } from '../mode';
import { checkCallbackAddress } from './addressRule';
import { honourOptions } from './checkOptions';
import { checkMedia } from './checkMedia';
import type { CheckedProvider, CheckContext, CheckSubject } from './subject';

export interface CheckResult {
	/** Not empty: the request must not be sent. */
	problems: Problem[];
	warnings: string[];
	/** The request without what the provider cannot honour. The one that was given is not changed. */
	request: VideoRequest;
}

/** `4, 5 or 6`, as error texts list choices. */
export function choices(values: ReadonlyArray<string | number>): string {
	if (values.length < 2) return values.join('');
	return `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`;
}

/** A family may have no id in the region of the credential. */
function checkRegion({ request, model, provider, context }: CheckSubject): Problem[] {
	if (request.model === 'custom' || model === null || !('byRegion' in model.ids)) return [];
	const region = modelRegion(context.region);
	if (context.region === undefined || model.ids.byRegion[region] !== undefined) return [];
	const where = region === 'china' ? 'China' : 'International';
	const message = `Model is ${request.model}, for which ${provider.displayName} has named no id in the region ${where} of the credential. Choose another Model, or Custom with the id from your console.`;
	return [{ field: 'Model', message }];
}

function checkMode({ request, model, name }: CheckSubject): Problem[] {
	if (model === null || model.modes.includes(request.mode)) return [];
	const offered = choices(model.modes.map((mode) => MODE_LABELS[mode]));
	const isVideoWork = request.mode === 'videoEdit' || request.mode === 'videoExtend';
	const remedy =
		isVideoWork && model.modes.includes('reference')
			? 'Choose Reference and say in the Prompt what to do with the video.'
			: `Choose ${offered}.`;
	const message = `${MODE_LABELS[request.mode]} is not offered by ${name}. ${remedy}`;
	return [{ field: 'Mode', message }];
}

function checkPrompt({ request, provider, name }: CheckSubject): Problem[] {
	const { promptMaxLength } = provider.capabilities;
	const characters = Array.from(request.prompt).length;
	if (request.prompt.trim() === '') {
		// Some would take frames without a text, but an empty sheet cell is a slip far more often than a wish.
		const message = 'Prompt is empty. Describe what should happen in the video.';
		return [{ field: 'Prompt', message }];
	}
	if (promptMaxLength === undefined || characters <= promptMaxLength) return [];
	const message = `Prompt has ${characters} characters, but ${name} takes up to ${promptMaxLength}. Shorten it by ${characters - promptMaxLength}.`;
	return [{ field: 'Prompt', message }];
}

function durationChoices(rule: DurationRule): { made: string; choose: string } {
	if ('oneOf' in rule) {
		const values = choices(rule.oneOf);
		return { made: `${values} seconds`, choose: `Choose ${values}.` };
	}
	const span = `${rule.min} to ${rule.max}`;
	return { made: span, choose: `Choose a length between ${rule.min} and ${rule.max}.` };
}

function isOffered(seconds: number, rule: DurationRule): boolean {
	if ('oneOf' in rule) return rule.oneOf.includes(seconds);
	return seconds >= rule.min && seconds <= rule.max;
}

function checkDuration({ request, model, name }: CheckSubject): Problem[] {
	const seconds = request.durationSeconds;
	if (seconds === undefined) return [];
	const field = 'Duration';
	if (!Number.isInteger(seconds)) {
		const message = `Duration is ${seconds}, but videos are made in whole seconds. Choose a whole number such as ${Math.max(4, Math.round(seconds) || 5)}.`;
		return [{ field, message }];
	}
	if (model === null) {
		if (seconds > 0 || seconds === -1) return [];
		return [{ field, message: `Duration is ${seconds} seconds. Choose a length above 0.` }];
	}
	const rule = model.duration;
	const { made, choose } = durationChoices(rule);
	if (seconds === -1) {
		if ('auto' in rule && rule.auto) return [];
		const message = `Duration is -1 (the model chooses), which ${name} does not offer. ${choose}`;
		return [{ field, message }];
	}
	if (isOffered(seconds, rule)) return [];
	return [
		{ field, message: `Duration is ${seconds} seconds, but ${name} makes ${made}. ${choose}` },
	];
}

function checkPicture({ request, model, name }: CheckSubject): Problem[] {
	if (model === null) return [];
	const problems: Problem[] = [];
	const { resolution, aspectRatio, mode } = request;
	if (resolution !== undefined && !model.resolutions.includes(resolution)) {
		const message = `Resolution is ${resolution}, but ${name} makes ${choices(model.resolutions)}. Choose one of these.`;
		problems.push({ field: 'Resolution', message });
	}
	if (aspectRatio === undefined) return problems;
	const onlyAdaptive = model.adaptiveOnlyModes?.includes(mode) ?? false;
	if (!onlyAdaptive && !model.aspectRatios.includes(aspectRatio)) {
		const message = `Aspect Ratio is ${aspectRatio}, but ${name} makes ${choices(model.aspectRatios)}. Choose one of these.`;
		problems.push({ field: 'Aspect Ratio', message });
	}
	return problems;
}

function checkCallbackUrl({ request, provider, context }: CheckSubject): Problem[] {
	const address = request.options.callbackUrl;
	if (address === undefined) return [];
	const field = 'Callback URL';
	const { callbackUrlMaxLength } = provider.capabilities;
	if (callbackUrlMaxLength !== undefined && address.length > callbackUrlMaxLength) {
		const message = `Callback URL has ${address.length} characters, but ${provider.displayName} takes up to ${callbackUrlMaxLength}. Shorten it, or put less into Metadata.`;
		return [{ field, message }];
	}
	const found = checkCallbackAddress(address, {
		privateAllowed: context.privateProvider,
		providerName: provider.displayName,
	});
	return found === null ? [] : [found];
}

/** Settings that are sent, but that may disappoint. */
function noticesOf({ request, model, provider, context }: CheckSubject): string[] {
	const { resolution, options, prompt } = request;
	const flag = provider.capabilities.promptFlags?.exec(prompt)?.[0].trim();
	return [
		model?.endedIn?.[modelRegion(context.region)] ?? model?.endedIn?.everywhere,
		flag === undefined
			? undefined
			: `The Prompt contains “${flag}”, which ${provider.displayName} may read as a setting that overrides yours. Take it out of the Prompt and use the field or option of that name.`,
		resolution === undefined ? undefined : model?.resolutionNotices?.[resolution],
		options.callbackUrl?.includes('/webhook-test/')
			? 'Callback URL is the Test URL of a trigger, which hears only while you test it. Use its Production URL.'
			: undefined,
	].filter((notice) => notice !== undefined);
}

function nameOf(request: VideoRequest, provider: CheckedProvider): string {
	const model = request.model === 'custom' ? request.modelId : request.model;
	return `${model} on ${provider.displayName}`;
}

/**
 * Decides before anything is paid whether the provider is known to refuse a request, and takes out
 * what it cannot honour. Whether media addresses, tags and the number of frames are right is
 * checked where they are read (media/url, prompt/tags, plan/mode). Never throws.
 * @param model null for a custom id whose limits nobody knows; then only the structure is checked
 */
export function checkRequest(
	request: VideoRequest,
	provider: CheckedProvider,
	model: ModelCapability | null,
	context: CheckContext,
): CheckResult {
	const name = nameOf(request, provider);
	const honoured = honourOptions({ request, provider, model, name, context });
	const subject = { request: honoured.request, provider, model, name, context };
	return {
		problems: [
			...checkRegion(subject),
			...checkMode(subject),
			...checkPrompt(subject),
			...checkMedia(subject),
			...checkDuration(subject),
			...checkPicture(subject),
			...honoured.problems,
			...checkCallbackUrl(subject),
		],
		warnings: [...honoured.warnings, ...noticesOf(subject)],
		request: honoured.request,
	};
}
