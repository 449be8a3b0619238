'use strict';

const { SEED_REQUESTS } = require('../contract/seeds');
const { openLab } = require('../support/lab');

/** Our mark for finding a lost task again; the only thing the node adds to a documented request. */
const MARK = /^n8n-seedance-[0-9a-f]{35}$/;

/**
 * Seed 002 prints one body that names every field at once, a picture of the structure rather than a
 * request: its rule of counting images would take it for a first frame, which forbids the videos in it.
 *
 * @param {{ title: string }} example
 */
const isOutline = ({ title }) => title.startsWith('Outline');

describe('Every request example of the provider documents, typed into the node, on n8n’s own engine', () => {
	/** @type {Awaited<ReturnType<typeof openLab>>} */
	let lab;
	beforeAll(async () => {
		lab = await openLab({ fetchMedia: false, jobMs: 20 });
	});
	afterAll(async () => await lab.close());

	/**
	 * @param {(typeof SEED_REQUESTS)[number]} example
	 * @param {Record<string, any>} [options]
	 */
	async function sentBody(example, options = {}) {
		lab.sandbox.reset();
		const { parameters } = example;
		const result = await lab.generate(/** @type {any} */ (example.provider), {
			parameters: {
				...parameters,
				media: { item: example.media },
				completion: 'submit',
				options: { promptAdvice: false, ...parameters.options, ...options },
			},
		});
		const [request, ...more] = lab.requests(/** @type {any} */ (example.provider), 'create');
		expect(more).toEqual([]);
		if (isOutline(example)) expect(request.status).toBe(400);
		else expect({ status: request.status, error: result.error?.message }).toEqual({ status: 200 });
		expect(request.path).toMatch(new RegExp(`${example.expectedPath}$`));
		return /** @type {Record<string, any>} */ (request.body);
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
