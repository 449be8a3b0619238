import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { REPLICATE_ADDRESS } from '../nodes/shared/providers/replicate/addresses';
import { BEARER_HEADER, NO_SERVER_HINT, baseUrl } from './shared/expressions';
import { testRules } from './shared/testRules';

const USUAL_BASE_URL = 'https://api.replicate.com/v1';

export class SeedanceReplicateApi implements ICredentialType {
	name = 'seedanceReplicateApi';

	displayName = 'Seedance (Replicate) API';

	icon: Icon = { light: 'file:../icons/seedance.svg', dark: 'file:../icons/seedance.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-seedance/n8n-nodes-seedance#replicate';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. r8_…',
			description:
				'The token that pays for your videos. Sign in at replicate.com and open API tokens.',
			hint: 'Find it at replicate.com under API tokens. It begins with r8_',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: USUAL_BASE_URL,
			description: `Where the API of Replicate lives. Leave it as it is unless you use a relay or the sandbox. ${NO_SERVER_HINT}`,
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: BEARER_HEADER } },
	};

	/** Asks whose key it is, which is free. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrl(REPLICATE_ADDRESS),
			url: '/account',
			method: 'GET',
			disableFollowRedirect: true,
		},
		rules: testRules(
			{
				provider: 'Replicate',
				keyPlace: 'the API tokens page of replicate.com',
				addressRemedy: `Set Base URL to ${USUAL_BASE_URL}`,
			},
			'username',
		),
	};
}
