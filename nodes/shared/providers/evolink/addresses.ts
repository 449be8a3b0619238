import type { AddressRules } from '../baseUrl';

/** The paths of docs/providers.md 2.2 begin with the version, which many people take for a part of the Base URL. */
export const EVOLINK_ADDRESS: AddressRules = [
	[/(?:\/v1)+(?:\/videos(?:\/generations)?|\/tasks(?:\/[^/]+)?|\/credits)?$/i, ''],
	[/^http:(?=\/\/api\.evolink\.ai(?:\/|$))/i, 'https:'],
];

/** The same for uploads (docs/providers.md 2.5). */
export const EVOLINK_FILES_ADDRESS: AddressRules = [
	[/\/api\/v1(?:\/files(?:\/upload(?:\/[a-z0-9]+)?)?)?$/i, ''],
	[/^http:(?=\/\/files-api\.evolink\.ai(?:\/|$))/i, 'https:'],
];
