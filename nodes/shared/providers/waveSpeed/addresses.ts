import type { AddressRules } from '../baseUrl';

/** The Base URL holds the version (docs/providers.md 12.1); below it come the paths of models and of predictions. */
export const WAVESPEED_ADDRESS: AddressRules = [
	[/\/(?:(?:bytedance|predictions)(?:\/.*)?|balance)$/i, ''],
	[/(?:\/api\/v3)+$/i, '/api/v3'],
	[
		/^https?:\/\/(?:api\.)?wavespeed\.ai(?:\/api|\/v3|\/api\/v[23])?$/i,
		'https://api.wavespeed.ai/api/v3',
	],
];
