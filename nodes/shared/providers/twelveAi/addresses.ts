import type { AddressRules } from '../baseUrl';

/** The paths of docs/providers.md 3.2 begin with the version, which many people take for a part of the Base URL. */
export const TWELVE_AI_ADDRESS: AddressRules = [
	[/(?:\/v1)+(?:\/videos(?:\/[^/]+)?)?$/i, ''],
	[/^http:(?=\/\/(?:[a-z0-9-]+\.)?12ai\.org(?:\/|$))/i, 'https:'],
];
