import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { CAPABILITIES_PAGE, capabilitiesPage } from '../../tools/docs/capabilities.mts';
import { tableRows } from './docsPages.mts';
import { read } from './files.mts';
import type { Provider } from '../../nodes/shared/providers/types.ts';

const ALL = Object.values(PROVIDERS);

describe('The page of what each provider can do', () => {
	it('says what the tables of the package say (npm run docs writes it anew)', () => {
		expect(read(CAPABILITIES_PAGE)).toBe(capabilitiesPage(ALL));
	});

	it('is linked from the README and the reference', () => {
		expect(read('README.md')).toContain(`](${CAPABILITIES_PAGE})`);
		expect(read('docs/reference.md')).toContain('](what-each-provider-can-do.md)');
	});

	it('has a row for each provider and for each of its models', () => {
		const page = read(CAPABILITIES_PAGE);
		expect(tableRows(page, 'Provider')).toHaveLength(ALL.length);
		const models = ALL.flatMap(({ capabilities }) => capabilities.models);
		expect(tableRows(page, 'Model')).toHaveLength(models.length);
		for (const { ids } of models) {
			const sent = 'any' in ids ? [ids.any] : Object.values(Object.values(ids)[0] as object);
			for (const id of sent) expect(page).toContain(`\`${String(id)}\``);
		}
	});

	const { ark } = PROVIDERS;
	const [first, ...others] = ark.capabilities.models;
	const withModel = (change: Partial<typeof first>): Provider => ({
		...ark,
		capabilities: { ...ark.capabilities, models: [{ ...first, ...change }, ...others] },
	});

	it.each([
		['a new provider', [...ALL, { ...ark, id: 'newOne', displayName: 'New One' }]],
		['another price list', [{ ...ark, pricesAsOf: '2027-01-01' }]],
		['a call that is gone', [{ ...ark, list: undefined }]],
		['a balance', [{ ...ark, balance: () => ({ method: 'GET', path: '/' }) as const }]],
		['another length', [withModel({ duration: { min: 1, max: 2, auto: false } })]],
		['a mode less', [withModel({ modes: ['textToVideo'] })]],
		['a size less', [withModel({ resolutions: ['480p'] })]],
		['a shape less', [withModel({ aspectRatios: ['1:1'] })]],
		['fewer references', [withModel({ mediaLimits: { image: 1, video: 0, audio: 0 } })]],
		['an option less', [withModel({ features: [] })]],
		['a draft', [withModel({ drafts: others.find(({ drafts }) => drafts)?.drafts })]],
		['an end', [withModel({ endedIn: { everywhere: 'It is gone.' } })]],
		['another id', [withModel({ ids: { any: 'another-id' } })]],
	])('would differ with %s', (_, providers: Provider[]) => {
		expect(capabilitiesPage(providers)).not.toBe(
			capabilitiesPage(providers.length === 1 ? [ark] : ALL),
		);
	});
});
