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

	test('P16 keeps what is on top, however deep the rest is nested', async () => {
		const abyss = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
		const reply = await answered({ id: 'task-1', abyss, deep: [[[`key ${KEY}`]]] });
		expect(reply).toMatchObject({
			kind: 'answer',
			body: { id: 'task-1', deep: [[['key [key removed]']]] },
		});
		expect(JSON.stringify(reply).length).toBeLessThan(500);
	});

	test('is no answer when it breaks at a touch', async () => {
		const broken = () => {
			throw new Error('out of reach');
		};
		const reply = await answered(
			Object.defineProperty({}, 'id', { get: broken, enumerable: true }),
		);
		expect(reply).toEqual({ kind: 'noAnswer', reason: 'its answer could not be read' });
	});
});
