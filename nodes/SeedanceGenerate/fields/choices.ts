import type { INodePropertyOptions } from 'n8n-workflow';
import type { ModelFamily } from '../../shared/domain/vocabulary';
import { MODEL_FAMILIES } from '../../shared/domain/vocabulary';
import { MODEL_NAMES } from '../../shared/fields/modelNames';
import { PROVIDERS, PROVIDER_IDS } from '../../shared/providers';

/**
 * The lists users choose from. They stand here rather than inline because they are in the order in
 * which people think of them, which is not always the alphabet.
 */

export const MODE_CHOICES: INodePropertyOptions[] = [
	{
		name: 'Auto',
		value: 'auto',
		description:
			'By the media: none = text, 1 image = first frame, 2 = first and last, more or tagged = reference',
	},
	{
		name: 'Text to Video',
		value: 'textToVideo',
		description: 'Make the video from the prompt alone',
	},
	{
		name: 'First Frame',
		value: 'firstFrame',
		description: 'Start the video with one image',
	},
	{
		name: 'First and Last Frame',
		value: 'firstLastFrame',
		description: 'Move from one image to another',
	},
	{
		name: 'Reference',
		value: 'reference',
		description:
			'Compose images, videos and audio; name them in the prompt as @Image1, @Video1, @Audio1',
	},
	{
		name: 'Video Edit',
		value: 'videoEdit',
		description: 'Change something in a video, for example replace a product',
	},
	{
		name: 'Video Extend',
		value: 'videoExtend',
		description: 'Continue a video, or join up to three clips',
	},
];

const MODEL_DESCRIPTIONS: Readonly<Record<ModelFamily, string>> = {
	'seedance-2.0': 'Best quality of the 2.0 family',
	'seedance-2.0-fast': 'About a fifth cheaper and quicker, up to 720p',
	'seedance-2.0-mini': 'The cheapest, up to 720p',
	'seedance-2.5': 'Up to 30 seconds',
	'seedance-2.5-flash': 'Up to 30 seconds, up to 720p; opened on request',
	'seedance-1.5-pro': 'The earlier generation, which providers have begun to end',
};

/** Offered where the provider has it. */
function modelChoice(family: ModelFamily): INodePropertyOptions {
	const ids = Object.values(PROVIDERS)
		.filter(({ capabilities }) => capabilities.models.some((model) => model.family === family))
		.map(({ id }) => id);
	return {
		name: `Seedance ${MODEL_NAMES[family]}`,
		value: family,
		description: MODEL_DESCRIPTIONS[family],
		...(ids.length < PROVIDER_IDS.length && { displayOptions: { show: { provider: ids } } }),
	};
}

export const MODEL_CHOICES: INodePropertyOptions[] = [
	...MODEL_FAMILIES.map(modelChoice),
	{
		name: 'Custom',
		value: 'custom',
		description: 'Type the exact model or endpoint ID of your provider',
	},
];

export const RESOLUTION_CHOICES: INodePropertyOptions[] = [
	{ name: '480p', value: '480p' },
	{ name: '720p', value: '720p' },
	{ name: '1080p', value: '1080p' },
	{ name: '4K', value: '4k' },
];

export const ASPECT_RATIO_CHOICES: INodePropertyOptions[] = [
	{ name: '16:9 (Landscape)', value: '16:9' },
	{ name: '9:16 (Portrait, Reels and Shorts)', value: '9:16' },
	{ name: '1:1 (Square)', value: '1:1' },
	{ name: '4:3', value: '4:3' },
	{ name: '3:4', value: '3:4' },
	{ name: '21:9 (Cinema)', value: '21:9' },
	{ name: 'Adaptive (Follows the Media)', value: 'adaptive' },
];

export const TEMPLATE_CHOICES: INodePropertyOptions[] = [
	{ name: '360° Rotation', value: 'rotation360' },
	{ name: 'Unboxing Reveal', value: 'unboxingReveal' },
	{ name: 'Hero Shot', value: 'heroShot' },
	{ name: 'In Use', value: 'inUse' },
	{ name: 'Premium', value: 'premium' },
	{ name: 'Lifestyle', value: 'lifestyle' },
	{ name: 'Minimal', value: 'minimal' },
];

export const SOURCE_CHOICES: INodePropertyOptions[] = [
	{ name: 'URL', value: 'url' },
	{ name: 'Binary File', value: 'binary' },
	{ name: 'Asset ID', value: 'asset' },
];

export const KIND_CHOICES: INodePropertyOptions[] = [
	{ name: 'Image', value: 'image' },
	{ name: 'Video', value: 'video' },
	{ name: 'Audio', value: 'audio' },
];
