import type { SandboxProvider } from '../engine/provider.mts';

export const replicate = {
	id: 'replicate',
	title: 'Replicate',
	unit: 'US dollars',
	signsResults: false,
	refusesWith200: false,
	places: [
		{
			name: 'replicate',
			basePath: '/replicate/v1',
			api: 'main',
			region: null,
			keyWord: 'replicate',
		},
	],
	credential: { type: 'seedanceReplicateApi', baseUrl: 'replicate' },
} as const satisfies SandboxProvider;
