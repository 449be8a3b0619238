'use strict';

/** Seed 002: 12AI's Seedance page, what it begins with. */

/** @type {import('./rows').SeedRow[]} */
module.exports = [
	{
		seed: '002',
		provider: 'twelveAi',
		title: 'Quick start',
		mode: 'auto',
		requestMode: 'textToVideo',
		model: 'seedance-2.0',
		prompt: '一只橘猫在花园里追逐蝴蝶,慢动作,电影级画质',
		media: [],
		duration: 5,
		resolution: null,
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2-official',
			prompt: '一只橘猫在花园里追逐蝴蝶,慢动作,电影级画质',
			duration: 5,
			metadata: {
				ratio: '16:9',
			},
		},
	},
	{
		seed: '002',
		provider: 'twelveAi',
		title: 'Outline of all fields (names no action)',
		mode: 'auto',
		requestMode: 'reference',
		model: 'seedance-2.0',
		prompt: '提示词',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/outline.png',
			},
			{
				kind: 'video',
				url: 'https://example.com/outline.mp4',
			},
			{
				kind: 'audio',
				url: 'https://example.com/outline.mp3',
			},
		],
		duration: 5,
		resolution: '480p',
		aspectRatio: '16:9',
		generateAudio: true,
		options: {
			webSearch: false,
			watermark: false,
			callbackUrl: 'https://example.com/hook',
			extraBody: {
				metadata: {
					action: null,
				},
			},
		},
		expectedBody: {
			model: 'seedance-2-official',
			prompt: '提示词',
			duration: 5,
			size: '480p',
			images: ['https://example.com/outline.png'],
			metadata: {
				ratio: '16:9',
				generate_audio: true,
				web_search: false,
				watermark: false,
				webhook_url: 'https://example.com/hook',
				video_urls: ['https://example.com/outline.mp4'],
				audio_urls: ['https://example.com/outline.mp3'],
			},
		},
	},
];
