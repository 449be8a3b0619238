/**
 * Publishing of Reels through Meta's Graph API: a container is made of a link, read by Instagram, and
 * published once. https://developers.facebook.com/docs/instagram-platform/content-publishing
 */

import { json } from './server.mts';
import type { Received, Reply } from './server.mts';

const ACCESS = 'local-access';

interface Container {
	caption: string;
	video: Buffer;
	looks: number;
	isPublished: boolean;
}

const refusal = (message: string, code: number, status: number = 400) =>
	json({ error: { message, type: 'OAuthException', code } }, status);

/**
 * @param account the id of the Instagram account
 */
export function playMeta(account: string) {
	const containers: Map<string, Container> = new Map();
	const published: Array<{ caption: string; video: Buffer }> = [];
	/** What Instagram says of a video, once it has been asked often enough. */
	const state = { verdict: 'FINISHED', looksNeeded: 3 };

	async function makeContainer(query: URLSearchParams): Promise<Reply> {
		if (query.get('media_type') !== 'REELS') return refusal('media_type is not played', 100);
		const file = await fetch(String(query.get('video_url')));
		if (file.headers.get('content-type') !== 'video/mp4') return refusal('Not a video', 9004);
		const video = Buffer.from(await file.arrayBuffer());
		const id = `container-${containers.size + 1}`;
		const caption = query.get('caption') ?? '';
		containers.set(id, { caption, video, looks: 0, isPublished: false });
		return json({ id });
	}

	function look(id: string, container: Container, fields: string[]): Reply {
		container.looks += 1;
		const isReady = container.looks >= state.looksNeeded;
		const status_code = isReady ? state.verdict : 'IN_PROGRESS';
		const known = { status_code, status: `${status_code}: as the test wants it` };
		const asked = Object.entries(known).filter(([name]) => fields.includes(name));
		return json({ ...Object.fromEntries(asked), id });
	}

	function publish(container: Container | undefined): Reply {
		const isReady = container !== undefined && container.looks >= state.looksNeeded;
		if (!isReady || state.verdict !== 'FINISHED') return refusal('Media is not ready', 9007);
		if (container.isPublished) return refusal('Published before', 9008);
		container.isPublished = true;
		published.push({ caption: container.caption, video: container.video });
		return json({ id: `reel-${published.length}` });
	}

	async function answer({ method, url }: Received): Promise<Reply> {
		const query = url.searchParams;
		if (query.get('access_token') !== ACCESS) return refusal('Invalid access token', 190, 401);
		const [, version, id, edge] = url.pathname.split('/');
		if (!/^v\d+\.0$/.test(version)) return refusal('Unknown version', 2635);
		const container = containers.get(id);
		if (method === 'GET' && edge === undefined && container !== undefined) {
			return look(id, container, String(query.get('fields')).split(','));
		}
		if (method !== 'POST' || id !== account)
			return refusal(`Unknown path ${url.pathname}`, 2500, 404);
		if (edge === 'media') return await makeContainer(query);
		if (edge === 'media_publish') return publish(containers.get(String(query.get('creation_id'))));
		return refusal(`Unknown path ${url.pathname}`, 2500, 404);
	}
	return { answer, published, containers, state, credential: { accessToken: ACCESS } };
}
