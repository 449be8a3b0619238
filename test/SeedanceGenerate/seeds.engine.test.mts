import { SEED_REQUESTS } from '../contract/seeds.mts';
import { openLab } from '../support/lab.mts';
import { bodyOf } from './support.mts';
import type { INodeParameters } from 'n8n-workflow';

/** Our mark for finding a lost task again; the only thing the node adds to a documented request. */
const MARK = /^n8n-seedance-[0-9a-f]{35}$/;

/**
 * Seed 002 prints one body that names every field at once, a picture of the structure rather than a
 * request: its rule of counting images would take it for a first frame, which forbids the videos in it.
 */
const isOutline = ({ title }: { title: string }) => title.startsWith('Outline');

describe('Every request example of the provider documents, typed into the node, on n8n’s own engine', () => {
	let lab: Awaited<ReturnType<typeof openLab>>;
	beforeAll(async () => {
		lab = await openLab({ fetchMedia: false, jobMs: 20 });
	});
	afterAll(async () => await lab.close());

	async function sentBody(example: (typeof SEED_REQUESTS)[number], options: INodeParameters = {}) {
		lab.sandbox.reset();
		const { parameters } = example;
		const result = await lab.generate(example.provider, {
			parameters: {
				...parameters,
				media: { item: example.media },
				completion: 'submit',
				options: { promptAdvice: false, ...parameters.options, ...options },
			},
		});
		const [request, ...more] = lab.requests(example.provider, 'create');
		expect(more).toEqual([]);
		if (isOutline(example)) expect(request.status).toBe(400);
		else expect({ status: request.status, error: result.error?.message }).toEqual({ status: 200 });
		expect(request.path).toMatch(new RegExp(`${example.expectedPath}$`));
		return bodyOf(request);
	}

	test.each(SEED_REQUESTS.map((example) => [`${example.seed}: ${example.title}`, example]))(
		'%s is sent exactly as documented',
		async (_, example) => {
			const { safety_identifier: mark, ...body } = await sentBody(example);
			expect(body).toEqual(example.expectedBody);
			if (example.provider === 'ark') expect(mark).toMatch(MARK);
			else expect(mark).toBeUndefined();
		},
	);

	test('on Ark the mark can be switched off with Extra Body, and then nothing at all is added', async () => {
		const example = SEED_REQUESTS.find((candidate) => candidate.provider === 'ark');
		if (example === undefined) throw new Error('The table has no Ark example');
		const body = await sentBody(example, { extraBody: '{"safety_identifier": null}' });
		expect(body).toEqual(example.expectedBody);
	});
});
