import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { KIE_ADDRESS } from '../nodes/shared/providers/kie/addresses';
import { BEARER_HEADER, NO_SERVER_HINT, baseUrl } from './shared/expressions';
import { testRules } from './shared/testRules';

const USUAL_BASE_URL = 'https://api.kie.ai';
const FILES_BASE_URL = 'https://kieai.redpandaai.co';

export class SeedanceKieApi implements ICredentialType {
	name = 'seedanceKieApi';

	displayName = 'Seedance (kie.ai) API';

	icon: Icon = { light: 'file:../icons/seedance.svg', dark: 'file:../icons/seedance.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-seedance/n8n-nodes-seedance#kieai';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The key that pays for your videos. Sign in at kie.ai and open API Key.',
			hint: 'Find it at kie.ai under API Key',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: USUAL_BASE_URL,
			description: `Where the kie.ai API lives. Leave it as it is unless you use a relay or the sandbox. ${NO_SERVER_HINT}`,
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

	/** Reads the balance, which is free. A wrong key is told by the body of an HTTP 200. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrl(KIE_ADDRESS),
			url: '/api/v1/chat/credit',
			method: 'GET',
			disableFollowRedirect: true,
		},
		rules: testRules(
			{
				provider: 'kie.ai',
				keyPlace: 'the API Key page of kie.ai',
				addressRemedy: `Set Base URL to ${USUAL_BASE_URL}`,
				statusAt: 'code',
			},
			'data',
		),
	};
}
