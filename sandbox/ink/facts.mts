import type { SandboxProvider } from '../engine/provider.mts';

export const ink = {
	id: 'ink',
	title: 'seedance2.ink',
	unit: 'credits',
	signsResults: false,
	refusesWith200: true,
	places: [{ name: 'ink', basePath: '/ink', api: 'main', region: null, keyWord: 'ink' }],
	credential: { type: 'seedanceInkApi', baseUrl: 'ink' },
} as const satisfies SandboxProvider;
