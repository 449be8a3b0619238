import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { OPENROUTER_ADDRESS } from '../nodes/shared/providers/openRouter/addresses';
import { BEARER_HEADER, NO_SERVER_HINT, baseUrl } from './shared/expressions';
import { testRules } from './shared/testRules';

const USUAL_BASE_URL = 'https://openrouter.ai/api/v1';

export class SeedanceOpenRouterApi implements ICredentialType {
	name = 'seedanceOpenRouterApi';

	displayName = 'Seedance (OpenRouter) API';

	icon: Icon = { light: 'file:../icons/seedance.svg', dark: 'file:../icons/seedance.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-seedance/n8n-nodes-seedance#openrouter';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The key that pays for your videos. Sign in at openrouter.ai and open Keys; a management key makes no videos.',
			hint: 'Find it at openrouter.ai under Keys. It begins with sk-or-',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: USUAL_BASE_URL,
			description: `Where the OpenRouter API lives. Leave it as it is unless you use a relay or the sandbox. ${NO_SERVER_HINT}`,
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: BEARER_HEADER } },
	};

	/** Reads what the key is, which is free. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrl(OPENROUTER_ADDRESS),
			url: '/key',
			method: 'GET',
			disableFollowRedirect: true,
		},
		rules: testRules(
			{
				provider: 'OpenRouter',
				keyPlace: 'the Keys page of openrouter.ai',
				addressRemedy: `Set Base URL to ${USUAL_BASE_URL}`,
			},
			'data.usage',
		),
	};
}
