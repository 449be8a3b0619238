import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { TWELVE_AI_ADDRESS } from '../nodes/shared/providers/twelveAi/addresses';
import { BEARER_HEADER, NO_SERVER_HINT, baseUrl } from './shared/expressions';
import { CODES_THAT_FAIL, testRules } from './shared/testRules';

const USUAL_BASE_URL = 'https://cdn.12ai.org';

export class SeedanceTwelveAiApi implements ICredentialType {
	name = 'seedanceTwelveAiApi';

	displayName = 'Seedance (12AI) API';

	icon: Icon = { light: 'file:../icons/seedance.svg', dark: 'file:../icons/seedance.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-seedance/n8n-nodes-seedance#12ai';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The key that pays for your videos. Sign in at 12ai.org and open the token page.',
			hint: 'Find it on the token page of 12ai.org',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: USUAL_BASE_URL,
			description: `Where the 12AI API lives. Leave it as it is unless 12AI gave you another address. ${NO_SERVER_HINT}`,
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: BEARER_HEADER } },
	};

	/** Asks for a task that cannot exist, which is free: a good key is told so, a wrong one is refused. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrl(TWELVE_AI_ADDRESS),
			url: '/v1/videos/task_credential_check',
			method: 'GET',
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: { ignore: true, except: CODES_THAT_FAIL },
		},
		rules: testRules({
			provider: '12AI',
			keyPlace: 'the token page of 12ai.org',
			addressRemedy: `Set Base URL to ${USUAL_BASE_URL}`,
		}),
	};
}
