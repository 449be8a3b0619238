'use strict';

/**
 * What tests of the texts for users share.
 *
 * @typedef {import('../support/lab').ProviderId} ProviderId
 * @typedef {import('./support').Lab} Lab
 */

/** @type {Record<ProviderId, string>} */
const NAMES = {
	evolink: 'EvoLink',
	ark: 'Volcengine Ark',
	twelveAi: '12AI',
	ink: 'seedance2.ink',
};

/** What the style guide of n8n asks error texts to avoid. */
const WORDS_TO_AVOID = /\b(error|problem|failure|mistake)s?\b/i;

/**
 * Runs one row twice, once for the message of the stopped run and once for the item of the error output.
 *
 * @param {Lab} lab
 * @param {ProviderId} provider
 * @param {Record<string, any>} parameters
 */
async function bothWays(lab, provider, parameters) {
	const stopped = await lab.generate(provider, { parameters });
	const routed = await lab.generate(provider, {
		parameters,
		settings: { onError: 'continueErrorOutput' },
	});
	expect(stopped.status).toBe('error');
	expect(routed.items('Node')).toEqual([]);
	/** @type {any} */
	const { json } = routed.items('Node', 1)[0];
	return {
		message: String(stopped.error?.message),
		description: String(stopped.error?.description),
		name: stopped.error?.name,
		json,
	};
}

module.exports = { NAMES, WORDS_TO_AVOID, bothWays };
