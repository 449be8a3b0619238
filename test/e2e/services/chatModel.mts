import { json, startServer } from './server.mts';

/** What is looked at in a request for an answer. */
interface ChatRequest {
	model: string;
	messages: Array<{ role: string; content: unknown }>;
	tools?: Array<{ function: { name: string } }>;
	stream?: boolean;
}

/** What the model says: words, or a call of the first tool that it was offered. */
type Said = { content: string } | { call: Record<string, unknown> };

/**
 * Calls the first tool once and then answers with the link that the tool gave.
 *
 * @param wish the arguments
 */
export const callToolOnce =
	(wish: Record<string, unknown>) =>
	({ messages }: ChatRequest): Said => {
		const last = messages[messages.length - 1];
		if (last.role !== 'tool') return { call: wish };
		const link = /https?:[^"\\]+/.exec(String(last.content));
		return { content: `Here it is: ${link?.[0] ?? last.content}` };
	};

/** A chat model behind the usual "chat completions" address. */
export async function startChatModel(say: (request: ChatRequest) => Said) {
	const requests: ChatRequest[] = [];
	const server = await startServer(({ url, body }) => {
		if (url.pathname !== '/v1/chat/completions') return json({ error: { message: 'No' } }, 404);
		const request = JSON.parse(String(body)) as ChatRequest;
		requests.push(request);
		const said = say(request);
		const isAnswered = 'content' in said;
		const call = {
			id: 'call-1',
			type: 'function',
			function: {
				name: request.tools?.[0]?.function.name,
				arguments: isAnswered ? '' : JSON.stringify(said.call),
			},
		};
		const message = isAnswered
			? { role: 'assistant', content: said.content }
			: { role: 'assistant', content: null, tool_calls: [call] };
		const head = { id: `chat-${requests.length}`, created: 1_800_000_000, model: request.model };
		const reason = isAnswered ? 'stop' : 'tool_calls';
		const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
		if (!request.stream) {
			const choice = { index: 0, message, finish_reason: reason };
			return json({ ...head, object: 'chat.completion', choices: [choice], usage });
		}
		const delta = { ...message, tool_calls: isAnswered ? undefined : [{ index: 0, ...call }] };
		const parts = [
			{ choices: [{ index: 0, delta, finish_reason: null }] },
			{ choices: [{ index: 0, delta: {}, finish_reason: reason }], usage },
		].map(
			(part) => `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...part })}`,
		);
		return {
			headers: { 'content-type': 'text/event-stream' },
			body: `${[...parts, 'data: [DONE]'].join('\n\n')}\n\n`,
		};
	});
	return {
		requests,
		credential: { apiKey: 'local-only', url: `${server.url}/v1` },
		close: server.close,
	};
}
