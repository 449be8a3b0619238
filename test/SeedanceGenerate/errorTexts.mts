/** What tests of the texts for users share. */

import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { perProvider } from '../../sandbox/providers.mts';
import { refusedOf } from '../support/items.mts';
import type { Lab, NodeParameters, ProviderId } from '../support/lab.mts';

export const NAMES = perProvider((id) => PROVIDERS[id].displayName);

/** What the style guide of n8n asks error texts to avoid. */
export const WORDS_TO_AVOID = /\b(error|problem|failure|mistake)s?\b/i;

/** Runs one row twice, once for the message of the stopped run and once for the item of the error output. */
export async function bothWays(lab: Lab, provider: ProviderId, parameters: NodeParameters) {
	const stopped = await lab.generate(provider, { parameters });
	const routed = await lab.generate(provider, {
		parameters,
		settings: { onError: 'continueErrorOutput' },
	});
	expect(stopped.status).toBe('error');
	expect(routed.items('Node')).toEqual([]);
	const [json] = refusedOf(routed);
	return {
		message: String(stopped.error?.message),
		description: String(stopped.error?.description),
		name: stopped.error?.name,
		json,
	};
}
