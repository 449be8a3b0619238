import type { AddressRules } from '../baseUrl';

/** The Base URL holds the version (docs/providers.md 14.1); whatever is copied from the website means the API, too. */
export const OPENROUTER_ADDRESS: AddressRules = [
	[
		/\/(?:videos(?:\/.*)?|(?:auth\/)?key|credits|models|chat(?:\/completions)?|completions|responses)$/i,
		'',
	],
	[/(?:\/api\/v1)+$/i, '/api/v1'],
	[/^https?:\/\/(?:www\.)?((?:eu\.)?openrouter\.ai)(?:\/.*)?$/i, 'https://$1/api/v1'],
];
