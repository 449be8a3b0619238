import type { SandboxProvider } from '../engine/provider.mts';

export const evolink = {
	id: 'evolink',
	title: 'EvoLink',
	unit: 'credits',
	signsResults: true,
	refusesWith200: false,
	places: [
		{ name: 'evolinkFiles', basePath: '/evolink-files', api: 'files', region: null },
		{ name: 'evolink', basePath: '/evolink', api: 'main', region: null, keyWord: 'evolink' },
	],
	credential: { type: 'seedanceEvoLinkApi', baseUrl: 'evolink', filesBaseUrl: 'evolinkFiles' },
} as const satisfies SandboxProvider;
