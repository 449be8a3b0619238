'use strict';

/** Seed 003, as ark.js: reference pictures, and videos that are edited or extended. */

/** @type {import('./rows').SeedRow[]} */
module.exports = [
	{
		seed: '003',
		provider: 'ark',
		title: 'Image to video: reference pictures',
		mode: 'reference',
		requestMode: 'reference',
		model: 'seedance-2.0',
		prompt: '[图1]戴着眼镜穿着蓝色T恤的男生和[图2]的柯基小狗,坐在[图3]的草坪上,视频卡通风格',
		media: [
			{
				kind: 'image',
				url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/seelite_ref_1.png',
			},
			{
				kind: 'image',
				url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/seelite_ref_2.png',
			},
			{
				kind: 'image',
				url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/seelite_ref_3.png',
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
					text: '[图1]戴着眼镜穿着蓝色T恤的男生和[图2]的柯基小狗,坐在[图3]的草坪上,视频卡通风格',
				},
				{
					type: 'image_url',
					image_url: {
						url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/seelite_ref_1.png',
					},
					role: 'reference_image',
				},
				{
					type: 'image_url',
					image_url: {
						url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/seelite_ref_2.png',
					},
					role: 'reference_image',
				},
				{
					type: 'image_url',
					image_url: {
						url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/seelite_ref_3.png',
					},
					role: 'reference_image',
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
		title: 'Edit a video',
		mode: 'videoEdit',
		requestMode: 'videoEdit',
		model: 'seedance-2.0',
		prompt: '将视频1礼盒中的香水替换成图片1中的面霜,运镜不变',
		media: [
			{
				kind: 'image',
				url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/r2v_edit_pic1.jpg',
			},
			{
				kind: 'video',
				url: 'https://ark-project.tos-cn-beijing.volces.com/doc_video/r2v_edit_video1.mp4',
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
					text: '将视频1礼盒中的香水替换成图片1中的面霜,运镜不变',
				},
				{
					type: 'image_url',
					image_url: {
						url: 'https://ark-project.tos-cn-beijing.volces.com/doc_image/r2v_edit_pic1.jpg',
					},
					role: 'reference_image',
				},
				{
					type: 'video_url',
					video_url: {
						url: 'https://ark-project.tos-cn-beijing.volces.com/doc_video/r2v_edit_video1.mp4',
					},
					role: 'reference_video',
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
		title: 'Extend and join videos',
		mode: 'videoExtend',
		requestMode: 'videoExtend',
		model: 'seedance-2.0',
		prompt: '视频1中的拱形窗户打开,进入美术馆室内,接视频2,之后镜头进入画内,接视频3',
		media: [
			{
				kind: 'video',
				url: 'https://ark-project.tos-cn-beijing.volces.com/doc_video/r2v_extend_video1.mp4',
			},
			{
				kind: 'video',
				url: 'https://ark-project.tos-cn-beijing.volces.com/doc_video/r2v_extend_video2.mp4',
			},
			{
				kind: 'video',
				url: 'https://ark-project.tos-cn-beijing.volces.com/doc_video/r2v_extend_video3.mp4',
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
					text: '视频1中的拱形窗户打开,进入美术馆室内,接视频2,之后镜头进入画内,接视频3',
				},
				{
					type: 'video_url',
					video_url: {
						url: 'https://ark-project.tos-cn-beijing.volces.com/doc_video/r2v_extend_video1.mp4',
					},
					role: 'reference_video',
				},
				{
					type: 'video_url',
					video_url: {
						url: 'https://ark-project.tos-cn-beijing.volces.com/doc_video/r2v_extend_video2.mp4',
					},
					role: 'reference_video',
				},
				{
					type: 'video_url',
					video_url: {
						url: 'https://ark-project.tos-cn-beijing.volces.com/doc_video/r2v_extend_video3.mp4',
					},
					role: 'reference_video',
				},
			],
			generate_audio: true,
			ratio: '16:9',
			duration: 10,
			watermark: true,
		},
	},
];
