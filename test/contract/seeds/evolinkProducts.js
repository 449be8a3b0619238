'use strict';

/** Seed 000: EvoLink's image-to-video tutorial, its product videos, older dialect with the single id seedance-2.0. */

/** @type {import('./rows').SeedRow[]} */
module.exports = [
	{
		seed: '000',
		provider: 'evolink',
		title: 'Product video: luxury watch',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'@Image1 is a luxury wristwatch. The watch rotates slowly on a dark marble surface. Dramatic side lighting highlights the metal bracelet and crystal face. Light reflections move across the polished surfaces as the watch turns. Subtle lens flare. Extreme close-up with shallow depth of field. Premium product advertisement aesthetic.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/watch-product.jpg',
			},
		],
		duration: 8,
		resolution: '1080p',
		aspectRatio: '16:9',
		generateAudio: false,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt:
				'@Image1 is a luxury wristwatch. The watch rotates slowly on a dark marble surface. Dramatic side lighting highlights the metal bracelet and crystal face. Light reflections move across the polished surfaces as the watch turns. Subtle lens flare. Extreme close-up with shallow depth of field. Premium product advertisement aesthetic.',
			image_urls: ['https://example.com/watch-product.jpg'],
			duration: 8,
			quality: '1080p',
			aspect_ratio: '16:9',
			generate_audio: false,
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Product video: headphones in four colours',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'@Image1 shows premium over-ear headphones in four different colors arranged on a clean surface. The camera slowly pans across all four variants. Each headphone catches the studio light differently. Smooth dolly movement from left to right. Clean white background with subtle shadows. Product catalog video style.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/headphones-all-colors.jpg',
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
				'@Image1 shows premium over-ear headphones in four different colors arranged on a clean surface. The camera slowly pans across all four variants. Each headphone catches the studio light differently. Smooth dolly movement from left to right. Clean white background with subtle shadows. Product catalog video style.',
			image_urls: ['https://example.com/headphones-all-colors.jpg'],
			duration: 10,
			quality: '1080p',
			aspect_ratio: '16:9',
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Product catalogue: Wireless Earbuds (premium)',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'@Image1 is a Wireless Earbuds. The product rotates slowly under dramatic studio lighting on a dark reflective surface. Cinematic close-up. Light reveals surface details and textures. Premium advertisement quality.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/earbuds.jpg',
			},
		],
		duration: 8,
		resolution: '1080p',
		aspectRatio: '1:1',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt:
				'@Image1 is a Wireless Earbuds. The product rotates slowly under dramatic studio lighting on a dark reflective surface. Cinematic close-up. Light reveals surface details and textures. Premium advertisement quality.',
			image_urls: ['https://example.com/earbuds.jpg'],
			duration: 8,
			quality: '1080p',
			aspect_ratio: '1:1',
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Product catalogue: Leather Wallet (lifestyle)',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'@Image1 is a Leather Wallet. The product is shown in a lifestyle setting — a modern living space with natural light. Camera slowly pushes in to reveal product details. Warm, inviting atmosphere.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/wallet.jpg',
			},
		],
		duration: 8,
		resolution: '1080p',
		aspectRatio: '1:1',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt:
				'@Image1 is a Leather Wallet. The product is shown in a lifestyle setting — a modern living space with natural light. Camera slowly pushes in to reveal product details. Warm, inviting atmosphere.',
			image_urls: ['https://example.com/wallet.jpg'],
			duration: 8,
			quality: '1080p',
			aspect_ratio: '1:1',
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Product catalogue: Running Shoes (minimal)',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'@Image1 is a Running Shoes. Clean white background. The product rotates 360 degrees. Even, shadowless lighting. E-commerce product spin.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/shoes.jpg',
			},
		],
		duration: 8,
		resolution: '1080p',
		aspectRatio: '1:1',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt:
				'@Image1 is a Running Shoes. Clean white background. The product rotates 360 degrees. Even, shadowless lighting. E-commerce product spin.',
			image_urls: ['https://example.com/shoes.jpg'],
			duration: 8,
			quality: '1080p',
			aspect_ratio: '1:1',
		},
	},
];
