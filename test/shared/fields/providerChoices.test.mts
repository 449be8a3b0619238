import { MODES } from '../../../nodes/shared/domain/vocabulary.ts';
import { whoHas } from '../../../nodes/shared/fields/offers.ts';
import { PROVIDER_CHOICES } from '../../../nodes/shared/fields/providerChoices.ts';
import { DEFAULT_PROVIDER, PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../../support/providers.mts';
import type { OptionalFeature } from '../../../nodes/shared/domain/options.ts';
import type { Mode } from '../../../nodes/shared/domain/vocabulary.ts';
import type { Provider } from '../../../nodes/shared/providers/types.ts';

const OFFERED = PROVIDER_CHOICES.filter(({ displayOptions }) => displayOptions === undefined);

const has = (provider: Provider, feature: OptionalFeature) =>
	provider.capabilities.models.some(({ features }) => features.includes(feature));
const makes = (provider: Provider, resolution: string) =>
	provider.capabilities.models.some(({ resolutions }) =>
		resolutions.some((each) => each === resolution),
	);
const does = (provider: Provider, mode: Mode) =>
	provider.capabilities.models.some(({ modes }) => modes.includes(mode));

/** What a line may say of a provider, and what has to be true then. */
const CLAIMS: ReadonlyArray<readonly [words: RegExp, isTrue: (provider: Provider) => boolean]> = [
	[/all modes/, (provider) => MODES.every((mode) => does(provider, mode))],
	[/\bedits/, (provider) => does(provider, 'videoEdit')],
	[/extensions/, (provider) => does(provider, 'videoExtend')],
	[/4K/, (provider) => makes(provider, '4k')],
	[/up to 720p/, (provider) => makes(provider, '720p') && !makes(provider, '1080p')],
	[/balance/, ({ balance }) => balance !== undefined],
	[/files from n8n/, ({ upload }) => upload !== undefined],
	[/queued tasks/, ({ cancel }) => cancel !== undefined],
	[/running tasks/, ({ cancelsRunning }) => cancelsRunning === true],
	[/tasks listed/, ({ list }) => list !== undefined],
	[/stories|last frames/, (provider) => has(provider, 'returnLastFrame')],
	[/drafts/, ({ capabilities }) => capabilities.models.some(({ drafts }) => drafts !== undefined)],
	[/paid back/, ({ billsFinishedOnly }) => billsFinishedOnly === true],
	[/within the hour/, ({ capabilities }) => capabilities.resultLifetimeHours === 1],
	[/only with the key/, ({ linkNeedsKey }) => linkNeedsKey !== undefined],
	[/five media/, ({ capabilities }) => capabilities.models[0].mediaLimits.total === 5],
];

describe('The list of providers', () => {
	test('is sorted by name, has all of them, and begins a new node with the same one as ever', () => {
		const names = OFFERED.map(({ name }) => name);
		expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other, 'en')));
		expect(OFFERED.map(({ value }) => value).sort()).toEqual([...PROVIDER_IDS].sort());
		expect(DEFAULT_PROVIDER).toBe('evolink');
	});

	test.each(OFFERED.map(({ value, description }) => [String(value), String(description)]))(
		'says for whom %s is, in one line that is true: %s',
		(id, line) => {
			expect(line).toMatch(/^For .{10,85}[^.]$/);
			expect(OFFERED.filter(({ description }) => description === line)).toHaveLength(1);
			const provider = PROVIDERS[id];
			const wrong = CLAIMS.filter(([words, isTrue]) => words.test(line) && !isTrue(provider));
			expect(wrong.map(([words]) => String(words))).toEqual([]);
		},
	);

	test('would not say of a provider what it cannot do', () => {
		const [, isTrue] = CLAIMS.find(([words]) => words.test('up to 4K')) ?? [];
		expect([isTrue?.(PROVIDERS.ark), isTrue?.(PROVIDERS.twelveAi)]).toEqual([true, false]);
	});
});

test('A text that says who honours an option names the fewer models', () => {
	expect(whoHas('returnLastFrame')).toBe('Ark, kie.ai except 1.5 Pro');
	expect(whoHas('watermark')).toBe('Ark, 12AI, Replicate 2.5');
});
