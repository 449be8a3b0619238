import { json, readForm, startServer } from './server.mts';

const ACCESS = '1000001:local-only';

/** The two calls of Telegram's Bot API that the example makes. */
export async function startTelegram() {
	const videos: Array<Awaited<ReturnType<typeof readForm>>> = [];
	const messages: Array<{ chat_id: string; text: string }> = [];
	const server = await startServer(async (request) => {
		const call = request.url.pathname.replace(`/bot${ACCESS}/`, '');
		const result = { message_id: videos.length + messages.length + 1, date: 1_800_000_000 };
		if (request.method === 'POST' && call === 'sendVideo') {
			videos.push(await readForm(request));
			return json({ ok: true, result });
		}
		if (request.method === 'POST' && call === 'sendMessage') {
			messages.push(JSON.parse(String(request.body)) as (typeof messages)[number]);
			return json({ ok: true, result });
		}
		return json({ ok: false, error_code: 404, description: 'Not Found' }, 404);
	});
	return {
		videos,
		messages,
		credential: { accessToken: ACCESS, baseUrl: server.url },
		close: server.close,
	};
}
