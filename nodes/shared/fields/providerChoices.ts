import type { INodeCredentialDescription, INodePropertyOptions } from 'n8n-workflow';

export const PROVIDER_CHOICES: INodePropertyOptions[] = [
	{ name: 'EvoLink', value: 'evolink' },
	{ name: 'Volcengine Ark / BytePlus', value: 'ark' },
	{ name: '12AI', value: 'twelveAi' },
	{ name: 'seedance2.ink', value: 'ink' },
	{
		// Never offered. While every choice selects a credential, n8n takes this field for its own
		// authentication switch and hides it; people then do not see which provider they pay.
		name: 'Not Chosen',
		value: 'none',
		displayOptions: { show: { '@version': [99] } },
	},
];

function credentialOf(name: string, provider: string): INodeCredentialDescription {
	return { name, required: true, displayOptions: { show: { provider: [provider] } } };
}

/** The account that goes with each provider, the same in all nodes. */
export const PROVIDER_CREDENTIALS: INodeCredentialDescription[] = [
	credentialOf('seedanceEvoLinkApi', 'evolink'),
	credentialOf('seedanceArkApi', 'ark'),
	credentialOf('seedanceTwelveAiApi', 'twelveAi'),
	credentialOf('seedanceInkApi', 'ink'),
];
