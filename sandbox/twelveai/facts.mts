import type { SandboxProvider } from '../engine/provider.mts';

export const twelveAi = {
	id: 'twelveAi',
	title: '12AI',
	unit: 'seconds',
	signsResults: false,
	refusesWith200: false,
	places: [{ name: 'twelveAi', basePath: '/twelveai', api: 'main', region: null, keyWord: '12ai' }],
	credential: { type: 'seedanceTwelveAiApi', baseUrl: 'twelveAi' },
} as const satisfies SandboxProvider;
