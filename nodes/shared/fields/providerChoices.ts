import type { INodeCredentialDescription, INodePropertyOptions } from 'n8n-workflow';
import { PROVIDERS } from '../providers';
import { nameInLists } from './offers';

/** What the field Provider offers: by name, each with the line that says for whom it is. */
export const PROVIDER_CHOICES: INodePropertyOptions[] = [
	...Object.values(PROVIDERS)
		.map((provider) => ({
			name: nameInLists(provider),
			value: provider.id,
			description: provider.suits,
		}))
		.sort((one, other) => one.name.localeCompare(other.name, 'en')),
	{
		// Never offered. While every choice selects a credential, n8n takes this field for its own
		// authentication switch and hides it; people then do not see which provider they pay.
		name: 'Not Chosen',
		value: 'none',
		displayOptions: { show: { '@version': [99] } },
	},
];

/** The account that goes with each provider, the same in all nodes. */
export const PROVIDER_CREDENTIALS: INodeCredentialDescription[] = Object.values(PROVIDERS).map(
	({ id, credentialType }) => ({
		name: credentialType,
		required: true,
		displayOptions: { show: { provider: [id] } },
	}),
);

const SHORT_NAMES = Object.values(PROVIDERS).map(({ id, shortName }) => `${id}: "${shortName}"`);

/** For a subtitle: the part of an n8n expression that gives the name of the chosen provider. */
export const CHOSEN_PROVIDER = `({ ${SHORT_NAMES.join(', ')} })[$parameter["provider"]]`;
