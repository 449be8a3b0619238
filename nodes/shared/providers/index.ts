import type { ModelCapability, ModelRegion } from '../domain/capabilities';
import type { Problem } from '../domain/request';
import type { Mode, ModelChoice, ProviderId } from '../domain/vocabulary';
import { ark } from './ark';
import { evolink } from './evolink';
import { fal } from './fal';
import { ink } from './ink';
import { kie } from './kie';
import { openRouter } from './openRouter';
import { replicate } from './replicate';
import { twelveAi } from './twelveAi';
import { waveSpeed } from './waveSpeed';
import type { Connection, Provider } from './types';

/**
 * Every provider of the package; the list of the panel is sorted by name. A new one is one folder, one credential and
 * its name here, at the end: the first is the default of the field Provider.
 */
const ALL = [evolink, ark, twelveAi, ink, fal, kie, waveSpeed, replicate, openRouter] as const;

/** By the id that workflows hold. */
export const PROVIDERS: Readonly<Record<ProviderId, Provider>> = Object.fromEntries(
	ALL.map((provider): [ProviderId, Provider] => [provider.id, provider]),
);

export const PROVIDER_IDS: readonly ProviderId[] = Object.keys(PROVIDERS);

/** What the field Provider shows in a new node. */
export const DEFAULT_PROVIDER: ProviderId = PROVIDER_IDS[0];

/** The provider with this id; undefined for anything else that a parameter may hold. */
export function findProvider(id: unknown): Provider | undefined {
	return ALL.find((provider) => provider.id === id);
}

/** How users know a provider. One of a later version of this package is shown by its id. */
export function providerName(id: string): string {
	return findProvider(id)?.displayName ?? id;
}

/** The model a user asked for. */
export interface FoundModel {
	/** Null for a custom id whose limits nobody knows: only structural checks are made then. */
	capability: ModelCapability | null;
	/** Set when the choice cannot be sent at all. */
	problem: Problem | null;
}

/**
 * Looks up what the chosen model can do.
 * @param customModel the text of the Custom Model field; only read when `choice` is `custom`
 */
export function findModel(
	provider: Provider,
	choice: ModelChoice,
	customModel: string,
): FoundModel {
	const { models, knownCustomModels } = provider.capabilities;
	if (choice === 'custom') {
		const id = customModel.trim();
		if (id === '') {
			const message = `Custom Model is empty. Type the id that ${provider.displayName} gave you, or choose a Model from the list.`;
			return { capability: null, problem: { field: 'Custom Model', message } };
		}
		const known = Object.prototype.hasOwnProperty.call(knownCustomModels, id);
		return { capability: known ? knownCustomModels[id] : null, problem: null };
	}
	const capability = models.find((model) => model.family === choice) ?? null;
	if (capability !== null) return { capability, problem: null };
	const offered = models.map((model) => model.family).join(', ');
	const message = `Model is ${choice}, which ${provider.displayName} does not offer. Choose one of: ${offered}.`;
	return { capability: null, problem: { field: 'Model', message } };
}

/** Whose model ids a connection takes (docs/providers.md 7). */
export function modelRegion(region: Connection['region']): ModelRegion {
	return region === 'international' ? 'international' : 'china';
}

/**
 * The id that is sent for a model. A custom id goes out as it was typed, without outer spaces.
 * Where the provider has no id for the mode or the region, any of its ids is returned: the checks of
 * both refuse such a request before it is sent.
 */
export function modelIdFor(
	found: FoundModel,
	choice: ModelChoice,
	customModel: string,
	mode: Mode,
	region: Connection['region'],
): string {
	if (choice === 'custom') return customModel.trim();
	const ids = found.capability?.ids;
	if (ids === undefined) return '';
	if ('any' in ids) return ids.any;
	if ('byRegion' in ids) {
		return ids.byRegion[modelRegion(region)] ?? Object.values(ids.byRegion)[0] ?? '';
	}
	return ids.byMode[mode] ?? Object.values(ids.byMode)[0] ?? '';
}
