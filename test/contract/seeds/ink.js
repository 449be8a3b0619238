'use strict';

/** Seed 001: the image-to-video page of seedance2.ink. */

/** @type {import('./rows').SeedRow[]} */
module.exports = [
	{
		seed: '001',
		provider: 'ink',
		title: 'First frame',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'seedance-2.0',
		prompt:
			'A young woman blows out birthday candles, warm indoor lighting, shallow depth of field',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/photo.jpg',
			},
		],
		duration: 5,
		resolution: '720p',
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt:
				'A young woman blows out birthday candles, warm indoor lighting, shallow depth of field',
			mediaUrls: ['https://example.com/photo.jpg'],
			aspectRatio: '16:9',
			duration: 5,
			resolution: '720p',
		},
	},
	{
		seed: '001',
		provider: 'ink',
		title: 'First and last frame',
		mode: 'auto',
		requestMode: 'firstLastFrame',
		model: 'seedance-2.0',
		prompt: 'A cinematic transition from sunrise over the ocean to a glowing night skyline',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/first-frame.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/last-frame.jpg',
			},
		],
		duration: 6,
		resolution: '1080p',
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt: 'A cinematic transition from sunrise over the ocean to a glowing night skyline',
			mediaUrls: ['https://example.com/first-frame.jpg', 'https://example.com/last-frame.jpg'],
			aspectRatio: '16:9',
			duration: 6,
			resolution: '1080p',
		},
	},
	{
		seed: '001',
		provider: 'ink',
		title: 'Multimodal reference',
		mode: 'auto',
		requestMode: 'reference',
		model: 'seedance-2.0-fast',
		prompt: 'A fashion film with energetic camera motion synced to the beat',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/reference-image.jpg',
			},
			{
				kind: 'audio',
				url: 'https://example.com/reference-audio.mp3',
			},
		],
		duration: 8,
		resolution: '720p',
		aspectRatio: '9:16',
		generateAudio: null,
		options: {
			callbackUrl: 'https://your-app.com/webhooks/seedance',
		},
		expectedBody: {
			model: 'seedance-2.0-fast',
			prompt: 'A fashion film with energetic camera motion synced to the beat',
			mediaUrls: [
				'https://example.com/reference-image.jpg',
				'https://example.com/reference-audio.mp3',
			],
			aspectRatio: '9:16',
			duration: 8,
			resolution: '720p',
			webhookUrl: 'https://your-app.com/webhooks/seedance',
		},
	},
];
