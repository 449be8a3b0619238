import { checkRequest } from '../../nodes/SeedanceGenerate/plan/checks/check.ts';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../support/providers.mts';
import { startSandbox } from '../../sandbox/index.mts';
import { sandboxClient } from '../support/sandboxClient.mts';
import { capabilityCases } from './capabilityCases.mts';
import type { VideoRequest } from '../../nodes/shared/domain/request.ts';
import type { CapabilityCase } from './capabilityCases.mts';

/** Requests that we refuse although the sandbox would take what comes out of them, and why. */
const OURS_ALONE: { why: string; fits: (kase: CapabilityCase) => boolean }[] = [
	{
		why: 'the provider has no such mode: what would be sent is an ordinary reference request',
		fits: ({ title, provider, request }) =>
			title.endsWith('mode not offered') &&
			(['twelveAi', 'ink', 'kie', 'replicate', 'openRouter'].includes(provider) ||
				request.model === 'custom') &&
			request.mode.startsWith('video'),
	},
	{
		why: 'fal.ai drops what a model does not know, so that another video would come than was asked for',
		fits: ({ title, provider }) => provider === 'fal' && title.endsWith('mode not offered'),
	},
	{
		why: 'an image-to-video request without web search would be sent, which is not what was asked',
		fits: ({ title, provider }) =>
			provider === 'evolink' && title.endsWith('web search with media'),
	},
	{
		why: 'elsewhere the wish has no field, and the full video would be made and billed',
		fits: ({ title, provider }) => title.endsWith('a draft') && provider !== 'ark',
	},
	{
		why: 'nobody says whether drafts of 1.5 outlived the model',
		fits: ({ title, request }) => title.endsWith('a draft') && request.model === 'seedance-1.5-pro',
	},
];

let sandbox: Awaited<ReturnType<typeof startSandbox>>;

beforeAll(async () => {
	sandbox = await startSandbox({
		fetchMedia: false,
		jobMs: 600000,
		allowPrivateCallbacks: false,
		creditsPerAccount: 1e9,
	});
});

afterAll(() => sandbox.stop());

const isTaken = (status: number) => status >= 200 && status < 300;

/** Sends a request as it would be paid for. */
async function submit({ provider, region }: CapabilityCase, request: VideoRequest) {
	const place = region === 'international' ? 'arkInternational' : provider;
	return await sandboxClient(sandbox, provider, { place }).send(
		PROVIDERS[provider].create(request),
	);
}

const CASES = capabilityCases();

describe.each(PROVIDER_IDS)(
	'what we accept the provider accepts, and what we refuse it refuses: %s',
	(id) => {
		const ours = CASES.filter((kase) => kase.provider === id);

		test.each(ours.filter((kase) => kase.accepted))('accepted: $title', async (kase) => {
			const { capability, region } = kase;
			const checked = checkRequest(kase.request, PROVIDERS[id], capability, {
				privateProvider: false,
				region,
			});
			expect(checked.problems).toEqual([]);
			const { status, body } = await submit(kase, checked.request);
			expect({ isTaken: isTaken(status), body }).toMatchObject({ isTaken: true });
			expect(PROVIDERS[id].failureOf(status, body)).toBeNull();
			expect(PROVIDERS[id].readCreated(body, Date.now())?.status).toBe('queued');
		});

		test.each(ours.filter((kase) => !kase.accepted))('refused: $title', async (kase) => {
			const { capability, region, request } = kase;
			const checked = checkRequest(request, PROVIDERS[id], capability, {
				privateProvider: false,
				region,
			});
			// Web search outside China is taken out instead of refused.
			const isDropped = region === 'international' && kase.title.endsWith('web search with media');
			expect(checked.problems.length > 0).toBe(!isDropped);
			if (OURS_ALONE.some(({ fits }) => fits(kase))) return;
			const { status, body } = await submit(kase, request);
			expect({ isTaken: isTaken(status), body }).toMatchObject({ isTaken: false });
			expect(PROVIDERS[id].failureOf(status, body)).toMatchObject({ category: 'input' });
		});
	},
);

test('every exception is still needed', async () => {
	for (const { fits } of OURS_ALONE) {
		const kases = CASES.filter((kase) => !kase.accepted && fits(kase));
		const answers = await Promise.all(kases.map((kase) => submit(kase, kase.request)));
		expect(answers.some(({ status }) => isTaken(status))).toBe(true);
	}
});
