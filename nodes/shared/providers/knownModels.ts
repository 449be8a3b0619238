import type { ModelCapability } from '../domain/capabilities';
import type { Mode } from '../domain/vocabulary';

/**
 * The limits of a model by each of its ids, for people who type an id by hand.
 * An id that stands for some modes only is limited to those.
 */
export function capabilitiesById(
	models: readonly ModelCapability[],
): Readonly<Record<string, ModelCapability>> {
	const known: Record<string, ModelCapability> = {};
	for (const model of models) {
		const { ids } = model;
		if ('any' in ids) known[ids.any] = model;
		else if ('byRegion' in ids) {
			for (const id of Object.values(ids.byRegion)) known[id] = model;
		} else {
			for (const id of Object.values(ids.byMode)) {
				const modes = model.modes.filter((mode: Mode) => ids.byMode[mode] === id);
				known[id] = { ...model, ids: { any: id }, modes };
			}
		}
	}
	return known;
}
