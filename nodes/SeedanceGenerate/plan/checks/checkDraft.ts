import type { DraftRule } from '../../../shared/domain/capabilities';
import type { Problem, VideoRequest } from '../../../shared/domain/request';
import type { CheckedProvider, CheckSubject } from './subject';

/** The models of a provider that make drafts. */
export function draftingModels({ capabilities }: CheckedProvider) {
	return capabilities.models.filter(({ drafts }) => drafts !== undefined);
}

/** Of a custom id anything is possible that any model of its provider can do. */
function ruleFor({ model, provider }: CheckSubject): DraftRule | undefined {
	return model === null ? draftingModels(provider)[0]?.drafts : model.drafts;
}

/**
 * Makes a draft of a request, where that is wished. A model without drafts refuses the row: left out, the wish for a
 * cheap preview would become the bill for a full video.
 */
export function checkDraft(subject: CheckSubject): {
	request: VideoRequest;
	problems: Problem[];
	warnings: string[];
} {
	const { request, provider, name } = subject;
	const { draft, returnLastFrame, ...options } = request.options;
	const kept = returnLastFrame === undefined ? options : { ...options, returnLastFrame };
	if (draft !== true) return { request: { ...request, options: kept }, problems: [], warnings: [] };
	const rule = ruleFor(subject);
	if (rule === undefined) {
		const others = draftingModels(provider).flatMap(({ family }) => family ?? []);
		const remedy = others.length === 0 ? '' : `, or choose the Model ${others.join(' or ')}`;
		const message = `Draft is on, but ${name} makes no drafts and would bill the full video. Turn off Draft${remedy}.`;
		return { request, problems: [{ field: 'Draft', message }], warnings: [] };
	}
	const overruled = options.extraBody?.draft;
	if (overruled !== undefined && overruled !== true) {
		const message = `Draft is on, but Extra Body says "draft": ${JSON.stringify(overruled)}, which would bill the full video. Take it out of Extra Body, or turn off Draft.`;
		return { request, problems: [{ field: 'Draft', message }], warnings: [] };
	}
	const { resolution, finalResolution, days } = rule;
	const warnings = [
		`This is a draft in ${resolution}. Operation "Finish Draft" makes the full video of it in ${finalResolution} within ${days} days; both are billed.`,
	];
	if (returnLastFrame === true) warnings.push('Return Last Frame was not sent: a draft has none.');
	return {
		request: { ...request, resolution, options: { ...options, draft } },
		problems: [],
		warnings,
	};
}
