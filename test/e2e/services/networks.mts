/**
 * A service that posts to several networks from a link, in the manner of Blotato:
 * https://help.blotato.com/api/publish-post
 */

import { json } from './server.mts';
import type { Received, Reply } from './server.mts';

const HEADER = { name: 'blotato-api-key', value: 'local-only' };

interface Post {
	accountId: string;
	content: { text: string; mediaUrls: string[]; platform: string };
	target: { targetType: string } & Record<string, unknown>;
}

/** What the service wants to know for a network. */
const NEEDED: Record<string, string[]> = {
	tiktok: [
		...['privacyLevel', 'disabledComments', 'disabledDuet', 'disabledStitch'],
		...['isBrandedContent', 'isYourBrand', 'isAiGenerated'],
	],
	instagram: [],
	youtube: ['title', 'privacyStatus', 'shouldNotifySubscribers'],
};

export function playNetworks() {
	const posts: Post[] = [];
	/** What becomes of a post, by network; published without. */
	const state: { ends: Record<string, Record<string, string>>; closed: string | null } = {
		ends: {},
		closed: null,
	};

	async function order(body: Buffer): Promise<Reply> {
		const { post } = JSON.parse(String(body)) as { post: Post };
		const { content, target } = post;
		const missing = NEEDED[content.platform]?.filter((name) => target[name] === undefined);
		if (missing === undefined || target.targetType !== content.platform || missing.length > 0) {
			return json({ message: `Missing for ${content.platform}: ${missing}` }, 422);
		}
		if (content.platform === state.closed)
			return json({ message: 'Account is not connected' }, 422);
		const file = await fetch(content.mediaUrls[0]);
		await file.arrayBuffer();
		if (file.headers.get('content-type') !== 'video/mp4') {
			return json({ message: 'The media cannot be opened' }, 422);
		}
		posts.push(post);
		return json({ postSubmissionId: `post-${posts.length}` }, 201);
	}

	async function answer({ method, url, headers, body }: Received): Promise<Reply> {
		if (headers[HEADER.name] !== HEADER.value) return json({ message: 'Unauthorized' }, 401);
		if (method === 'POST' && url.pathname === '/v2/posts') return await order(body);
		const [, id] = /^\/v2\/posts\/post-(\d+)$/.exec(url.pathname) ?? [];
		const post = method === 'GET' ? posts[Number(id) - 1] : undefined;
		if (post === undefined) return json({ message: 'Not found' }, 404);
		const { platform } = post.content;
		const publicUrl = `https://${platform}.example.com/${id}`;
		const end = state.ends[platform] ?? { status: 'published', publicUrl };
		return json({ postSubmissionId: `post-${id}`, ...end });
	}
	return { answer, posts, state, credential: HEADER };
}
