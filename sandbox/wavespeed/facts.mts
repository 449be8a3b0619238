import type { SandboxProvider } from '../engine/provider.mts';

export const waveSpeed = {
	id: 'waveSpeed',
	title: 'WaveSpeed',
	unit: 'US dollars',
	signsResults: false,
	refusesWith200: false,
	places: [
		{
			name: 'waveSpeed',
			basePath: '/wavespeed/api/v3',
			api: 'main',
			region: null,
			keyWord: 'wavespeed',
		},
	],
	credential: { type: 'seedanceWaveSpeedApi', baseUrl: 'waveSpeed' },
} as const satisfies SandboxProvider;
