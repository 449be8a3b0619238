'use strict';

const { PROVIDERS } = require('../../nodes/shared/providers');

/**
 * Reads a task that any provider can read.
 *
 * @param {import('../../nodes/shared/domain/vocabulary').ProviderId} id
 * @param {unknown} body
 */
function readTask(id, body) {
	const task = PROVIDERS[id].readTask(body);
	if (task === null) throw new Error('expected a task');
	return task;
}

module.exports = { readTask };
