import type { AddressRules } from '../baseUrl';

/** The Base URL holds the version (docs/providers.md 13.1); below it come the paths of 13.2. */
export const REPLICATE_ADDRESS: AddressRules = [
	[/\/(?:predictions|models|files|account|webhooks)(?:\/.*)?$/i, ''],
	[/(?:\/v1)+$/i, '/v1'],
	[/^https?:\/\/api\.replicate\.com(?:\/v1)?$/i, 'https://api.replicate.com/v1'],
];
