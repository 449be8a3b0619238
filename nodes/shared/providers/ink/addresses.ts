import type { AddressRules } from '../baseUrl';

/** The paths of docs/providers.md 4.2 begin with `/api/open/v1`, which many people take for a part of the Base URL. */
export const INK_ADDRESS: AddressRules = [
	[/(?:\/api\/open\/v1)+(?:\/video(?:\/generations(?:\/[^/]+)?)?)?$/i, ''],
	[/^http:(?=\/\/(?:www\.)?seedance2\.ink(?:\/|$))/i, 'https:'],
];
