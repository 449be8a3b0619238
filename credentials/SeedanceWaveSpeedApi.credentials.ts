import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { WAVESPEED_ADDRESS } from '../nodes/shared/providers/waveSpeed/addresses';
import { BEARER_HEADER, NO_SERVER_HINT, baseUrl } from './shared/expressions';
import { testRules } from './shared/testRules';

const USUAL_BASE_URL = 'https://api.wavespeed.ai/api/v3';

export class SeedanceWaveSpeedApi implements ICredentialType {
	name = 'seedanceWaveSpeedApi';

	displayName = 'Seedance (WaveSpeed) API';

	icon: Icon = { light: 'file:../icons/seedance.svg', dark: 'file:../icons/seedance.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-seedance/n8n-nodes-seedance#wavespeed';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The key that pays for your videos. Sign in at wavespeed.ai and open API Keys; a key works after the first top-up.',
			hint: 'Find it at wavespeed.ai under API Keys. It works after the first top-up',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: USUAL_BASE_URL,
			description: `Where the WaveSpeed API lives. Leave it as it is unless you use a relay or the sandbox. ${NO_SERVER_HINT}`,
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: BEARER_HEADER } },
	};

	/** Reads the balance, which is free. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrl(WAVESPEED_ADDRESS),
			url: '/balance',
			method: 'GET',
			disableFollowRedirect: true,
		},
		rules: testRules(
			{
				provider: 'WaveSpeed',
				keyPlace: 'the API Keys page of wavespeed.ai',
				addressRemedy: `Set Base URL to ${USUAL_BASE_URL}`,
			},
			'data.balance',
		),
	};
}
