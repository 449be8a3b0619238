import { PROVIDERS, findModel, modelIdFor } from '../../nodes/shared/providers/index.ts';
import type { VideoRequest, Medium } from '../../nodes/shared/domain/request.ts';
import type {
	ProviderId,
	MediaKind,
	Mode,
	ModelChoice,
} from '../../nodes/shared/domain/vocabulary.ts';

const EXTENSIONS: Record<MediaKind, string> = { image: 'png', video: 'mp4', audio: 'mp3' };

/** A list of media with plausible addresses. */
export function mediaOf(
	kinds: MediaKind[],
	urlOf: (kind: MediaKind, index: number) => string = (kind, index) =>
		`https://example.com/${kind}${index}.${EXTENSIONS[kind]}`,
) {
	return kinds.map((kind, index) => ({
		kind,
		url: urlOf(kind, index),
		label: `Media item ${index + 1}`,
	}));
}

export const MEDIA_OF_MODE: Record<Mode, MediaKind[]> = {
	textToVideo: [],
	firstFrame: ['image'],
	firstLastFrame: ['image', 'image'],
	// Three images: providers that go by count would take fewer as frames.
	reference: ['image', 'image', 'image'],
	videoEdit: ['video'],
	videoExtend: ['video'],
};

/** A request that its provider accepts, with the id the model has in that mode and region. */
export function requestFor(
	providerId: ProviderId,
	overrides: {
		model?: ModelChoice;
		customModel?: string;
		mode?: Mode;
		region?: 'china' | 'international';
		media?: Medium[];
	} & Partial<Omit<VideoRequest, 'provider' | 'model' | 'mode' | 'media'>> = {},
) {
	const {
		model = 'seedance-2.0',
		customModel = '',
		mode = 'textToVideo',
		region,
		...rest
	} = overrides;
	const provider = PROVIDERS[providerId];
	const found = findModel(provider, model, customModel);
	const request: VideoRequest = {
		provider: providerId,
		model,
		modelId: modelIdFor(found, model, customModel, mode, region),
		mode,
		modeIsAutomatic: false,
		prompt: 'A paper boat sails across a puddle in the rain',
		media: mediaOf(MEDIA_OF_MODE[mode]),
		options: {},
		...rest,
	};
	return { provider, capability: found.capability, request };
}
