import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { INK_ADDRESS } from '../nodes/shared/providers/ink/addresses';
import { BEARER_HEADER, NO_SERVER_HINT, baseUrl } from './shared/expressions';
import { CODES_THAT_FAIL, testRules } from './shared/testRules';

const USUAL_BASE_URL = 'https://www.seedance2.ink';

export class SeedanceInkApi implements ICredentialType {
	name = 'seedanceInkApi';

	displayName = 'Seedance (seedance2.ink) API';

	icon: Icon = { light: 'file:../icons/seedance.svg', dark: 'file:../icons/seedance.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-seedance/n8n-nodes-seedance#seedance2ink';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. sd2_live_…',
			description:
				'The key that pays for your videos. Sign in at seedance2.ink and open the API keys page.',
			hint: 'Find it at seedance2.ink under API keys. It begins with sd2_live_',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: USUAL_BASE_URL,
			description: `Where the seedance2.ink API lives. Leave it as it is unless you use the sandbox. ${NO_SERVER_HINT}`,
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: BEARER_HEADER } },
	};

	/**
	 * Asks for a request that cannot exist, which is free. The list of models would not do: it may be public,
	 * so that any key passes. A wrong key may be answered with any HTTP status, hence the look at the body.
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrl(INK_ADDRESS),
			url: '/api/open/v1/video/generations/req_credential_check',
			method: 'GET',
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: { ignore: true, except: CODES_THAT_FAIL },
		},
		rules: testRules(
			{
				provider: 'seedance2.ink',
				keyPlace: 'the API keys page of seedance2.ink',
				addressRemedy: `Set Base URL to ${USUAL_BASE_URL}`,
			},
			'success',
		),
	};
}
