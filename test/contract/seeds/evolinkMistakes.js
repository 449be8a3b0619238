'use strict';

/** Seed 000: EvoLink's image-to-video tutorial, its common mistakes, older dialect with the single id seedance-2.0. */

/** @type {import('./rows').SeedRow[]} */
module.exports = [
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
