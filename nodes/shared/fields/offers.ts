import type { OptionalFeature, ProviderOptionName } from '../domain/options';
import type { ModelCapability } from '../domain/capabilities';
import { MODEL_NAMES } from './modelNames';
import { PROVIDERS } from '../providers';
import type { Provider } from '../providers/types';

/** Who offers what, for the texts of the panel: made from the providers' facts. */

const ALL: readonly Provider[] = Object.values(PROVIDERS);

function withSecondName(name: string, { secondName }: Provider): string {
	return secondName === undefined ? name : `${name} / ${secondName}`;
}

/** How lists show a provider. */
export function nameInLists(provider: Provider): string {
	return withSecondName(provider.displayName, provider);
}

const LISTING = ALL.filter((provider) => provider.list !== undefined);

export const IDS_OF_LISTING = LISTING.map((provider) => provider.id);

/** Those with a list of tasks that can be read. */
export const LISTING_PROVIDERS = LISTING.map(nameInLists).join(', ');

/** The same, where room is short. */
export const LISTING_PROVIDERS_BRIEFLY = LISTING.map((provider) =>
	withSecondName(provider.shortName, provider),
).join(', ');

/** Days that every list reaches back. */
export const LISTED_DAYS = Math.min(...LISTING.map((provider) => provider.listDays ?? Infinity));

/** Those whose list forgets results within hours, so that only its last day is read. */
export const LISTED_FOR_A_DAY = LISTING.filter(
	({ forgetsRequestAfterHours }) => forgetsRequestAfterHours !== undefined,
)
	.map(nameInLists)
	.join(', ');

const namesOf = (models: readonly ModelCapability[]) =>
	models.flatMap(({ family }) => (family === null ? [] : [MODEL_NAMES[family]])).join(' and ');

const DRAFTING = ALL.flatMap((provider) => {
	const having = provider.capabilities.models.filter((model) => model.drafts !== undefined);
	return having.length === 0 ? [] : [{ provider, names: namesOf(having) }];
});

/** Those that make drafts, with the models that do. */
export const DRAFTING_PROVIDERS = DRAFTING.map(
	({ provider, names }) => `${nameInLists(provider)} (Seedance ${names})`,
).join(', ');

/** Those that tell the balance of an account. */
export const BALANCE_PROVIDERS = ALL.filter((provider) => provider.balance !== undefined)
	.map(nameInLists)
	.join(', ');

/** Who lets go of tasks, and of which. */
export const CANCELLING_PROVIDERS = ALL.filter((provider) => provider.cancel !== undefined)
	.map(
		({ shortName, cancelsRunning = false }) =>
			`${shortName}: queued${cancelsRunning ? ' and running' : ''}`,
	)
	.join(', ');

/** Who honours an option; where only some models do, these are named, or the others where they are fewer. */
export function whoHas(option: OptionalFeature | ProviderOptionName): string {
	const honours = ({ features, drafts }: ModelCapability) =>
		option === 'draft' ? drafts !== undefined : features.some((feature) => feature === option);
	return ALL.flatMap(({ shortName, capabilities: { models } }) => {
		const having = models.filter(honours);
		if (having.length === 0) return [];
		if (having.length === models.length) return [shortName];
		const others = models.filter((model) => !honours(model));
		const which = others.length < having.length ? `except ${namesOf(others)}` : namesOf(having);
		return [`${shortName} ${which}`];
	}).join(', ');
}
