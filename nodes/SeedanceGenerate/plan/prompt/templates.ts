import type { Medium } from '../../../shared/domain/request';
import type { MediaKind } from '../../../shared/domain/vocabulary';

/** The fixed choices of the Prompt Template list (docs/reference.md). */
export const TEMPLATES = [
	'rotation360',
	'unboxingReveal',
	'heroShot',
	'inUse',
	'premium',
	'lifestyle',
	'minimal',
] as const;
export type TemplateName = (typeof TEMPLATES)[number];

/** What follows the sentence that introduces the product. Each look names motion, light and camera. */
const LOOKS: Readonly<Record<TemplateName, string>> = {
	rotation360:
		'It turns once around its own axis at an even pace on a slow turntable, so that every side comes into view. Plain pale backdrop, soft studio light that stays the same from start to finish. The camera stays level and still. Crisp catalog look.',
	unboxingReveal:
		'Two hands lift the lid off an elegant box, fold the tissue paper aside and raise the product toward the viewer. The camera glides closer until it fills the frame. Warm, gentle light and a sense of anticipation.',
	heroShot:
		'It glides upward out of the dark into the center of the frame. Strong beams of light sweep across it from one side while fine dust drifts through them. Slow motion, low camera angle, the grand feeling of a launch film.',
	inUse:
		'A person reaches for it and uses it the way one does every day, calmly and without posing. Bright room with daylight from a window. The camera stays at half distance and follows the hands. Honest, everyday mood.',
	premium:
		'It revolves slowly on a glossy black surface while a narrow light travels along its edges and brings out material and finish. The camera creeps in to a close-up with a softly blurred background. Refined look of a high-end commercial.',
	lifestyle:
		'It has its place in a stylish, lived-in home. Sunlight moves slowly across the room and a curtain stirs in the breeze. The camera drifts forward from the whole room to the details of the product. Cozy, welcoming mood.',
	minimal:
		'It spins through one full turn in front of pure white. Flat, even light from all sides and no shadow. The camera does not move and nothing else is in the picture. Simple shop listing style.',
};

const NAMELESS = 'the product';

/**
 * Fills one of the seven looks. With at least one image, `@Image1` is the product and the other
 * images are further views of it, so that `auto` becomes `reference` and every image is mentioned;
 * without an image the product is described by its name. Same input, same text.
 */
export function renderTemplate(
	template: TemplateName,
	{ productName, media }: { productName?: string; media: readonly Medium[] },
): string {
	const name = (productName ?? '').replace(/\s+/g, ' ').trim();
	return [introduction(name, tagsOf('image', media)), LOOKS[template], motionAndSound(media)]
		.filter((sentence) => sentence !== '')
		.join(' ');
}

function introduction(name: string, images: readonly string[]): string {
	if (images.length === 0) return `The video shows one product: ${name || NAMELESS}.`;
	const product = name ? `${NAMELESS}: ${name}` : NAMELESS;
	const first = `${images[0]} is ${product}.`;
	if (images.length === 1) return first;
	const others = images.slice(1);
	const verb = others.length === 1 ? 'is a further view' : 'are further views';
	return `${first} ${joined(others)} ${verb} of it.`;
}

/** A reference that the prompt never mentions is used at random, so videos and sounds get a role too. */
function motionAndSound(media: readonly Medium[]): string {
	const videos = tagsOf('video', media);
	const audios = tagsOf('audio', media);
	return [
		videos.length > 0 ? `Take the camera movement from ${joined(videos)}.` : '',
		audios.length > 0 ? `Follow the rhythm of ${joined(audios)}.` : '',
	]
		.filter((sentence) => sentence !== '')
		.join(' ');
}

function tagsOf(kind: MediaKind, media: readonly Medium[]): string[] {
	const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
	return media.filter((medium) => medium.kind === kind).map((_, index) => `@${title}${index + 1}`);
}

function joined(tags: readonly string[]): string {
	if (tags.length < 2) return tags.join('');
	return `${tags.slice(0, -1).join(', ')} and ${tags[tags.length - 1]}`;
}
