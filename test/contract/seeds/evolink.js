'use strict';

/** Seed 004: EvoLink's quick start, current dialect. */

/** @type {import('./rows').SeedRow[]} */
module.exports = [
	{
		seed: '004',
		provider: 'evolink',
		title: 'Step 3: text to video',
		mode: 'auto',
		requestMode: 'textToVideo',
		model: 'seedance-2.0',
		prompt: '一只金毛巡回犬穿越阳光洒落的草地,电影级慢动作',
		media: [],
		duration: 5,
		resolution: '720p',
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2.0-text-to-video',
			prompt: '一只金毛巡回犬穿越阳光洒落的草地,电影级慢动作',
			duration: 5,
			quality: '720p',
			aspect_ratio: '16:9',
		},
	},
];
