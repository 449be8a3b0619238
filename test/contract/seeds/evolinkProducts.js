'use strict';

/** Seed 000: EvoLink's image-to-video tutorial, older dialect with the single id seedance-2.0. */

/** @type {import('./rows').SeedRow[]} */
module.exports = [
	{
		seed: '000',
		provider: 'evolink',
		title: 'Narrative pipeline: 01_entrance',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'@Image1 is the main character. She pushes open a heavy wooden door and steps into a dimly lit room. Dust swirls in the doorway light. Camera follows her from behind, over-the-shoulder angle.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/story-character.jpg',
			},
		],
		duration: 6,
		resolution: '1080p',
		aspectRatio: '16:9',
		generateAudio: true,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt:
				'@Image1 is the main character. She pushes open a heavy wooden door and steps into a dimly lit room. Dust swirls in the doorway light. Camera follows her from behind, over-the-shoulder angle.',
			image_urls: ['https://example.com/story-character.jpg'],
			duration: 6,
			quality: '1080p',
			aspect_ratio: '16:9',
			generate_audio: true,
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Narrative pipeline: 02_discovery',
		mode: 'auto',
		requestMode: 'firstLastFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'@Image1 is the main character. @Image2 is the room interior. She walks to the center of the room and discovers a glowing object on a pedestal. Her face shows surprise. Blue light illuminates her features. Camera pushes in from medium shot to close-up on her expression.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/story-character.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/mysterious-room.jpg',
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
				'@Image1 is the main character. @Image2 is the room interior. She walks to the center of the room and discovers a glowing object on a pedestal. Her face shows surprise. Blue light illuminates her features. Camera pushes in from medium shot to close-up on her expression.',
			image_urls: [
				'https://example.com/story-character.jpg',
				'https://example.com/mysterious-room.jpg',
			],
			duration: 8,
			quality: '1080p',
			aspect_ratio: '16:9',
			generate_audio: true,
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Narrative pipeline: 03_transformation',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'@Image1 is the main character. She reaches out and touches the glowing object. Light radiates outward from the point of contact. The room transforms — walls dissolve into a starfield. Camera rapidly pulls back to extreme wide shot.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/story-character.jpg',
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
				'@Image1 is the main character. She reaches out and touches the glowing object. Light radiates outward from the point of contact. The room transforms — walls dissolve into a starfield. Camera rapidly pulls back to extreme wide shot.',
			image_urls: ['https://example.com/story-character.jpg'],
			duration: 10,
			quality: '1080p',
			aspect_ratio: '16:9',
			generate_audio: true,
		},
	},
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
	{
		seed: '000',
		provider: 'evolink',
		title: 'Mistake 5 (fragment): images without tags',
		mode: 'auto',
		requestMode: 'reference',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt: 'A character walks through a forest in watercolor style',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/character.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/forest.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/watercolor_ref.jpg',
			},
		],
		duration: null,
		resolution: null,
		aspectRatio: null,
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt: 'A character walks through a forest in watercolor style',
			image_urls: [
				'https://example.com/character.jpg',
				'https://example.com/forest.jpg',
				'https://example.com/watercolor_ref.jpg',
			],
		},
	},
	{
		seed: '000',
		provider: 'evolink',
		title: 'Mistake 5 (fragment): every image with its tag',
		mode: 'auto',
		requestMode: 'reference',
		model: 'custom',
		customModel: 'seedance-2.0',
		prompt:
			'@Image1 is the character. @Image2 is the forest environment. @Image3 defines the watercolor art style. The character (@Image1) walks through the forest (@Image2) rendered in the watercolor style of @Image3.',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/character.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/forest.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/watercolor_ref.jpg',
			},
		],
		duration: null,
		resolution: null,
		aspectRatio: null,
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0',
			prompt:
				'@Image1 is the character. @Image2 is the forest environment. @Image3 defines the watercolor art style. The character (@Image1) walks through the forest (@Image2) rendered in the watercolor style of @Image3.',
			image_urls: [
				'https://example.com/character.jpg',
				'https://example.com/forest.jpg',
				'https://example.com/watercolor_ref.jpg',
			],
		},
	},
];
