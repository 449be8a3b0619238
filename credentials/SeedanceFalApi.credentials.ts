import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { FAL_ADDRESS } from '../nodes/shared/providers/fal/addresses';
import { NO_SERVER_HINT, authHeader, baseUrl } from './shared/expressions';
import { CODES_THAT_FAIL, testRules } from './shared/testRules';

const USUAL_BASE_URL = 'https://queue.fal.run';
const FILES_BASE_URL = 'https://rest.fal.ai';

export class SeedanceFalApi implements ICredentialType {
	name = 'seedanceFalApi';

	displayName = 'Seedance (fal.ai) API';

	icon: Icon = { light: 'file:../icons/seedance.svg', dark: 'file:../icons/seedance.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-seedance/n8n-nodes-seedance#falai';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The key that pays for your videos. Sign in at fal.ai and open API Keys.',
			hint: 'Find it at fal.ai under API Keys. It often has a colon in the middle',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: USUAL_BASE_URL,
			description: `Where the queue of fal.ai lives. Leave it as it is unless you use a relay or the sandbox. ${NO_SERVER_HINT}`,
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
		properties: { headers: { Authorization: authHeader('Key') } },
	};

	/** Asks for a request that cannot exist, which is free: a good key is told so, a wrong one is refused. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrl(FAL_ADDRESS),
			url: '/bytedance/seedance-2.0/requests/00000000-0000-0000-0000-000000000000/status',
			method: 'GET',
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: { ignore: true, except: CODES_THAT_FAIL },
		},
		rules: testRules({
			provider: 'fal.ai',
			keyPlace: 'the API Keys page of fal.ai',
			addressRemedy: `Set Base URL to ${USUAL_BASE_URL}`,
		}),
	};
}
