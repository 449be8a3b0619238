import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { FEATURE_OPTIONS, PROVIDER_OPTIONS } from '../../nodes/shared/domain/options.ts';
import {
	ASPECT_RATIOS,
	MEDIA_KINDS,
	MODES,
	RESOLUTIONS,
} from '../../nodes/shared/domain/vocabulary.ts';
import { PROVIDER_IDS } from '../support/providers.mts';
import { MEDIA_OF_MODE, mediaOf, requestFor } from './requests.mts';
import type { ModelCapability } from '../../nodes/shared/domain/capabilities.ts';
import type { OptionField } from '../../nodes/shared/domain/options.ts';
import type { VideoRequest } from '../../nodes/shared/domain/request.ts';
import type { MediaKind, Mode } from '../../nodes/shared/domain/vocabulary.ts';
import type { ProviderId } from '../support/providers.mts';

export type Region = 'china' | 'international' | undefined;

/** One request at the edge of a capability table. */
export type CapabilityCase = {
	title: string;
	provider: ProviderId;
	region: Region;
	capability: ModelCapability;
	request: VideoRequest;
	accepted: boolean;
};

export type Edge = { title: string; mode?: Mode; change?: Partial<VideoRequest> };

const FILES: Record<MediaKind, [type: string, file: string]> = {
	image: ['image/jpeg', 'photo.jpg'],
	video: ['video/mp4', 'clip.mp4'],
	audio: ['audio/mpeg', 'tone.mp3'],
};

function dataUrl(kind: MediaKind) {
	const [type, file] = FILES[kind];
	const bytes = readFileSync(join(import.meta.dirname, '../../sandbox/media', file));
	return `data:${type};base64,${bytes.toString('base64')}`;
}

const many: (kind: MediaKind, count: number) => MediaKind[] = (kind, count) =>
	Array.from({ length: count }, () => kind);

function durationEdges(model: ModelCapability): { inside: Edge[]; outside: Edge[] } {
	const rule = model.duration;
	const edge = (durationSeconds: number) => ({
		title: `${durationSeconds} seconds`,
		change: { durationSeconds },
	});
	if ('oneOf' in rule) {
		const inside = rule.oneOf.map(edge);
		return {
			inside,
			outside: rule.oneOf.flatMap((n) => [edge(n - 1), edge(n + 1)]).concat(edge(-1)),
		};
	}
	const free = edge(-1);
	return {
		inside: [edge(rule.min), edge(rule.max), ...(rule.auto ? [free] : [])],
		outside: [edge(rule.min - 1), edge(rule.max + 1), edge(0), ...(rule.auto ? [] : [free])],
	};
}

function pictureEdges(model: ModelCapability): { inside: Edge[]; outside: Edge[] } {
	const mode = model.modes[0];
	const adaptive = (model.adaptiveOnlyModes ?? []).filter((only) => model.modes.includes(only));
	const inside = [
		...model.resolutions.map((resolution) => ({ title: resolution, mode, change: { resolution } })),
		...model.aspectRatios.map((aspectRatio) => ({
			title: aspectRatio,
			mode,
			change: { aspectRatio },
		})),
		...adaptive.map((only) => ({
			title: `adaptive for ${only}`,
			mode: only,
			change: { aspectRatio: 'adaptive' as const },
		})),
	];
	// A fixed shape is replaced there.
	const replaced = adaptive.map((only) => ({
		title: `16:9 for ${only}`,
		mode: only,
		change: { aspectRatio: '16:9' as const },
	}));
	const outside = [
		...RESOLUTIONS.filter((resolution) => !model.resolutions.includes(resolution)).map(
			(resolution) => ({ title: resolution, mode, change: { resolution } }),
		),
		...ASPECT_RATIOS.filter((ratio) => !model.aspectRatios.includes(ratio)).map((aspectRatio) => ({
			title: aspectRatio,
			mode,
			change: { aspectRatio },
		})),
	];
	return { inside: [...inside, ...replaced], outside };
}

function referenceEdges(model: ModelCapability): { inside: Edge[]; outside: Edge[] } {
	if (!model.modes.includes('reference')) return { inside: [], outside: [] };
	const mode = 'reference' as const;
	const { total, ...perKind } = model.mediaLimits;
	const edge = (title: string, kinds: MediaKind[]) => ({
		title,
		mode,
		change: { media: mediaOf(kinds) },
	});
	const inside = [];
	const outside = [];
	for (const kind of MEDIA_KINDS) {
		const limit = perKind[kind];
		// Audio is counted together with an image where it may not stand alone.
		const company = kind === 'audio' && !model.audioAlone ? many('image', 1) : [];
		if (limit > 0) inside.push(edge(`${limit} × ${kind}`, [...company, ...many(kind, limit)]));
		outside.push(edge(`${limit + 1} × ${kind}`, [...company, ...many(kind, limit + 1)]));
	}
	const everything = MEDIA_KINDS.flatMap((kind) => many(kind, perKind[kind]));
	const most = everything.slice(0, total);
	inside.push(edge(`${most.length} media in all`, most));
	outside.push(edge(`${most.length + 1} media in all`, [...most, 'image']));
	if (perKind.audio > 0) (model.audioAlone ? inside : outside).push(edge('audio alone', ['audio']));
	return { inside, outside };
}

function addressEdges(model: ModelCapability): { inside: Edge[]; outside: Edge[] } {
	const mode = model.modes.find((candidate) => MEDIA_OF_MODE[candidate].includes('image'));
	const inside: Edge[] = [];
	const outside: Edge[] = [];
	if (mode !== undefined) {
		const asset = mediaOf(MEDIA_OF_MODE[mode], () => 'asset://asset-2026character');
		(model.assets ? inside : outside).push({ title: 'asset ids', mode, change: { media: asset } });
	}
	for (const kind of MEDIA_KINDS) {
		if (kind !== 'image' && model.mediaLimits[kind] === 0) continue;
		const holder = kind === 'image' ? mode : 'reference';
		if (holder === undefined || !model.modes.includes(holder)) continue;
		const kinds = kind === 'image' ? MEDIA_OF_MODE[holder] : (['image', kind] as MediaKind[]);
		const media = mediaOf(kinds).map((medium) =>
			medium.kind === kind ? { ...medium, url: dataUrl(kind) } : medium,
		);
		const list = model.dataUrls.includes(kind) ? inside : outside;
		list.push({ title: `${kind} as data URL`, mode: holder, change: { media } });
	}
	return { inside, outside };
}

/** Something else than the default, of a number the most. */
function settingOf(option: OptionField) {
	if (option.type === 'boolean') return !option.default;
	if (option.type === 'number') return 2 ** 32 - 1;
	if (option.type !== 'options') return 'something';
	return option.options.find(({ value }) => value !== option.default)?.value;
}

function optionEdges(model: ModelCapability): { inside: Edge[]; outside: Edge[] } {
	const settings: Record<string, Partial<VideoRequest>> = {
		generateAudio: { generateAudio: false },
		callbackUrl: { options: { callbackUrl: 'https://n8n.example.com/webhook/x' } },
		...Object.fromEntries(
			FEATURE_OPTIONS.map((name) => [
				name,
				{ options: { [name]: settingOf(PROVIDER_OPTIONS[name]) } },
			]),
		),
	};
	const mode = model.modes[0];
	const drafts: Edge[] = [];
	const inside: Edge[] = model.features
		.filter((feature) => feature !== 'webSearch' || mode === 'textToVideo')
		.map((feature) => ({ title: feature, mode, change: settings[feature] }));
	(model.drafts ? inside : drafts).push({
		title: 'a draft',
		mode,
		change: { options: { draft: true } },
	});
	if (model.modes.includes('firstFrame') && model.features.includes('webSearch')) {
		const list = model.webSearchTextOnly ? drafts : inside;
		const change = settings.webSearch;
		list.push({ title: 'web search with media', mode: 'firstFrame', change });
	}
	return { inside, outside: drafts };
}

function modeEdges(model: ModelCapability): { inside: Edge[]; outside: Edge[] } {
	return {
		inside: model.modes.map((mode) => ({ title: 'plain', mode })),
		outside: [
			...MODES.filter((mode) => !model.modes.includes(mode)).map((mode) => ({
				title: 'mode not offered',
				mode,
			})),
			// Frames may speak for themselves on Ark, text may not.
			...model.modes
				.filter((mode) => mode === 'textToVideo')
				.map((mode) => ({ title: 'no prompt', mode, change: { prompt: '' } })),
		],
	};
}

const EDGES = [modeEdges, durationEdges, pictureEdges, referenceEdges, addressEdges, optionEdges];

function regionsOf(provider: ProviderId): Region[] {
	return provider === 'ark' ? ['china', 'international'] : [undefined];
}

/** Every model of a provider: those of the list, then well-known ids typed by hand. */
function modelsOf(provider: ProviderId) {
	const { models, knownCustomModels } = PROVIDERS[provider].capabilities;
	const listed = models.flatMap((capability) =>
		capability.family === null ? [] : [{ model: capability.family, customModel: '', capability }],
	);
	const typed = Object.entries(knownCustomModels)
		.filter(([, capability]) => capability.family === null)
		.map(([customModel, capability]) => ({
			model: 'custom' as const,
			customModel,
			capability,
		}));
	return [...listed, ...typed];
}

/** Requests at both sides of every limit in the capability tables. */
export function capabilityCases(): CapabilityCase[] {
	const cases: CapabilityCase[] = [];
	for (const provider of PROVIDER_IDS) {
		for (const region of regionsOf(provider)) {
			for (const { model, customModel, capability } of modelsOf(provider)) {
				// A hand-typed Ark id exists in one region only.
				const foreign = customModel !== '' && region !== undefined;
				if (foreign && customModel.startsWith('doubao') !== (region === 'china')) continue;
				// Nor has every family an id in both.
				const { ids } = capability;
				if (region && 'byRegion' in ids && ids.byRegion[region] === undefined) continue;
				for (const edgesOf of EDGES) {
					const { inside, outside } = edgesOf(capability);
					for (const [edges, accepted] of [
						[inside, true],
						[outside, false],
					] as const) {
						for (const { title, mode = capability.modes[0], change } of edges) {
							const { request } = requestFor(provider, {
								model,
								customModel,
								mode,
								region,
								...change,
							});
							const name = [model, customModel, region, mode, title].filter(Boolean).join(' ');
							cases.push({ title: name, provider, region, capability, request, accepted });
						}
					}
				}
			}
		}
	}
	return cases;
}
