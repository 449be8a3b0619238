'use strict';

/**
 * Seed 003: an article on the Volcengine Ark API. Its scenarios keep the call of the template and
 * replace `content` only. This file: the template, text, and frames.
 */

/** @type {import('./rows').SeedRow[]} */
module.exports = [
	{
		seed: '003',
		provider: 'ark',
		title: 'Call template',
		mode: 'auto',
		requestMode: 'reference',
		model: 'seedance-2.0',
		prompt: '你的视频描述 prompt',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/image.jpg',
			},
			{
				kind: 'video',
				url: 'https://example.com/video.mp4',
			},
			{
				kind: 'audio',
				url: 'https://example.com/audio.mp3',
			},
		],
		duration: 10,
		resolution: null,
		aspectRatio: '16:9',
		generateAudio: true,
		options: {
			watermark: true,
		},
		expectedBody: {
			model: 'doubao-seedance-2-0-260128',
			content: [
				{
					type: 'text',
					text: '你的视频描述 prompt',
				},
				{
					type: 'image_url',
					image_url: {
						url: 'https://example.com/image.jpg',
					},
					role: 'reference_image',
				},
				{
					type: 'video_url',
					video_url: {
						url: 'https://example.com/video.mp4',
					},
					role: 'reference_video',
				},
				{
					type: 'audio_url',
					audio_url: {
						url: 'https://example.com/audio.mp3',
					},
					role: 'reference_audio',
				},
			],
			generate_audio: true,
			ratio: '16:9',
			duration: 10,
			watermark: true,
		},
	},
	{
		seed: '003',
		provider: 'ark',
		title: 'Text to video',
		mode: 'auto',
		requestMode: 'textToVideo',
		model: 'seedance-2.0',
		prompt:
			'写实风格,晴朗的蓝天之下,一大片白色的雏菊花田,镜头逐渐拉近,最终定格在一朵雏菊花的特写上,花瓣上有几颗晶莹的露珠',
		media: [],
		duration: 10,
		resolution: null,
		aspectRatio: '16:9',
		generateAudio: true,
		options: {
			watermark: true,
		},
		expectedBody: {
			model: 'doubao-seedance-2-0-260128',
			content: [
				{
					type: 'text',
					text: '写实风格,晴朗的蓝天之下,一大片白色的雏菊花田,镜头逐渐拉近,最终定格在一朵雏菊花的特写上,花瓣上有几颗晶莹的露珠',
				},
			],
			generate_audio: true,
			ratio: '16:9',
			duration: 10,
			watermark: true,
		},
	},
	{
		seed: '003',
		provider: 'ark',
		title: 'Image to video: first frame',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'seedance-2.0',
		prompt:
			'女孩抱着狐狸,女孩睁开眼,温柔地看向镜头,狐狸友善地抱着,镜头缓缓拉出,女孩的头发被风吹动,可以听到风声',
		media: [
			{
				kind: 'image',
				url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/i2v_foxrgirl.png',
			},
		],
		duration: 10,
		resolution: null,
		aspectRatio: '16:9',
		generateAudio: true,
		options: {
			watermark: true,
		},
		expectedBody: {
			model: 'doubao-seedance-2-0-260128',
			content: [
				{
					type: 'text',
					text: '女孩抱着狐狸,女孩睁开眼,温柔地看向镜头,狐狸友善地抱着,镜头缓缓拉出,女孩的头发被风吹动,可以听到风声',
				},
				{
					type: 'image_url',
					image_url: {
						url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/i2v_foxrgirl.png',
					},
				},
			],
			generate_audio: true,
			ratio: '16:9',
			duration: 10,
			watermark: true,
		},
	},
	{
		seed: '003',
		provider: 'ark',
		title: 'Image to video: first and last frame',
		mode: 'auto',
		requestMode: 'firstLastFrame',
		model: 'seedance-2.0',
		prompt: '图中女孩对着镜头说"茄子",360度环绕运镜',
		media: [
			{
				kind: 'image',
				url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/seepro_first_frame.jpeg',
			},
			{
				kind: 'image',
				url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/seepro_last_frame.jpeg',
			},
		],
		duration: 10,
		resolution: null,
		aspectRatio: '16:9',
		generateAudio: true,
		options: {
			watermark: true,
		},
		expectedBody: {
			model: 'doubao-seedance-2-0-260128',
			content: [
				{
					type: 'text',
					text: '图中女孩对着镜头说"茄子",360度环绕运镜',
				},
				{
					type: 'image_url',
					image_url: {
						url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/seepro_first_frame.jpeg',
					},
					role: 'first_frame',
				},
				{
					type: 'image_url',
					image_url: {
						url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/seepro_last_frame.jpeg',
					},
					role: 'last_frame',
				},
			],
			generate_audio: true,
			ratio: '16:9',
			duration: 10,
			watermark: true,
		},
	},
];
