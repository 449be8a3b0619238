import { ark } from './ark/facts.mts';
import { evolink } from './evolink/facts.mts';
import { fal } from './fal/facts.mts';
import { ink } from './ink/facts.mts';
import { kie } from './kie/facts.mts';
import { openRouter } from './openrouter/facts.mts';
import { replicate } from './replicate/facts.mts';
import { twelveAi } from './twelveai/facts.mts';
import { waveSpeed } from './wavespeed/facts.mts';

/** The providers the sandbox plays, in the order they are listed for people. */
export const PROVIDERS = [
	evolink,
	ark,
	twelveAi,
	ink,
	fal,
	kie,
	waveSpeed,
	replicate,
	openRouter,
] as const;

export type ProviderId = (typeof PROVIDERS)[number]['id'];

/** The addresses by name; one provider may have several. */
export type PlaceName = (typeof PROVIDERS)[number]['places'][number]['name'];

/** One value for each provider. */
export function perProvider<Value>(make: (id: ProviderId) => Value): Record<ProviderId, Value> {
	return Object.fromEntries(PROVIDERS.map(({ id }) => [id, make(id)])) as Record<ProviderId, Value>;
}
