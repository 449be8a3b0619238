import type { ModelCapability } from '../../../shared/domain/capabilities';
import type { Medium, Problem } from '../../../shared/domain/request';
import { MEDIA_KINDS } from '../../../shared/domain/vocabulary';
import type { MediaKind, Mode } from '../../../shared/domain/vocabulary';
import { MODE_LABELS } from '../mode';
import type { CheckSubject } from './subject';

/** The modes that take media as references; frames are counted where the mode is chosen. */
const REFERENCE_MODES: readonly Mode[] = ['reference', 'videoEdit', 'videoExtend'];

const FIELD = 'Media';

function amount(count: number, kind: MediaKind): string {
	if (kind === 'audio') return count === 1 ? '1 audio file' : `${count} audio files`;
	return count === 1 ? `1 ${kind}` : `${count} ${kind}s`;
}

function checkCounts(subject: CheckSubject, model: ModelCapability): Problem[] {
	const { request, name } = subject;
	if (!REFERENCE_MODES.includes(request.mode) || !model.modes.includes(request.mode)) return [];
	const { total } = model.mediaLimits;
	const all = request.media.length;
	if (total !== undefined && all > total) {
		const message = `Media has ${all} items, but ${name} takes up to ${total} in all. Remove ${all - total}.`;
		return [{ field: FIELD, message }];
	}
	const problems: Problem[] = [];
	for (const kind of MEDIA_KINDS) {
		const count = request.media.filter((medium) => medium.kind === kind).length;
		const limit = model.mediaLimits[kind];
		if (count <= limit) continue;
		const message = `Media has ${amount(count, kind)}, but ${name} takes up to ${limit} in mode ${MODE_LABELS[request.mode]}. Remove ${count - limit}.`;
		problems.push({ field: FIELD, message });
	}
	const onlyAudio = all > 0 && request.media.every((medium) => medium.kind === 'audio');
	if (onlyAudio && !model.audioAlone) {
		const message = `Media has only audio, but ${name} wants an image or a video along with it. Add one.`;
		problems.push({ field: FIELD, message });
	}
	return problems;
}

function checkAsset(medium: Medium, subject: CheckSubject, model: ModelCapability): Problem[] {
	if (model.assets || !/^asset:/i.test(medium.url)) return [];
	const other = subject.provider.capabilities.models.find((candidate) => candidate.assets);
	const remedy =
		other === undefined || other.family === null
			? 'Use a public https link instead.'
			: `Use a public https link, or choose the Model ${other.family}.`;
	const message = `${medium.label} is an asset id, which ${subject.name} does not take. ${remedy}`;
	return [{ field: FIELD, message }];
}

function checkDataUrl(medium: Medium, subject: CheckSubject, model: ModelCapability): Problem[] {
	if (!/^data:/i.test(medium.url) || model.dataUrls.includes(medium.kind)) return [];
	const message = `${medium.label} is a file from the workflow, but ${subject.name} takes ${medium.kind === 'audio' ? 'audio' : `${medium.kind}s`} only by link. Put the file on a public https address and use that.`;
	return [{ field: FIELD, message }];
}

/**
 * Checks how many media of which kind and form there are against the limits of the model.
 * The addresses themselves are checked where media are read.
 */
export function checkMedia(subject: CheckSubject): Problem[] {
	const { model, request } = subject;
	if (model === null) return [];
	return [
		...checkCounts(subject, model),
		...request.media.flatMap((medium) => [
			...checkAsset(medium, subject, model),
			...checkDataUrl(medium, subject, model),
		]),
	];
}
