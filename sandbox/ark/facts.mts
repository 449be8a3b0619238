import type { SandboxProvider } from '../engine/provider.mts';

export const ark = {
	id: 'ark',
	title: 'Volcengine Ark',
	unit: 'tokens',
	signsResults: true,
	refusesWith200: false,
	places: [
		{ name: 'ark', basePath: '/ark/api/v3', api: 'main', region: 'china', keyWord: 'ark' },
		{
			name: 'arkInternational',
			basePath: '/byteplus/api/v3',
			api: 'main',
			region: 'international',
			keyWord: 'byteplus',
		},
	],
	credential: { type: 'seedanceArkApi', region: 'custom', baseUrl: 'ark' },
} as const satisfies SandboxProvider;
