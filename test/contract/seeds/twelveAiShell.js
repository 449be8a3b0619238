'use strict';

/** Seed 002: 12AI's Seedance page, its examples for the shell. */

/** @type {import('./rows').SeedRow[]} */
module.exports = [
	{
		seed: '002',
		provider: 'twelveAi',
		title: 'Mode 1: text to video (curl)',
		mode: 'auto',
		requestMode: 'textToVideo',
		model: 'seedance-2.0',
		prompt: '电影感特写,温馨木地板上的浅蓝色塑料收纳箱,柔和的自然阳光,4K',
		media: [],
		duration: 5,
		resolution: '480p',
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2-official',
			prompt: '电影感特写,温馨木地板上的浅蓝色塑料收纳箱,柔和的自然阳光,4K',
			duration: 5,
			size: '480p',
			metadata: {
				ratio: '16:9',
			},
		},
	},
	{
		seed: '002',
		provider: 'twelveAi',
		title: 'Mode 2: image to video (curl)',
		mode: 'auto',
		requestMode: 'firstFrame',
		model: 'seedance-2.0',
		prompt: '让画面中的猫缓缓转头看向镜头',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/cat.jpg',
			},
		],
		duration: 5,
		resolution: null,
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2-official',
			prompt: '让画面中的猫缓缓转头看向镜头',
			images: ['https://example.com/cat.jpg'],
			duration: 5,
			metadata: {
				ratio: '16:9',
			},
		},
	},
	{
		seed: '002',
		provider: 'twelveAi',
		title: 'Mode 3: first and last frame (curl)',
		mode: 'auto',
		requestMode: 'firstLastFrame',
		model: 'seedance-2.0',
		prompt: '从白天平滑过渡到夜晚的延时效果',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/day.jpg',
			},
			{
				kind: 'image',
				url: 'https://example.com/night.jpg',
			},
		],
		duration: 5,
		resolution: null,
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2-official',
			prompt: '从白天平滑过渡到夜晚的延时效果',
			images: ['https://example.com/day.jpg', 'https://example.com/night.jpg'],
			duration: 5,
			metadata: {
				ratio: '16:9',
			},
		},
	},
	{
		seed: '002',
		provider: 'twelveAi',
		title: 'Mode 4: reference with a video (curl)',
		mode: 'auto',
		requestMode: 'reference',
		model: 'seedance-2.0',
		prompt: '使用 @image_file_1 作为主角,@image_file_2 作为风格参考,@video_file_1 控制节奏',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/character.png',
			},
			{
				kind: 'image',
				url: 'https://example.com/style.png',
			},
			{
				kind: 'image',
				url: 'https://example.com/extra.png',
			},
			{
				kind: 'video',
				url: 'https://example.com/ref.mp4',
			},
		],
		duration: 6,
		resolution: null,
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2-official',
			prompt: '使用 @image_file_1 作为主角,@image_file_2 作为风格参考,@video_file_1 控制节奏',
			images: [
				'https://example.com/character.png',
				'https://example.com/style.png',
				'https://example.com/extra.png',
			],
			duration: 6,
			metadata: {
				ratio: '16:9',
				video_urls: ['https://example.com/ref.mp4'],
			},
		},
	},
	{
		seed: '002',
		provider: 'twelveAi',
		title: 'Mode 4: reference with audio (curl)',
		mode: 'auto',
		requestMode: 'reference',
		model: 'seedance-2.0',
		prompt: '一个人在舞台上随 @audio_file_1 的音乐起舞',
		media: [
			{
				kind: 'image',
				url: 'https://example.com/ref1.png',
			},
			{
				kind: 'image',
				url: 'https://example.com/ref2.png',
			},
			{
				kind: 'image',
				url: 'https://example.com/ref3.png',
			},
			{
				kind: 'audio',
				url: 'https://example.com/music.mp3',
			},
		],
		duration: 10,
		resolution: null,
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2-official',
			prompt: '一个人在舞台上随 @audio_file_1 的音乐起舞',
			images: [
				'https://example.com/ref1.png',
				'https://example.com/ref2.png',
				'https://example.com/ref3.png',
			],
			duration: 10,
			metadata: {
				ratio: '16:9',
				audio_urls: ['https://example.com/music.mp3'],
			},
		},
	},
	{
		seed: '002',
		provider: 'twelveAi',
		title: 'Reviewed assets on the fast model (curl)',
		mode: 'auto',
		requestMode: 'reference',
		model: 'seedance-2.0-fast',
		prompt: '使用 @image_file_1 作为角色,@video_file_1 控制节奏',
		media: [
			{
				kind: 'image',
				url: 'asset://asset-2026character',
			},
			{
				kind: 'image',
				url: 'asset://asset-2026bg',
			},
			{
				kind: 'image',
				url: 'asset://asset-2026ref',
			},
			{
				kind: 'video',
				url: 'asset://asset-2026pace',
			},
			{
				kind: 'audio',
				url: 'asset://asset-2026voice',
			},
		],
		duration: 6,
		resolution: '720p',
		aspectRatio: '3:4',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2-official2-fast',
			prompt: '使用 @image_file_1 作为角色,@video_file_1 控制节奏',
			images: ['asset://asset-2026character', 'asset://asset-2026bg', 'asset://asset-2026ref'],
			duration: 6,
			size: '720p',
			metadata: {
				ratio: '3:4',
				video_urls: ['asset://asset-2026pace'],
				audio_urls: ['asset://asset-2026voice'],
			},
		},
	},
	{
		seed: '002',
		provider: 'twelveAi',
		title: 'Complete example (shell)',
		mode: 'auto',
		requestMode: 'textToVideo',
		model: 'seedance-2.0',
		prompt: '一只可爱的小猫在阳光下玩耍',
		media: [],
		duration: 5,
		resolution: null,
		aspectRatio: '16:9',
		generateAudio: null,
		options: {},
		expectedBody: {
			model: 'seedance-2-official',
			prompt: '一只可爱的小猫在阳光下玩耍',
			duration: 5,
			metadata: {
				ratio: '16:9',
			},
		},
	},
];
