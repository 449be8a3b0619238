import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { EVOLINK_ADDRESS } from '../nodes/shared/providers/evolink/addresses';
import { BEARER_HEADER, NO_SERVER_HINT, baseUrl } from './shared/expressions';
import { testRules } from './shared/testRules';

const USUAL_BASE_URL = 'https://api.evolink.ai';
const FILES_BASE_URL = 'https://files-api.evolink.ai';

export class SeedanceEvoLinkApi implements ICredentialType {
	name = 'seedanceEvoLinkApi';

	displayName = 'Seedance (EvoLink) API';

	icon: Icon = { light: 'file:../icons/seedance.svg', dark: 'file:../icons/seedance.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-seedance/n8n-nodes-seedance#evolink';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. sk-…',
			description: 'The key that pays for your videos. Sign in at evolink.ai and open API Keys.',
			hint: 'Find it at evolink.ai under API Keys. It begins with sk-',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: USUAL_BASE_URL,
			description: `Where the EvoLink API lives. Leave it as it is unless you use a relay or the sandbox. ${NO_SERVER_HINT}`,
		},
		{
			displayName: 'Files Base URL',
			name: 'filesBaseUrl',
			type: 'string',
			default: FILES_BASE_URL,
			description:
				'Where images and clips from n8n are uploaded to before a video is made from them. Leave it as it is unless you use a relay or the sandbox.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: BEARER_HEADER } },
	};

	/** Reads the balance, which is free. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrl(EVOLINK_ADDRESS),
			url: '/v1/credits',
			method: 'GET',
			disableFollowRedirect: true,
		},
		rules: testRules(
			{
				provider: 'EvoLink',
				keyPlace: 'the API Keys page of evolink.ai',
				addressRemedy: `Set Base URL to ${USUAL_BASE_URL}`,
			},
			'data',
		),
	};
}
