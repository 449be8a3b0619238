import { json, readForm, startServer } from './server.mts';

const HEADER = { name: 'authorization', value: 'Apikey local-only' };

/** A posting service: takes a form with a video, hands it to nobody, and remembers it. */
export async function startPosting() {
	const posts: Array<Awaited<ReturnType<typeof readForm>>> = [];
	const state = { isDown: false };
	const server = await startServer(async (request) => {
		if (request.headers[HEADER.name] !== HEADER.value)
			return json({ message: 'Who are you?' }, 401);
		if (state.isDown) return json({ message: 'Posting is closed today.' }, 503);
		const form = await readForm(request);
		if (form.files.video === undefined) return json({ message: 'There is no video.' }, 400);
		posts.push(form);
		return json({ success: true, request_id: `post-${posts.length}` });
	});
	return { posts, state, credential: HEADER, url: `${server.url}/upload`, close: server.close };
}
