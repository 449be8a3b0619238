import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { ARK_ADDRESS } from '../nodes/shared/providers/ark/addresses';
import { BEARER_HEADER, NO_SERVER_HINT, cleanBaseUrl } from './shared/expressions';
import { testRules } from './shared/testRules';

const CHINA_BASE_URL = 'https://ark.cn-beijing.volces.com/api/v3';
const INTERNATIONAL_BASE_URL = 'https://ark.ap-southeast.bytepluses.com/api/v3';

export class SeedanceArkApi implements ICredentialType {
	name = 'seedanceArkApi';

	displayName = 'Seedance (Volcengine Ark / BytePlus) API';

	icon: Icon = { light: 'file:../icons/seedance.svg', dark: 'file:../icons/seedance.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-seedance/n8n-nodes-seedance#volcengine-ark-and-byteplus';

	properties: INodeProperties[] = [
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{
					name: 'China (Volcengine Ark)',
					value: 'china',
					description: 'Keys from console.volcengine.com',
				},
				{
					name: 'International (BytePlus ModelArk)',
					value: 'international',
					description: 'Keys from console.byteplus.com',
				},
				{
					name: 'Custom',
					value: 'custom',
					description: 'A relay or gateway that speaks the same language as Ark in China',
				},
			],
			default: 'china',
			description: 'Where the key was made. A key works in one region only.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The key that pays for your videos. It is made in the Ark console under API Key Management, and the Seedance models have to be opened there once.',
			hint: 'Make it in the Ark console under API Key Management',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { region: ['custom'] } },
			placeholder: 'e.g. https://relay.example.com/api/v3',
			description: `The address of the relay, including /api/v3. ${NO_SERVER_HINT}`,
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: BEARER_HEADER } },
	};

	/** Lists one task, which is free (and limited to one look per second and account). */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ $credentials.region === "custom" ? ${cleanBaseUrl('baseUrl', ARK_ADDRESS)} : $credentials.region === "international" ? "${INTERNATIONAL_BASE_URL}" : "${CHINA_BASE_URL}" }}`,
			url: '/contents/generations/tasks',
			qs: { page_num: 1, page_size: 1 },
			method: 'GET',
			disableFollowRedirect: true,
		},
		rules: testRules(
			{
				provider: 'Ark',
				keyPlace: 'API Key Management in the Ark console',
				keyHint: 'A key works in one region only, so check Region as well.',
				addressRemedy:
					'Choose the region where the key was made, or give a Base URL that ends in /api/v3',
			},
			'total',
		),
	};
}
