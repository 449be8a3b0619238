'use strict';

/** Seed 000: EvoLink's image-to-video tutorial, its story in three scenes, older dialect with the single id seedance-2.0. */

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
];
