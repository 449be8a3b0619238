import type { SandboxProvider } from '../engine/provider.mts';

export const kie = {
	id: 'kie',
	title: 'kie.ai',
	unit: 'credits',
	signsResults: true,
	refusesWith200: true,
	places: [
		{ name: 'kieFiles', basePath: '/kie-files', api: 'files', region: null },
		{ name: 'kie', basePath: '/kie', api: 'main', region: null, keyWord: 'kie' },
	],
	credential: { type: 'seedanceKieApi', baseUrl: 'kie', filesBaseUrl: 'kieFiles' },
} as const satisfies SandboxProvider;
