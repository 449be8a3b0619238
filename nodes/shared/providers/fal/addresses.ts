import type { AddressRules } from '../baseUrl';

/** Below the address come the paths of models (docs/providers.md 10.2); `fal.run` is the one that waits, not for videos. */
export const FAL_ADDRESS: AddressRules = [
	[/\/(?:bytedance|fal-ai)(?:\/.*)?$/i, ''],
	[/^https?:\/\/(?:queue\.)?fal\.run(?=\/|$)/i, 'https://queue.fal.run'],
];

/** The same for uploads (docs/providers.md 10.9). */
export const FAL_FILES_ADDRESS: AddressRules = [
	[/\/storage(?:\/.*)?$/i, ''],
	[/^http:(?=\/\/rest\.(?:alpha\.)?fal\.ai(?:\/|$))/i, 'https:'],
];
