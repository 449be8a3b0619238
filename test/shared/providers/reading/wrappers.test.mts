/** What is there is found, and nothing is made up, in wrappers that nobody has written down. */

import fc from 'fast-check';
import { PROVIDERS } from '../../../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../../../support/providers.mts';

const RUNS = 4000;

const V = 'https://cdn.example.com/results/a.mp4?sig=1';
const IN = 'https://in.example.com/given.mp4';

type Json = Record<string, unknown>;

const word = fc.stringMatching(/^[qxz][bcd]{2,4}$/);
const known = fc.constantFrom('data', 'task', 'result', 'response', 'output', 'job');

/** Things that stand beside a task and are neither its link nor its id. */
const decoys: fc.Arbitrary<Json> = fc
	.subarray<[string, unknown]>([
		['input', { prompt: 'A boat', video_url: IN, image_urls: ['https://in.example.com/i.png'] }],
		['request', { content: [{ type: 'video_url', video_url: { url: IN } }], task_id: 'older' }],
		['params', { url: IN }],
		['image_urls', ['https://in.example.com/i']],
		['reference_videos', [IN]],
		['first_frame_image', 'https://in.example.com/f.mp4'],
		['last_frame_image', 'https://in.example.com/l'],
		['callback_url', 'https://n8n.example.com/hook.mp4'],
		['webhook', { url: 'https://n8n.example.com/hook' }],
		['thumbnail_url', 'https://cdn.example.com/t'],
		['cover', { url: 'https://cdn.example.com/c.mp4' }],
		['poster', 'https://cdn.example.com/p.webp'],
		['docs', 'https://docs.example.com/video.mp4'],
		['help_url', 'https://relay.example.com/help'],
		['homepage', 'https://relay.example.com'],
		['request_id', 'req-1'],
		['trace_id', 'trace-1'],
		['user', { id: 'user-1' }],
		['model_info', { id: 'model-1' }],
		['channel', 17],
		['error', null],
	])
	.map((entries) => Object.fromEntries(entries));

interface Wrap {
	name: string;
	form: 'plain' | 'list' | 'text' | 'packed';
	beside: Json;
}

const wrap = (name: fc.Arbitrary<string>): fc.Arbitrary<Wrap> =>
	fc.record({
		name,
		form: fc.constantFrom('plain', 'plain', 'list', 'text', 'packed'),
		beside: decoys,
	});

function wrapped(inner: unknown, wraps: readonly Wrap[]): unknown {
	return wraps.reduceRight((value: unknown, { name, form, beside }) => {
		const held = {
			plain: () => value,
			list: () => [value],
			text: () => JSON.stringify(value),
			packed: () => JSON.stringify(JSON.stringify(value)),
		}[form]();
		return { ...beside, [name]: held };
	}, inner);
}

const provider = fc.constantFrom(...PROVIDER_IDS);
const status = fc.constantFrom('SUCCESS', 'succeeded', 'completed', '成功');
const taskName = fc.constantFrom('task_id', 'taskId', 'id');
const outer = fc.array(wrap(known), { maxLength: 4 });
const holder = fc.array(wrap(fc.oneof(known, word)), { maxLength: 4 });
const linkName = fc.constantFrom(
	'video_url',
	'videoUrl',
	'video',
	'url',
	'mp4',
	'output_video_url',
);

const shape = fc.record({ provider, status, taskName, outer, holder, linkName, beside: decoys });
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

/** A task in its wrappers, with these links further in. */
function answer(
	{ status: state, taskName: name, outer: around, holder: within, beside }: Shape,
	links: Json,
) {
	const result = wrapped(links, within) as Json;
	// The task's own fields win over what stands beside them.
	return wrapped({ ...beside, ...result, [name]: 't-1', status: state }, around);
}

describe(`P16 In ${RUNS} made-up answers`, () => {
	const assert = (property: fc.IProperty<[Shape]>) => fc.assert(property, { numRuns: RUNS });

	test('the link of the video and the task id are found', () => {
		assert(
			fc.property(shape, (made) => {
				const task = PROVIDERS[made.provider].readTask(answer(made, { [made.linkName]: V }));
				expect(task).toMatchObject({
					taskId: 't-1',
					status: 'succeeded',
					videoUrl: V,
					failure: null,
				});
			}),
		);
	});

	test('no link is made up of what was asked for, pictures and pages', () => {
		assert(
			fc.property(shape, (made) => {
				const task = PROVIDERS[made.provider].readTask(answer(made, { note: 'done' }));
				expect(task).toMatchObject({ taskId: 't-1', status: 'succeeded', videoUrl: null });
				expect(task?.failure).toMatchObject({ code: 'noVideoLink', retryable: false });
				expect(task?.failure?.message).not.toContain('http');
			}),
		);
	});

	test('of two links that are alike none is taken', () => {
		assert(
			fc.property(shape, (made) => {
				const links = { x_first_y: V, x_second_y: 'https://cdn.example.com/results/b.mp4' };
				const task = PROVIDERS[made.provider].readTask(answer(made, links));
				expect(task?.videoUrl).toBeNull();
				expect(task?.failure?.message).toMatch(/a\.mp4, .*b\.mp4$/);
			}),
		);
	});

	test('no task id is made up', () => {
		assert(
			fc.property(shape, ({ provider: asked, outer: around, beside }) => {
				expect(
					PROVIDERS[asked].readCreated(wrapped({ ...beside, message: 'ok' }, around), 0),
				).toBeNull();
			}),
		);
	});
});

const LAYERS: Array<(inner: unknown) => unknown> = [
	(inner) => ({ error: { code: 'fail_to_fetch_task', message: JSON.stringify(inner) } }),
	(inner) => ({ code: 'upstream_error', message: JSON.stringify(inner), data: null }),
	(inner) => ({
		error: { type: 'relay', message: `upstream answered 400: ${JSON.stringify(inner)}` },
	}),
	(inner) => ({ success: false, error: inner }),
	(inner) => ({ errors: [inner] }),
	(inner) => ({ message: 'It did not work', cause: inner }),
	(inner) => ({ msg: 'Bad', data: { error: inner } }),
];

const reason = fc.record({
	provider,
	layers: fc.array(fc.constantFrom(...LAYERS), { maxLength: 5 }),
	error: fc.constantFrom(
		{ code: 'InputImageSensitiveContentDetected', message: 'The picture was refused.' },
		{ code: 'insufficient_user_quota', message: 'There is nothing left.' },
		{ code: 'InvalidParameter.TaskTypeConstraint', message: 'This is not possible.' },
	),
});

describe(`P16 In ${RUNS} errors inside errors`, () => {
	test('the innermost one is shown, of calls and of tasks', () => {
		const asked = fc.property(reason, ({ provider: teller, layers, error }) => {
			const body = layers.reduceRight((inner: unknown, layer) => layer(inner), error);
			expect(PROVIDERS[teller].failureOf(400, body)).toMatchObject(error);
			const task = { id: 't-1', status: 'failed', error: body };
			expect(PROVIDERS[teller].readTask(task)?.failure).toMatchObject(error);
			const relayed = { task_id: 't-1', status: 'FAILURE', fail_reason: JSON.stringify(body) };
			expect(PROVIDERS[teller].readTask({ code: 'success', data: relayed })?.failure).toMatchObject(
				error,
			);
		});
		fc.assert(asked, { numRuns: RUNS });
	});
});
