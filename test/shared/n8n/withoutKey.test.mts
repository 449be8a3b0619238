import { withoutKey } from '../../../nodes/shared/n8n/withoutKey.ts';

const KEY = 'sk-0123456789';

async function answered(body: unknown) {
	const reply = { kind: 'answer' as const, status: 200, headers: {}, body };
	const client = withoutKey({ send: async () => reply }, KEY);
	return await client.send({ method: 'GET', path: '/' }, 1);
}

describe('What a provider answers', () => {
	test('loses the key wherever it stands, and nothing else', async () => {
		const body = { list: [`key ${KEY}!`, 7, null, true], deep: { key: KEY } };
		expect(await answered(body)).toMatchObject({
			body: {
				list: ['key [key removed]!', 7, null, true],
				deep: { key: '[key removed]' },
			},
		});
	});

	test('throws nothing, however deep it is nested', async () => {
		const reply = await answered(JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)));
		expect(reply).toEqual({
			kind: 'noAnswer',
			reason: 'its answer is nested too deeply to be read',
		});
	});
});
