const V = 'https://v.example.com/a.mp4';
const INPUT = 'https://in.example.com/u.mp4';
const done = { id: 't', status: 'succeeded' };

/** Answers with the link of the video beside one that is another's. */
export const BESIDE_OTHERS: Array<[string, unknown, string]> = [
	[
		'beside a video that is continued',
		{ ...done, extend_from: { video_url: INPUT }, output: [V] },
		V,
	],
	['beside a template', { ...done, template_video: INPUT, url: V }, V],
	['beside a base video', { ...done, base_video_url: INPUT, video_result: V }, V],
	[
		'beside a playlist',
		{ ...done, video: { url: 'https://v.example.com/a.m3u8' }, download: V },
		V,
	],
];
