import { jsonOf } from '../../support/items.mts';
import { openLab } from '../../support/lab.mts';
import { runOf, storyTools } from './storyLab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
afterAll(async () => await lab.close());

const { paid } = storyTools(() => lab);

test('P20 The upload of a later shot has the time of that shot, not what the first one has left', async () => {
	const pictureOf = async (name: string) => {
		const reply = await fetch(lab.sandbox.mediaUrl(name));
		const bytes = Buffer.from(await reply.arrayBuffer());
		return { data: bytes.toString('base64'), mimeType: `image/${name.slice(-3)}`, fileName: name };
	};
	const items = [
		{
			json: { prompt: 'Shot a1 [[slow:3000]]', mode: 'firstFrame' },
			binary: { picture: await pictureOf('photo.jpg') },
		},
		{
			json: { prompt: 'Shot a2', mode: 'firstLastFrame' },
			binary: { picture: await pictureOf('photo.png') },
		},
	];
	// With the first shot made, less of its Wait Timeout is left than the host asks for.
	const busy = { kind: 'status', status: 429, retryAfter: 4 } as const;
	lab.sandbox.addFault({ provider: 'kie', operation: 'upload', nth: 2, ...busy });
	const media = { item: [{ kind: 'image', source: 'binary', binaryProperty: 'picture' }] };
	const { parameters } = runOf(
		[],
		{ storyKey: 'a', waitTimeout: 0.1 },
		{
			parameters: { mode: '={{ $json.mode }}', media },
		},
	);
	const result = await lab.generate('kie', { parameters, items });
	expect(result.error?.message).toBeUndefined();
	expect(jsonOf(result).map(({ failure }) => failure)).toEqual([null, null]);
	expect(paid()).toHaveLength(2);
});
