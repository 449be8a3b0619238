import { json, readForm, startServer } from './server.mts';

/**
 * An image model behind the usual "images/edits" address.
 *
 * @param picture what it makes of every picture
 */
export async function startImageModel(picture: Buffer) {
	const wishes: string[] = [];
	const server = await startServer(async (request) => {
		if (request.url.pathname !== '/v1/images/edits') return json({ error: { message: 'No' } }, 404);
		const { fields, files } = await readForm(request);
		if (fields.prompt.includes('forbidden')) {
			const message = 'Your request was rejected by the safety system.';
			return json({ error: { message, type: 'user_error', code: 'moderation_blocked' } }, 400);
		}
		if (!files['image[]']?.type.startsWith('image/') || fields.model !== 'gpt-image-1') {
			return json({ error: { message: 'Invalid image or model', type: 'user_error' } }, 400);
		}
		wishes.push(fields.prompt);
		return json({ created: 1_800_000_000, data: [{ b64_json: picture.toString('base64') }] });
	});
	return {
		wishes,
		credential: { apiKey: 'local-only', url: `${server.url}/v1` },
		close: server.close,
	};
}
