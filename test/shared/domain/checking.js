'use strict';

const { checkRequest } = require('../../../nodes/shared/domain/check');
const { requestFor } = require('../../contract/requests');

/**
 * What the tests of the check share: a request with something changed, and media for it.
 *
 * @typedef {Parameters<typeof requestFor>[1]} Overrides
 * @typedef {import('../../../nodes/shared/domain/vocabulary').ProviderId} ProviderId
 */

/**
 * The verdict on a request, which the check itself must leave as it was.
 * @param {ProviderId} providerId
 * @param {Overrides} [overrides]
 * @param {Partial<import('../../../nodes/shared/domain/check').CheckContext>} [context]
 */
function check(providerId, overrides, context) {
	const { provider, capability, request } = requestFor(providerId, overrides);
	const before = JSON.stringify(request);
	const result = checkRequest(request, provider, capability, {
		privateProvider: false,
		...context,
	});
	expect(JSON.stringify(request)).toBe(before);
	return result;
}

/** @type {(count: number) => import('../../../nodes/shared/domain/vocabulary').MediaKind[]} */
const images = (count) => Array.from({ length: count }, () => 'image');
/** @type {(count: number) => import('../../../nodes/shared/domain/vocabulary').MediaKind[]} */
const videos = (count) => Array.from({ length: count }, () => 'video');
const asset = () => 'asset://asset-2026character';
const data = () => 'data:image/png;base64,iVBORw0KGgo=';
const reference = /** @type {const} */ ('reference');
const CALLBACK = 'https://n8n.example.com/webhook/x';

module.exports = { CALLBACK, asset, check, data, images, reference, videos };
