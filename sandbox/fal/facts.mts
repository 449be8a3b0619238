import type { SandboxProvider } from '../engine/provider.mts';

export const fal = {
	id: 'fal',
	title: 'fal.ai',
	authScheme: 'Key',
	unit: 'US dollars',
	signsResults: false,
	refusesWith200: false,
	places: [
		{ name: 'falFiles', basePath: '/fal-files', api: 'files', region: null },
		{ name: 'fal', basePath: '/fal', api: 'main', region: null, keyWord: 'fal' },
	],
	credential: { type: 'seedanceFalApi', baseUrl: 'fal', filesBaseUrl: 'falFiles' },
} as const satisfies SandboxProvider;
