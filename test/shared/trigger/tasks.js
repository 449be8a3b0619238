'use strict';

const { emptyTask } = require('../../../nodes/shared/domain/task');

/** @typedef {import('../../../nodes/shared/domain/task').Task} Task */

/**
 * A task of which only some things are known.
 *
 * @param {string} taskId
 * @param {Task['status']} status
 * @param {Partial<Task>} [rest]
 * @returns {Task}
 */
function task(taskId, status, rest = {}) {
	return { ...emptyTask('ark', taskId), status, rawStatus: status, ...rest };
}

module.exports = { task };
