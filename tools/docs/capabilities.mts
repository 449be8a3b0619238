/** The page of what each provider and each model can do, made from the tables that the nodes themselves go by. */

import { MEDIA_KINDS, MODES, RESOLUTIONS } from '../../nodes/shared/domain/vocabulary.ts';
import { MODEL_NAMES } from '../../nodes/shared/fields/modelNames.ts';
import { nameInLists } from '../../nodes/shared/fields/offers.ts';
import { OPTIONS, labelOf } from '../../nodes/SeedanceGenerate/options.ts';
import { PROVIDER_OPTIONS } from '../../nodes/shared/domain/options.ts';
import type { ModelCapability } from '../../nodes/shared/domain/capabilities.ts';
import type { OptionalFeature } from '../../nodes/shared/domain/options.ts';
import type { MediaKind, Mode } from '../../nodes/shared/domain/vocabulary.ts';
import type { Provider } from '../../nodes/shared/providers/types.ts';

/** Where the page is, below the package folder. */
export const CAPABILITIES_PAGE = 'docs/what-each-provider-can-do.md';

/** A column: its heading and what stands below it. */
type Column<Of> = readonly [heading: string, cell: (of: Of) => string];

const MODE_WORDS: Readonly<Record<Mode, string>> = {
	textToVideo: 'text',
	firstFrame: 'first frame',
	firstLastFrame: 'first and last',
	reference: 'reference',
	videoEdit: 'edit',
	videoExtend: 'extend',
};

const KIND_WORDS: Readonly<Record<MediaKind, string>> = {
	image: 'images',
	video: 'videos',
	audio: 'sounds',
};

const NONE = '–';
const MB = 1024 * 1024;

const or = (text: string) => (text === '' ? NONE : text);
const modelsOf = ({ capabilities }: Provider) => capabilities.models;
const wordsOf = (modes: readonly Mode[]) => modes.map((mode) => MODE_WORDS[mode]).join(', ');

/** How people call a model, without the word Seedance. */
const nameOf = ({ family }: ModelCapability) => (family === null ? '' : MODEL_NAMES[family]);

/** What the panel calls an optional setting. */
function labelOfFeature(feature: OptionalFeature): string {
	if (feature === 'generateAudio') return 'Generate Audio';
	return labelOf(feature === 'callbackUrl' ? OPTIONS.callbackUrl : PROVIDER_OPTIONS[feature]);
}

/** Where a heading is on its page, as GitHub makes it. */
const anchorOf = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\w\- ]/g, '')
		.replaceAll(' ', '-');

function lengthsOf(models: readonly ModelCapability[]): string {
	const ends = models.flatMap(({ duration }) =>
		'oneOf' in duration ? duration.oneOf : [duration.min, duration.max],
	);
	return `${Math.min(...ends)} to ${Math.max(...ends)} s`;
}

/** How files of n8n get there, and how large files may be. */
function filesOf({ upload, fileSizes, capabilities: { models } }: Provider): string {
	const inside = models[0].dataUrls.map((kind) => KIND_WORDS[kind]).join(', ');
	const byRequest = inside === '' ? 'signed link to n8n' : `in the request (${inside})`;
	const sizes = MEDIA_KINDS.map((kind) => Math.round(fileSizes[kind].most / MB)).join(' / ');
	return `${upload === undefined ? byRequest : 'upload'}; ${sizes} MB`;
}

function cancelOf({ cancel, cancelsRunning = false }: Provider): string {
	if (cancel === undefined) return NONE;
	return cancelsRunning ? 'queued, running' : 'queued';
}

function listOf({ list, listDays }: Provider): string {
	if (list === undefined) return NONE;
	return listDays === undefined ? 'yes' : `${listDays} days`;
}

function linkOf({ capabilities: { resultLifetimeHours }, freshLink }: Provider): string {
	const lives = resultLifetimeHours === null ? 'not told' : `${resultLifetimeHours} h`;
	return freshLink === undefined ? lives : `${lives}, renewed by Download`;
}

const PROVIDER_COLUMNS: ReadonlyArray<Column<Provider>> = [
	['Provider', (provider) => `[${nameInLists(provider)}](#${anchorOf(nameInLists(provider))})`],
	['In workflows', ({ id }) => `\`${id}\``],
	[
		'Modes',
		(provider) => {
			const models = modelsOf(provider);
			return wordsOf(MODES.filter((mode) => models.some(({ modes }) => modes.includes(mode))));
		},
	],
	['Lengths', (provider) => lengthsOf(modelsOf(provider))],
	[
		'Resolutions',
		(provider) =>
			RESOLUTIONS.filter((size) =>
				modelsOf(provider).some(({ resolutions }) => resolutions.includes(size)),
			).join(', '),
	],
	['Files of n8n; images / videos / sounds up to', filesOf],
	[
		'Callbacks',
		(provider) =>
			modelsOf(provider).some(({ features }) => features.includes('callbackUrl')) ? 'yes' : NONE,
	],
	['Cancel', cancelOf],
	['List', listOf],
	['Delete', ({ remove }) => (remove === undefined ? NONE : 'yes')],
	[
		'Draft',
		(provider) =>
			or(
				modelsOf(provider)
					.filter(({ drafts }) => drafts !== undefined)
					.map(nameOf)
					.join(', '),
			),
	],
	['Balance', ({ balance }) => (balance === undefined ? NONE : 'yes')],
	['Prices as of', ({ pricesAsOf }) => pricesAsOf ?? NONE],
	['A link lives', linkOf],
];

/** What is sent as the model, each id once. */
function idsOf({ ids }: ModelCapability): string {
	if ('any' in ids) return `\`${ids.any}\``;
	if ('byRegion' in ids) {
		return Object.entries(ids.byRegion)
			.map(([region, id]) => `\`${id}\` (${region})`)
			.join(', ');
	}
	return [...new Set(Object.values(ids.byMode))].map((id) => `\`${id}\``).join(', ');
}

function secondsOf({
	duration,
	ownSeconds,
	sourceLengthModes = [],
	sentSeconds,
}: ModelCapability): string {
	const made =
		'oneOf' in duration
			? duration.oneOf.join(', ')
			: `${duration.min} to ${duration.max}${duration.auto ? ', -1' : ''}`;
	const empty = sentSeconds ?? ownSeconds ?? 5;
	const source =
		sourceLengthModes.length === 0
			? ''
			: `; that of the source video in ${wordsOf(sourceLengthModes)}`;
	return `${made} (left empty: ${empty === -1 ? 'the model chooses' : empty})${source}`;
}

function ratiosOf({ aspectRatios, adaptiveOnlyModes = [] }: ModelCapability): string {
	const only =
		adaptiveOnlyModes.length === 0 ? '' : `; adaptive alone in ${wordsOf(adaptiveOnlyModes)}`;
	return `${aspectRatios.join(', ')}${only}`;
}

function referencesOf({ modes, mediaLimits, audioAlone }: ModelCapability): string {
	if (!modes.includes('reference')) return NONE;
	const counts = MEDIA_KINDS.map((kind) => mediaLimits[kind]).join(' / ');
	const total = mediaLimits.total === undefined ? '' : `, ${mediaLimits.total} in all`;
	return `${counts}${total}${audioAlone || mediaLimits.audio === 0 ? '' : ', no sound alone'}`;
}

/** What of the optional settings is honoured, and where only. */
function featuresOf({ features, featureModes, chinaOnlyFeatures = [] }: ModelCapability): string {
	return or(
		features
			.map((feature) => {
				const modes = featureModes?.[feature];
				const where = [
					...(modes === undefined ? [] : [wordsOf(modes)]),
					...(chinaOnlyFeatures.includes(feature) ? ['China'] : []),
				];
				return `${labelOfFeature(feature)}${where.length === 0 ? '' : ` (${where.join('; ')})`}`;
			})
			.join(', '),
	);
}

function draftOf({ drafts }: ModelCapability): string {
	if (drafts === undefined) return NONE;
	return `${drafts.resolution}, then ${drafts.finalResolution} within ${drafts.days} days`;
}

const MODEL_COLUMNS: ReadonlyArray<Column<ModelCapability>> = [
	['Model', nameOf],
	['Sent as', idsOf],
	['Modes', ({ modes, modeByCount }) => `${wordsOf(modes)}${modeByCount ? ' (by the media)' : ''}`],
	['Seconds', secondsOf],
	[
		'Resolutions',
		({ resolutions, resolutionNotices = {} }) =>
			resolutions.map((size) => (size in resolutionNotices ? `${size} (unsure)` : size)).join(', '),
	],
	['Aspect ratios', ratiosOf],
	['Reference images / videos / sounds', referencesOf],
	['Options', featuresOf],
	['Draft', draftOf],
	['Ended', ({ endedIn }) => (endedIn === undefined ? NONE : Object.keys(endedIn).join(', '))],
];

function table<Of>(columns: ReadonlyArray<Column<Of>>, rows: readonly Of[]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [
		line(columns.map(([heading]) => heading)),
		line(columns.map(() => '---')),
		...rows.map((row) => line(columns.map(([, cell]) => cell(row)))),
	].join('\n');
}

/** The whole page. */
export function capabilitiesPage(providers: readonly Provider[]): string {
	const models = providers.map(
		(provider) =>
			`## ${nameInLists(provider)}\n\n${provider.suits}.\n\n${table(MODEL_COLUMNS, modelsOf(provider))}\n`,
	);
	return `# What each provider can do

Made from the tables of the package by \`npm run docs\`; what stands here is what the nodes check before anything is sent. Where the numbers come from is in [facts about the providers](providers.md). What a model cannot honour is not sent and becomes a warning; what its provider is known to refuse refuses the row.

${table(PROVIDER_COLUMNS, providers)}

"–" means that the provider has no such call, or that no page tells of one. The tables below are for the models of the list; **Custom Model** takes every other id.

${models.join('\n')}`;
}
