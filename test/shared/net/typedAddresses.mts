import type { ProviderId } from '../../support/providers.mts';

/** What people type into Base URL, and what they mean; the Ark credential has such a field for relays only. */
export const TYPED: Record<ProviderId, Array<[typed: string, meant: string]>> = {
	evolink: [
		['https://api.evolink.ai/v1', 'https://api.evolink.ai'],
		['https://api.evolink.ai/v1/', 'https://api.evolink.ai'],
		['https://api.evolink.ai/v1/v1', 'https://api.evolink.ai'],
		['https://api.evolink.ai/v1/videos', 'https://api.evolink.ai'],
		['https://api.evolink.ai/v1/videos/generations', 'https://api.evolink.ai'],
		['https://api.evolink.ai/v1/videos/generations/?model=x', 'https://api.evolink.ai'],
		['https://api.evolink.ai/v1/tasks/task-unified-1-a', 'https://api.evolink.ai'],
		['https://api.evolink.ai/v1/credits', 'https://api.evolink.ai'],
		['http://api.evolink.ai', 'https://api.evolink.ai'],
		['api.evolink.ai/v1', 'https://api.evolink.ai'],
		['https://relay.example.com/evolink/v1/', 'https://relay.example.com/evolink'],
		['http://relay.example.com', 'http://relay.example.com'],
		['https://relay.example.com/v2', 'https://relay.example.com/v2'],
		['https://evolink.ai/dashboard', 'https://evolink.ai/dashboard'],
	],
	ark: [
		['https://ark.cn-beijing.volces.com', 'https://ark.cn-beijing.volces.com/api/v3'],
		['https://ark.cn-beijing.volces.com/api', 'https://ark.cn-beijing.volces.com/api/v3'],
		['http://ark.cn-beijing.volces.com/api/v3', 'https://ark.cn-beijing.volces.com/api/v3'],
		[
			'https://ark.ap-southeast.bytepluses.com/api/v3/api/v3/',
			'https://ark.ap-southeast.bytepluses.com/api/v3',
		],
		[
			'https://ark.cn-beijing.volces.com/api/v3/contents/generations/tasks',
			'https://ark.cn-beijing.volces.com/api/v3',
		],
		[
			'https://ark.cn-beijing.volces.com/api/v3/contents/generations/tasks/cgt-1?a=b',
			'https://ark.cn-beijing.volces.com/api/v3',
		],
		[
			'https://ark.cn-beijing.volces.com/api/plan/v3',
			'https://ark.cn-beijing.volces.com/api/plan/v3',
		],
		['https://relay.example.com', 'https://relay.example.com'],
		['https://relay.example.com/api/v3/api/v3', 'https://relay.example.com/api/v3'],
		['https://relay.example.com/volc/contents/generations/tasks', 'https://relay.example.com/volc'],
		['https://console.volcengine.com/ark', 'https://console.volcengine.com/ark'],
	],
	twelveAi: [
		['https://cdn.12ai.org/v1', 'https://cdn.12ai.org'],
		['https://cdn.12ai.org/v1/videos', 'https://cdn.12ai.org'],
		['https://cdn.12ai.org/v1/videos/task_1/', 'https://cdn.12ai.org'],
		['http://cdn.12ai.org', 'https://cdn.12ai.org'],
		['https://relay.example.com/v1', 'https://relay.example.com'],
	],
	ink: [
		['https://www.seedance2.ink/api/open/v1', 'https://www.seedance2.ink'],
		['https://www.seedance2.ink/api/open/v1/video/generations', 'https://www.seedance2.ink'],
		['https://www.seedance2.ink/api/open/v1/video/generations/req_1', 'https://www.seedance2.ink'],
		['http://www.seedance2.ink/', 'https://www.seedance2.ink'],
		['https://relay.example.com/api', 'https://relay.example.com/api'],
	],
	fal: [
		['https://queue.fal.run/bytedance/seedance-2.0/text-to-video', 'https://queue.fal.run'],
		['https://queue.fal.run/fal-ai/bytedance/requests/1/status', 'https://queue.fal.run'],
		['https://fal.run', 'https://queue.fal.run'],
		['fal.run/bytedance/seedance-2.5', 'https://queue.fal.run'],
		['http://queue.fal.run/', 'https://queue.fal.run'],
		['https://relay.example.com/fal', 'https://relay.example.com/fal'],
		['https://fal.ai/dashboard', 'https://fal.ai/dashboard'],
	],
	kie: [
		['https://api.kie.ai/api/v1', 'https://api.kie.ai'],
		['https://api.kie.ai/api/v1/jobs/createTask', 'https://api.kie.ai'],
		['api.kie.ai/api/v1/jobs/recordInfo?taskId=1', 'https://api.kie.ai'],
		['http://api.kie.ai/', 'https://api.kie.ai'],
		['https://relay.example.com/kie', 'https://relay.example.com/kie'],
		['https://docs.kie.ai/market', 'https://docs.kie.ai/market'],
	],
	waveSpeed: [
		['https://api.wavespeed.ai', 'https://api.wavespeed.ai/api/v3'],
		['wavespeed.ai/', 'https://api.wavespeed.ai/api/v3'],
		['http://api.wavespeed.ai/api/v2', 'https://api.wavespeed.ai/api/v3'],
		[
			'https://api.wavespeed.ai/api/v3/bytedance/seedance-2.5/text-to-video',
			'https://api.wavespeed.ai/api/v3',
		],
		['https://api.wavespeed.ai/api/v3/predictions/1/result', 'https://api.wavespeed.ai/api/v3'],
		['https://relay.example.com/wavespeed', 'https://relay.example.com/wavespeed'],
	],
};
