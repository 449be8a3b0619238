import type { SandboxProvider } from '../engine/provider.mts';

export const openRouter = {
	id: 'openRouter',
	title: 'OpenRouter',
	unit: 'US dollars',
	signsResults: true,
	refusesWith200: false,
	places: [
		{
			name: 'openRouter',
			basePath: '/openrouter/api/v1',
			api: 'main',
			region: null,
			keyWord: 'openrouter',
		},
	],
	credential: { type: 'seedanceOpenRouterApi', baseUrl: 'openRouter' },
} as const satisfies SandboxProvider;
