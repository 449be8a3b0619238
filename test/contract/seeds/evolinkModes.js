'use strict';

/** Seed 000: EvoLink's image-to-video tutorial, older dialect with the single id seedance-2.0. */

/** @type {import('./rows').SeedRow[]} */
module.exports = [
	{
		seed: '000',
		provider: 'evolink',
		title: 'Mode 1: one image animated',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'The woman in the painting slowly reaches for a coffee cup on the table, lifts it to her lips, and takes a quiet sip. Soft morning light filters through a nearby window. Gentle steam rises from the cup. Painterly brushstroke texture preserved throughout.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/painting-woman.jpg',
			},
		],
		duration: 8,
		resolution: '1080p',
		aspectRatio: '16:9',
		generateAudio: true,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt:
				'The woman in the painting slowly reaches for a coffee cup on the table, lifts it to her lips, and takes a quiet sip. Soft morning light filters through a nearby window. Gentle steam rises from the cup. Painterly brushstroke texture preserved throughout.',
			image_urls: ['https://example.com/painting-woman.jpg'],
			duration: 8,
			quality: '1080p',
			aspect_ratio: '16:9',
			generate_audio: true,
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Mode 2: first and last frame',
		mode: 'auto',
		requestMode: 'firstLastFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'Smooth cinematic transition. The real-world landscape gradually transforms into a traditional Chinese ink wash painting. Mountains dissolve from photorealistic to brushstroke. Water becomes flowing ink. Sky shifts from blue to rice-paper white. Slow, meditative pace.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/real-landscape.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/ink-wash-painting.jpg',
			},
		],
		duration: 10,
		resolution: '1080p',
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt:
				'Smooth cinematic transition. The real-world landscape gradually transforms into a traditional Chinese ink wash painting. Mountains dissolve from photorealistic to brushstroke. Water becomes flowing ink. Sky shifts from blue to rice-paper white. Slow, meditative pace.',
			image_urls: [
				'https://example.com/real-landscape.jpg',
				'https://example.com/ink-wash-painting.jpg',
			],
			duration: 10,
			quality: '1080p',
			aspect_ratio: '16:9',
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Mode 3: five images composed with tags',
		mode: 'auto',
		requestMode: 'reference',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'@Image1 is a parkour runner in dark athletic gear. @Image2 is a futuristic city rooftop at twilight. @Image3 is a neon-lit alleyway. @Image4 is a glass skyscraper facade. @Image5 provides the cyberpunk color grading reference. The runner (@Image1) sprints across the rooftop (@Image2), leaps over the edge, flips through the alleyway (@Image3), and wall-runs along the skyscraper (@Image4). Dynamic handheld camera follows the action. Cyberpunk neon color palette from @Image5 throughout.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/runner.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/rooftop.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/alley.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/skyscraper.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/cyberpunk-ref.jpg',
			},
		],
		duration: 10,
		resolution: '1080p',
		aspectRatio: '16:9',
		generateAudio: true,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt:
				'@Image1 is a parkour runner in dark athletic gear. @Image2 is a futuristic city rooftop at twilight. @Image3 is a neon-lit alleyway. @Image4 is a glass skyscraper facade. @Image5 provides the cyberpunk color grading reference. The runner (@Image1) sprints across the rooftop (@Image2), leaps over the edge, flips through the alleyway (@Image3), and wall-runs along the skyscraper (@Image4). Dynamic handheld camera follows the action. Cyberpunk neon color palette from @Image5 throughout.',
			image_urls: [
				'https://example.com/runner.jpg',
				'https://example.com/rooftop.jpg',
				'https://example.com/alley.jpg',
				'https://example.com/skyscraper.jpg',
				'https://example.com/cyberpunk-ref.jpg',
			],
			duration: 10,
			quality: '1080p',
			aspect_ratio: '16:9',
			generate_audio: true,
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Character consistency: shot 1',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'@Image1 is the main character. She walks into a cozy library, looks around with wonder, and reaches for a book on the top shelf. Warm golden lighting. Camera at eye level, slow push in.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/my-character.jpg',
			},
		],
		duration: 8,
		resolution: '1080p',
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt:
				'@Image1 is the main character. She walks into a cozy library, looks around with wonder, and reaches for a book on the top shelf. Warm golden lighting. Camera at eye level, slow push in.',
			image_urls: ['https://example.com/my-character.jpg'],
			duration: 8,
			quality: '1080p',
			aspect_ratio: '16:9',
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Character consistency: shot 2',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'@Image1 is the main character. She sits at a wooden reading table, opens the book, and pages start glowing with magical light. Dust particles float in warm lamplight. Camera orbits slowly around her.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/my-character.jpg',
			},
		],
		duration: 10,
		resolution: '1080p',
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt:
				'@Image1 is the main character. She sits at a wooden reading table, opens the book, and pages start glowing with magical light. Dust particles float in warm lamplight. Camera orbits slowly around her.',
			image_urls: ['https://example.com/my-character.jpg'],
			duration: 10,
			quality: '1080p',
			aspect_ratio: '16:9',
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Character consistency: shot 3',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			"@Image1 is the main character. She steps out of the library into a fantastical world that matches the book's illustrations. Vibrant colors replace the muted library tones. Camera pulls back to reveal the vast landscape. Wide shot.",
		media: [
			{
				kind: 'image',
				url: 'https://example.com/my-character.jpg',
			},
		],
		duration: 10,
		resolution: '1080p',
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt:
				"@Image1 is the main character. She steps out of the library into a fantastical world that matches the book's illustrations. Vibrant colors replace the muted library tones. Camera pulls back to reveal the vast landscape. Wide shot.",
			image_urls: ['https://example.com/my-character.jpg'],
			duration: 10,
			quality: '1080p',
			aspect_ratio: '16:9',
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Consistency tips (fragment): shot 1, library',
		mode: 'auto',
		requestMode: 'firstLastFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt: '@Image1 is the character. @Image2 is the library environment.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/my-character.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/library.jpg',
			},
		],
		duration: null,
		resolution: null,
		aspectRatio: null,
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt: '@Image1 is the character. @Image2 is the library environment.',
			image_urls: ['https://example.com/my-character.jpg', 'https://example.com/library.jpg'],
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Consistency tips (fragment): shot 2, forest',
		mode: 'auto',
		requestMode: 'firstLastFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt: '@Image1 is the character. @Image2 is the forest environment.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/my-character.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/forest.jpg',
			},
		],
		duration: null,
		resolution: null,
		aspectRatio: null,
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt: '@Image1 is the character. @Image2 is the forest environment.',
			image_urls: ['https://example.com/my-character.jpg', 'https://example.com/forest.jpg'],
		},
	},
];
