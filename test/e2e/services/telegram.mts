import { json, readForm, startServer } from './server.mts';

const ACCESS = '1000001:local-only';

interface Message {
	chat_id: string;
	text: string;
	reply_markup?: { inline_keyboard: Array<Array<{ text: string; url: string }>> };
}

/** The two calls of Telegram's Bot API that the examples make. */
export async function startTelegram() {
	const videos: Array<Awaited<ReturnType<typeof readForm>>> = [];
	const messages: Message[] = [];
	const server = await startServer(async (request) => {
		const call = request.url.pathname.replace(`/bot${ACCESS}/`, '');
		const result = { message_id: videos.length + messages.length + 1, date: 1_800_000_000 };
		if (request.method === 'POST' && call === 'sendVideo') {
			videos.push(await readForm(request));
			return json({ ok: true, result });
		}
		if (request.method === 'POST' && call === 'sendMessage') {
			messages.push(JSON.parse(String(request.body)) as Message);
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
