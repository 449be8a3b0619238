import type { AddressRules } from '../baseUrl';

/** The paths of docs/providers.md 11.2 begin with the version, which many people take for a part of the Base URL. */
export const KIE_ADDRESS: AddressRules = [
	[/(?:\/api\/v1)+(?:\/(?:jobs|chat|common)(?:\/[^/]+)?)?$/i, ''],
	[/^http:(?=\/\/api\.kie\.ai(?:\/|$))/i, 'https:'],
];

/** The same for uploads (docs/providers.md 11.9). */
export const KIE_FILES_ADDRESS: AddressRules = [
	[/\/api(?:\/file-[a-z0-9]+-upload)?$/i, ''],
	[/^http:(?=\/\/(?:kieai\.redpandaai\.co|api\.kie\.ai)(?:\/|$))/i, 'https:'],
];
