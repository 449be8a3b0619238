import type { AddressRules } from '../baseUrl';

/**
 * The Base URL of Ark holds the version (docs/providers.md 1.1), that of a relay what its owner likes: only on Ark's own
 * hosts is it known what is missing.
 */
export const ARK_ADDRESS: AddressRules = [
	[/\/contents\/generations(?:\/tasks(?:\/[^/]+)?)?$/i, ''],
	[/(?:\/api\/v3)+$/i, '/api/v3'],
	[
		/^https?:\/\/(ark\.[a-z0-9-]+\.(?:volces|bytepluses)\.com)(?:\/api|\/v3|\/api\/v3)?$/i,
		'https://$1/api/v3',
	],
];
