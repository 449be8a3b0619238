'use strict';

const { PROVIDERS } = require('../../nodes/shared/providers');
const { PROVIDER_IDS } = require('../../nodes/shared/domain/vocabulary');
const { buildItem } = require('../../nodes/shared/domain/item');
const { withTask } = require('../../nodes/SeedanceGenerate/suspend/pendingItems');

test.each(PROVIDER_IDS)('a finished task does not say that it counts as not finished: %s', (id) => {
	const { readTask } = PROVIDERS[id];
	const read = (/** @type {string} */ status) =>
		/** @type {NonNullable<ReturnType<typeof readTask>>} */ (readTask({ id: 'task_ab12', status }));
	const parked = buildItem({
		provider: id,
		task: read('accepted'),
		request: null,
		failure: null,
		statusWithoutTask: 'unknown',
		metadata: null,
		warnings: ['Keep this.'],
		estimate: {},
		includeRaw: false,
	});
	expect(parked.warnings).toHaveLength(2);
	expect(withTask(parked, read('failed')).warnings).toEqual(['Keep this.']);
});
